/** Milliseconds. */
const parentInterval = 500;

/** `bootstrap.mjs` hands signals on, but not its own SIGKILL: a command that has lost it ends as by SIGTERM. */
const endWithParent = (): void => {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, parentInterval).unref();
};

/** Runs a command's main part; a failure is one sentence on stderr and exit code 1, being stopped is 130. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  endWithParent();
  try {
    process.exitCode = await main();
  } catch (error) {
    const { code, message, stack } = error as Error & { code?: unknown };
    // Errors of this project carry a code and say what to do; anything else is a fault, and its place matters.
    process.stderr.write(`${typeof code === 'string' ? message : (stack ?? message)}\n`);
    process.exitCode = code === 'Interrupted' ? 130 : 1;
  }
}
