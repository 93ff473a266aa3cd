import { batchKeys, batchPartitionKey, batchUsersPrefix } from '../../schema/contract/batches.ts';
import type { BatchJobSettings, BatchRow, BatchWorkflowInput } from '../../schema/contract/batches.ts';
import type { BatchOutcome, BeginBatchAnswer, BeginBatchInput } from '../../schema/contract/batchSteps.ts';
import { batchSeconds } from '../../schema/contract/limits.ts';
import { archiveKeys } from '../../schema/contract/models.ts';
import type { TableExport } from '../../schema/contract/trainingSteps.ts';
import { runIdOf } from '../shared/runNames.ts';
import type { BatchDependencies } from './BatchDependencies.ts';
import { prepareBatchJob } from './jobs.ts';

export async function begin(
  { executionArn, startedAt, input }: BeginBatchInput,
  dependencies: BatchDependencies,
): Promise<BeginBatchAnswer> {
  const { rows, archive, prefix, userDataTable, catalogueTable } = dependencies;
  const batchId = runIdOf(executionArn, startedAt);
  const since = new Date(startedAt).toISOString();
  const { placement, listSize, store, usersKey, modelVersion: wanted, requestedBy } = input;
  await rows.writeOnce({
    ...{ pk: batchPartitionKey, sk: batchId, batchId, executionArn, status: 'RUNNING' },
    ...{ placement, listSize, store, usersKey, requestedBy },
    startedAt: since,
    stages: { COLLECT: since },
    expiresAt: Math.floor(Date.parse(since) / 1000) + batchSeconds,
  } satisfies BatchRow);

  const modelVersion = await versionFor(batchId, wanted, dependencies);
  const refusal = await refusalOf(modelVersion, input, dependencies);
  if (refusal || modelVersion === undefined) return { batchId, decision: 'STOP', outcome: refusal ?? noModel };
  // From here on it is this version, whatever becomes live meanwhile.
  await rows.updateBatch(batchId, { modelVersion });

  const settings: BatchJobSettings = {
    ...{ batchId, placement, listSize, modelVersion },
    startedAt: since,
    ...(usersKey !== undefined && { usersFile: usersKey.slice(usersKey.lastIndexOf('/') + 1) }),
  };
  await Promise.all([
    archive.write(`${batchKeys.settings(batchId)}settings.json`, JSON.stringify(settings)),
    // The job reads these prefixes, and none may be empty; a training may not have been there yet.
    archive.writeOnce(`${archiveKeys.erased}about`, JSON.stringify({ about: 'Keeps the folder from being empty.' })),
    archive.writeOnce(archiveKeys.pseudonymKey, dependencies.makeKey()),
  ]);
  const inFull = (tableArn: string, name: string): TableExport => ({
    tableArn,
    bucket: archive.bucket,
    prefix: `${archiveKeys.exports(batchId)}${name}`,
    clientToken: `${batchId}-${name}`,
    exportType: 'FULL_EXPORT',
  });
  const count = await dependencies.countRows(userDataTable);
  return {
    batchId,
    decision: 'GO_ON',
    exports: [inFull(catalogueTable, 'catalogue'), inFull(userDataTable, 'userData')],
    prepareBatch: prepareBatchJob(batchId, usersKey, count, { bucket: archive.bucket, prefix }),
  };
}

const noModel: BatchOutcome = {
  status: 'REFUSED',
  reason: 'NO_MODEL: No model is live yet. Have one trained (requestTraining), or name one (modelVersion).',
};

async function versionFor(
  batchId: string,
  wanted: string | undefined,
  { rows }: BatchDependencies,
): Promise<string | undefined> {
  // Asked again, the step answers what it answered before.
  const { modelVersion } = await rows.batch(batchId);
  return modelVersion ?? wanted ?? (await rows.live())?.champion.modelVersion;
}

async function refusalOf(
  modelVersion: string | undefined,
  { usersKey }: BatchWorkflowInput,
  { rows, archive }: BatchDependencies,
): Promise<BatchOutcome | undefined> {
  if (modelVersion === undefined) return noModel;
  // SageMaker has the model of a version for as long as it has its endpoint.
  if (!(await rows.version(modelVersion))?.endpointName) {
    const reason = `MODEL_NOT_SERVED: The version ${modelVersion} of the model has no endpoint any more.`;
    return { status: 'REFUSED', reason };
  }
  if (usersKey === undefined || (usersKey.startsWith(batchUsersPrefix) && (await archive.has(usersKey))))
    return undefined;
  const reason = `USERS_FILE_MISSING: The archive bucket has no object ${usersKey}. Put it there, and ask again.`;
  return { status: 'REFUSED', reason };
}
