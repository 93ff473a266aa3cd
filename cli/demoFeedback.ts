import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../local/startLocalCloud.ts';
import { CommandError } from './CommandError.ts';
import { Expectations } from './Expectations.ts';
import { expectFeedback } from './feedback/expectFeedback.ts';
import { FeedbackDemo } from './feedback/FeedbackDemo.ts';
import { showFeedback } from './feedback/showFeedback.ts';
import { templateFolder } from './folders.ts';
import { listenForStop } from './listenForStop.ts';
import { makeRunFolder } from './makeRunFolder.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { synthesize } from './synthesize.ts';

const size = { seed: 1, rounds: 8, peopleOfRound: 160, attackers: 4, trains: true };

/** `recsync demo-feedback`: what feedback teaches, in minutes; exit code 0 only if all of it happened. */
await runCommand(async () => {
  const progress = new Progress();
  const signal = listenForStop();
  const stateFolder = makeRunFolder();
  await progress.step('Synthesizing the template', () => synthesize(join(stateFolder, 'logs'), signal));
  const cloud = await progress.step('Starting the local cloud', () =>
    startLocalCloud({ templateFolder, stateFolder, port: 0, schedulesFire: false, log: (line) => progress.say(line) }),
  );
  const stopped = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new CommandError('Stopped.')), { once: true }),
  );
  try {
    const demo = new FeedbackDemo(cloud, stateFolder, size, progress);
    const findings = await Promise.race([demo.run(), stopped]);
    const prefix = join(tmpdir(), `recsync-feedback-${process.pid}`);
    const files = { picture: `${prefix}.svg`, log: `${prefix}.jsonl` };
    const expectations = new Expectations(progress);
    expectFeedback(findings, await showFeedback(findings, files), expectations);
    expectations.requireAll();
    return 0;
  } finally {
    await progress.step('Stopping', () => cloud.stop());
    rmSync(stateFolder, { recursive: true, force: true });
  }
});
