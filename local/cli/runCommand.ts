/** Runs a command's main part; a failure is one sentence on stderr and exit code 1. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const { code, message, stack } = error as Error & { code?: unknown };
    // Errors of this project carry a code and say what to do; anything else is a fault, and its place matters.
    process.stderr.write(`${typeof code === 'string' ? message : stack ?? message}\n`);
    process.exitCode = 1;
  }
}
