/**
 * `judge` of the SageMaker container, a processing job: the model in service and the new one answer the same cases, in
 * `$RECSYNC_ML_ROOT/processing` (/opt/ml/processing).
 */
import { rootFolder, runJob } from './jobs/runJob.ts';
import { judgeModels } from './judging/judgeModels.ts';

process.exitCode = await runJob(rootFolder(process.env), judgeModels);
