import { batchKeys } from '../../schema/contract/batches.ts';
import type { TransformJob } from '../../schema/contract/batchSteps.ts';
import { archiveKeys } from '../../schema/contract/models.ts';
import type { ProcessingJob } from '../../schema/contract/trainingSteps.ts';
import { jobInput, jobOutput, processingSeconds } from '../shared/processingJobs.ts';
import { resourceName } from '../shared/runNames.ts';
import { sizeFor } from '../shared/sizes.ts';

/** Where the jobs of a batch read and write, and what their names begin with. */
export interface BatchPlaces {
  bucket: string;
  prefix: string;
}

/** @param rows about how many the user data have */
export function prepareBatchJob(
  batchId: string,
  usersKey: string | undefined,
  rows: number,
  { bucket, prefix }: BatchPlaces,
): ProcessingJob {
  const at = (key: string): string => `s3://${bucket}/${key}`;
  const keyFolder = archiveKeys.pseudonymKey.slice(0, archiveKeys.pseudonymKey.indexOf('/') + 1);
  return {
    name: `${resourceName(prefix, batchId)}-lists`,
    inputs: [
      jobInput('exports', at(archiveKeys.exports(batchId))),
      jobInput('settings', at(batchKeys.settings(batchId))),
      jobInput('key', at(keyFolder)),
      jobInput('erased', at(archiveKeys.erased)),
      ...(usersKey === undefined ? [] : [jobInput('wanted', at(usersKey))]),
    ],
    outputs: [
      jobOutput('requests', at(batchKeys.requests(batchId))),
      jobOutput('users', at(batchKeys.users(batchId))),
      jobOutput('skipped', at(batchKeys.skipped(batchId))),
      jobOutput('prepared', at(batchKeys.prepared(batchId))),
    ],
    cluster: sizeFor(rows),
    maxRuntimeInSeconds: processingSeconds,
  };
}

export function transformJob(
  batchId: string,
  modelVersion: string,
  users: number,
  { bucket, prefix }: BatchPlaces,
): TransformJob {
  const { InstanceType, InstanceCount } = sizeFor(users);
  return {
    name: resourceName(prefix, batchId),
    modelName: resourceName(prefix, modelVersion),
    inputUri: `s3://${bucket}/${batchKeys.requests(batchId)}`,
    outputUri: `s3://${bucket}/${batchKeys.answers(batchId)}`,
    cluster: { InstanceType, InstanceCount },
  };
}

export function checkBatchJob(batchId: string, users: number, { bucket, prefix }: BatchPlaces): ProcessingJob {
  const at = (key: string): string => `s3://${bucket}/${key}`;
  return {
    name: `${resourceName(prefix, batchId)}-check`,
    inputs: [
      jobInput('exports', at(`${archiveKeys.exports(batchId)}catalogue/`)),
      jobInput('settings', at(batchKeys.settings(batchId))),
      jobInput('users', at(batchKeys.users(batchId))),
      jobInput('answers', at(batchKeys.answers(batchId))),
    ],
    outputs: [
      jobOutput('lists', at(batchKeys.lists(batchId))),
      jobOutput('skipped', at(batchKeys.skipped(batchId))),
      jobOutput('checked', at(batchKeys.checked(batchId))),
    ],
    cluster: sizeFor(users),
    maxRuntimeInSeconds: processingSeconds,
  };
}
