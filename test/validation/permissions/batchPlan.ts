import { checkBatchJob, prepareBatchJob, transformJob } from '../../../functions/run-batch/jobs.ts';
import { batchKeys } from '../../../schema/contract/batches.ts';
import type { TransformJob } from '../../../schema/contract/batchSteps.ts';
import { archiveKeys } from '../../../schema/contract/models.ts';
import type { ProcessingJob } from '../../../schema/contract/trainingSteps.ts';
import type { Resources } from './Resource.ts';
import { findStepFunction } from './trainingRun.ts';

const batchId = '20261128-130000-0a1b';
const modelVersion = '20261128-120000-0a1b';
const usersKey = 'batch/users/mail.jsonl';

/** What one batch asks of other services, in the words of the function that decides it. */
export interface BatchPlan {
  processingJobs: Record<string, ProcessingJob>;
  transformJobs: Record<string, TransformJob>;
  /** Objects that the function reads and writes itself (Archive.ts). */
  reads: string[];
  writes: string[];
}

/** A batch as the environment of `run-batch` makes it. */
export function planBatch(resources: Resources): BatchPlan {
  const environment = findStepFunction('run-batch', resources).properties.Environment.Variables as Record<
    string,
    string
  >;
  const places = { bucket: environment.ARCHIVE_BUCKET, prefix: environment.NAME_PREFIX };
  const at = (key: string): string => `s3://${places.bucket}/${key}`;
  const stored = batchKeys.stored(batchId, 'part-00000');
  return {
    processingJobs: {
      prepareBatch: prepareBatchJob(batchId, usersKey, 1000, places),
      checkBatch: checkBatchJob(batchId, 1000, places),
    },
    transformJobs: { transform: transformJob(batchId, modelVersion, 1000, places) },
    reads: [
      `${batchKeys.prepared(batchId)}report.json`,
      `${batchKeys.checked(batchId)}report.json`,
      `${batchKeys.lists(batchId)}part-00000.jsonl`,
      usersKey,
      stored,
    ].map(at),
    writes: [
      `${batchKeys.settings(batchId)}settings.json`,
      `${archiveKeys.erased}about`,
      archiveKeys.pseudonymKey,
      stored,
    ].map(at),
  };
}
