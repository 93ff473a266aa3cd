/**
 * `prepare-batch` of the SageMaker container, a processing job: from table exports to the requests of a batch transform, in
 * `$RECSYNC_ML_ROOT/processing` (/opt/ml/processing).
 */
import { prepareBatch } from './batch/prepareBatch.ts';
import { rootFolder, runJob } from './jobs/runJob.ts';

process.exitCode = await runJob(rootFolder(process.env), prepareBatch);
