/**
 * `check-batch` of the SageMaker container, a processing job: from the answers of a batch transform to lists that the
 * catalogue allows, in `$RECSYNC_ML_ROOT/processing` (/opt/ml/processing).
 */
import { checkBatch } from './batch/checkBatch.ts';
import { rootFolder, runJob } from './jobs/runJob.ts';

process.exitCode = await runJob(rootFolder(process.env), checkBatch);
