import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { capture, checks } from './checks.ts';
import { defaultStateFolder } from './folders.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { runVitest, type Counts } from './runVitest.ts';
import { synthesize } from './synthesize.ts';

const progress = new Progress();

/** Checks that run beside each other: each takes one core, and half a gigabyte. */
const mostAtOnce = 2;

/** Says whether a check passed, and what its problem is. */
const told = (title: string, problem: string | undefined): boolean => {
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
  await progress.step(checks.map(({ title }) => title).join(', '), async (update) => {
    const waiting = [...checks];
    const takeFromThem = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { code, output } = await capture(next.command);
        count(told(next.title, code === 0 ? undefined : output));
        update(`${waiting.length} wait`);
      }
    };
    await Promise.all(Array.from({ length: Math.min(mostAtOnce, availableParallelism()) }, takeFromThem));
  });
  const synthesis = await progress.step('template', () =>
    synthesize(join(defaultStateFolder, 'logs')).then(
      () => undefined,
      (error: Error) => error.message,
    ),
  );
  count(told('template', synthesis));
  const tests = await runVitest(commandLine);
  const [passed, failed, skipped] = [
    counts.passed + tests.passed,
    counts.failed + tests.failed,
    counts.skipped + tests.skipped,
  ];
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed === 0 ? 0 : 1;
});
