import { installSpark } from '../spark/installSpark.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { runVitest } from './runVitest.ts';

const progress = new Progress();

/** `npm run test:spark`: installs Spark, then runs the tests of the job. Arguments go to vitest. */
await runCommand(async () => {
  await progress.step('Installing Spark (300 MB, once)', () => installSpark());
  const { failed } = await runVitest(['--project=rooms', 'test/spark', ...process.argv.slice(2)]);
  return failed === 0 ? 0 : 1;
});
