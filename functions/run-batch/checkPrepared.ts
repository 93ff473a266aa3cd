import { batchKeys } from '../../schema/contract/batches.ts';
import type { CheckPreparedAnswer, CheckPreparedInput } from '../../schema/contract/batchSteps.ts';
import { MissingRowError } from '../shared/errors.ts';
import type { BatchDependencies } from './BatchDependencies.ts';
import { preparedBatch } from './jobReports.ts';
import { checkBatchJob, transformJob } from './jobs.ts';

export async function checkPrepared(
  { batchId }: CheckPreparedInput,
  { rows, archive, prefix }: BatchDependencies,
): Promise<CheckPreparedAnswer> {
  const prepared = await archive.readJson(`${batchKeys.prepared(batchId)}report.json`, preparedBatch);
  const { modelVersion } = await rows.batch(batchId);
  if (modelVersion === undefined) throw new MissingRowError(`version of the batch ${batchId}`);
  await rows.updateBatch(batchId, { prepared: JSON.stringify(prepared) });
  const { parts, users } = prepared;
  if (parts.length === 0) {
    const skipped = Object.entries(prepared.skipped).map(([reason, count]) => `${count} ${reason}`);
    const why =
      skipped.length > 0 ? `of those named none can have one (${skipped.join(', ')})` : 'nobody has a history';
    return { decision: 'STOP', outcome: { status: 'SKIPPED', reason: `NO_USERS: There is no list to make: ${why}.` } };
  }
  const places = { bucket: archive.bucket, prefix };
  return {
    decision: 'GO_ON',
    transform: transformJob(batchId, modelVersion, users, places),
    checkBatch: checkBatchJob(batchId, users, places),
    parts,
  };
}
