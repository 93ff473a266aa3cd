import { join } from 'node:path';
import { capture, checks } from './checks.ts';
import { defaultStateFolder } from './folders.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { runVitest, type Counts } from './runVitest.ts';
import { synthesize } from './synthesize.ts';

const progress = new Progress();

const check = async (title: string, work: () => Promise<string | undefined>): Promise<boolean> => {
  const problem = await progress.step(title, work);
  if (problem !== undefined) {
    process.stdout.write(`${problem.trim()}\n`);
  }
  progress.say(`${problem === undefined ? '✓' : '✗'} ${title}`);
  return problem === undefined;
};

/**
 * Lint, types, generated code, template, then every test; arguments go to vitest. `--dynamodb <engine>` runs the
 * end-to-end tests on another engine. The last line counts everything, a check as one test.
 */
await runCommand(async () => {
  const commandLine = process.argv.slice(2);
  const engine = commandLine.indexOf('--dynamodb');
  if (engine >= 0) {
    const [, choice] = commandLine.splice(engine, 2);
    // The emulator's own tests do not know this product's variable.
    process.env.RECSYNC_DYNAMODB = choice;
    process.env.EMULATOR_DYNAMODB = choice;
  }
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  const count = (isPassed: boolean): void => {
    counts[isPassed ? 'passed' : 'failed'] += 1;
  };
  for (const { title, command } of checks) {
    count(
      await check(title, async () => {
        const { code, output } = await capture(command);
        return code === 0 ? undefined : output;
      }),
    );
  }
  count(
    await check('template', () =>
      synthesize(join(defaultStateFolder, 'logs')).then(
        () => undefined,
        (error: Error) => error.message,
      ),
    ),
  );
  const tests = await runVitest(commandLine);
  const [passed, failed, skipped] = [
    counts.passed + tests.passed,
    counts.failed + tests.failed,
    counts.skipped + tests.skipped,
  ];
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed === 0 ? 0 : 1;
});
