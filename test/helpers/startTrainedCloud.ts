import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { existsSync } from 'node:fs';
import { startTestCloud, type TestCloud } from './startTestCloud.ts';

/**
 * A local cloud with the demo shop and a model. The shop is loaded and the model trained once for a run of the tests; each
 * cloud goes on with a copy of that.
 *
 * @param options.templateFolder - by default the template that the test command synthesized
 */
export async function startTrainedCloud(options: { templateFolder?: string } = {}): Promise<TestCloud> {
  const test = await startTestCloud('dynoxide', { ...options, state: await trainedState() });
  // What was being read when the other one stopped comes before what a test does.
  await test.cloud.streamsRead();
  return test;
}

/** The folder of the cloud that was loaded and trained. Whoever comes first makes it, in whichever worker. */
async function trainedState(): Promise<string> {
  // Of this run: see test/setup/runFolder.ts.
  const folder = join(tmpdir(), 'trained-cloud');
  const lock = `${folder}.lock`;
  while (!existsSync(folder)) {
    try {
      await mkdir(lock);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      await setTimeout(100);
      continue;
    }
    try {
      // Another may have been done between the two looks.
      if (!existsSync(folder)) await makeState(folder);
    } finally {
      await rm(lock, { recursive: true });
    }
  }
  return folder;
}

async function makeState(folder: string): Promise<void> {
  const test = await startTestCloud();
  let isTrained = false;
  try {
    await test.loadAndTrain();
    isTrained = true;
  } finally {
    await test.close(async (stateFolder) => {
      if (!isTrained) return;
      await cp(stateFolder, `${folder}.part`, { recursive: true });
      await rename(`${folder}.part`, folder);
    });
  }
}
