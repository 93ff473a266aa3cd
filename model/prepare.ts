/**
 * `prepare` of the SageMaker container, a processing job: from table exports to the archive, the input of training and
 * the cases that models are judged by, in `$RECSYNC_ML_ROOT/processing` (/opt/ml/processing).
 */
import { rootFolder, runJob } from './jobs/runJob.ts';
import { prepareData } from './preparing/prepareData.ts';

process.exitCode = await runJob(rootFolder(process.env), prepareData);
