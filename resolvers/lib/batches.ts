import {
  batchListsPrefix,
  batchStages,
  type BatchRow,
  type CheckedBatch,
  type PreparedBatch,
  type SkipReason,
  type StoredLists,
} from '../../schema/contract/batches.ts';
import type { BatchRecommendation, BatchSkipped } from '../../schema/generated/types.ts';
import type { VersionsStash } from './servedVersions.ts';

/** What the steps of `requestBatchRecommendations` share. */
export interface BatchStash extends VersionsStash {
  /** Of the batch that was started. */
  batchId: string;
}

/** A row of the models table as the API answers it. */
export function toBatchRecommendation(row: BatchRow): BatchRecommendation {
  const prepared = row.prepared ? (JSON.parse(row.prepared) as PreparedBatch) : null;
  const checked = row.checked ? (JSON.parse(row.checked) as CheckedBatch) : null;
  return {
    batchId: row.batchId,
    status: row.status,
    placement: row.placement,
    limit: row.listSize,
    store: row.store,
    usersKey: row.usersKey ?? null,
    modelVersion: row.modelVersion ?? null,
    requestedBy: row.requestedBy ?? null,
    startedAt: row.startedAt,
    endedAt: row.endedAt ?? null,
    reason: row.reason ?? null,
    stages: [...batchStages].flatMap((stage) => {
      const startedAt = row.stages[stage];
      return startedAt ? [{ stage, startedAt }] : [];
    }),
    users: prepared ? prepared.users : null,
    lists: checked ? checked.lists : null,
    // The two jobs skip for different reasons.
    skipped: [...skippedOf(prepared), ...skippedOf(checked)],
    rejected: Object.entries(prepared ? prepared.rejected : {}).map(([reason, count]) => ({ reason, count })),
    stored: row.stored ? (JSON.parse(row.stored) as StoredLists) : null,
    listsPrefix: checked ? batchListsPrefix(row.batchId) : null,
  };
}

function skippedOf(report: PreparedBatch | CheckedBatch | null): BatchSkipped[] {
  const skipped = (report ? report.skipped : {}) as Record<SkipReason, number>;
  return Object.entries(skipped).map(([reason, count]) => ({ reason: reason as SkipReason, count }));
}
