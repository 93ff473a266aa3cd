import { batchKeys } from '../../schema/contract/batches.ts';
import type { BatchRow, PreparedBatch, StoredLists } from '../../schema/contract/batches.ts';
import type { EndBatchAnswer, EndBatchInput } from '../../schema/contract/batchSteps.ts';
import { explainFailure } from '../shared/explainFailure.ts';
import type { BatchDependencies } from './BatchDependencies.ts';
import { storedLists } from './jobReports.ts';

/** Objects that are read at a time. */
const atOnce = 50;

export async function end(
  { batchId, outcome, failure }: EndBatchInput,
  dependencies: BatchDependencies,
): Promise<EndBatchAnswer> {
  const { rows, clock } = dependencies;
  const row = await rows.batch(batchId);
  if (row.status !== 'RUNNING') return answerOf(row);
  const ending = outcome ?? (failure && explainFailure(failure));
  const changes: Partial<BatchRow> = {
    status: ending?.status ?? 'COMPLETED',
    reason: ending?.reason,
    endedAt: new Date(clock()).toISOString(),
    ...(row.stages.STORE !== undefined && { stored: JSON.stringify(await storedOf(row, dependencies)) }),
  };
  await rows.updateBatch(batchId, changes);
  return answerOf({ ...row, ...changes });
}

function answerOf({ batchId, status, reason }: BatchRow): EndBatchAnswer {
  return { batchId, status: status as EndBatchAnswer['status'], ...(reason !== undefined && { reason }) };
}

/** What was stored of all parts that are done, of a batch that failed too. */
async function storedOf({ batchId, prepared }: BatchRow, { archive }: BatchDependencies): Promise<StoredLists> {
  const { parts } = JSON.parse(prepared ?? '{"parts":[]}') as Pick<PreparedBatch, 'parts'>;
  const sum: StoredLists = { stored: 0, superseded: 0, unstorable: 0 };
  for (let start = 0; start < parts.length; start += atOnce) {
    const keys = parts.slice(start, start + atOnce).map((part) => batchKeys.stored(batchId, part));
    const found = await Promise.all(
      keys.map(async (key) => ((await archive.has(key)) ? archive.readJson(key, storedLists) : undefined)),
    );
    for (const one of found) {
      sum.stored += one?.stored ?? 0;
      sum.superseded += one?.superseded ?? 0;
      sum.unstorable += one?.unstorable ?? 0;
    }
  }
  return sum;
}
