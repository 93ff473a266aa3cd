import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../local/startLocalCloud.ts';
import { CommandError } from './CommandError.ts';
import { templateFolder } from './folders.ts';
import { listenForStop } from './listenForStop.ts';
import { Loop } from './loop/Loop.ts';
import { makeRunFolder } from './makeRunFolder.ts';
import { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { synthesize } from './synthesize.ts';

const seed = 1;

/** `recsync demo`: the whole life of a model in minutes; exit code 0 only if all of it happened. */
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
    const loop = new Loop(cloud, stateFolder, seed, progress);
    const picture = join(tmpdir(), `recsync-loop-${process.pid}.svg`);
    return (await Promise.race([loop.run(picture), stopped])) ? 0 : 1;
  } finally {
    await progress.step('Stopping', () => cloud.stop());
    rmSync(stateFolder, { recursive: true, force: true });
  }
});
