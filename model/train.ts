/**
 * `train` of the SageMaker container: reads `$RECSYNC_ML_ROOT/input`, writes `$RECSYNC_ML_ROOT/model` (/opt/ml).
 * Options: `--budget 120s`, `--seed 1`. The same file is the training thread, so that one bundle is all there is.
 */
import { isMainThread } from 'node:worker_threads';
import { superviseTraining } from './training/superviseTraining.ts';
import { trainInThread } from './training/trainInThread.ts';

if (isMainThread) {
  process.exitCode = await superviseTraining(new URL(import.meta.url), process.env, process.argv.slice(2));
} else {
  await trainInThread();
}
