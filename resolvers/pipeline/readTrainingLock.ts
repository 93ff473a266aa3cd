import type { Context } from '@aws-appsync/utils';
import { lockPartitionKey, trainingLockSortKey, type TrainingLockRow } from '../../schema/contract/models.ts';
import { raiseFailure } from '../lib/failure.ts';
import { readRow } from '../lib/readRow.ts';
import type { TrainingStash } from '../lib/trainingStash.ts';

/** Reads which training holds the lock. */
export function request() {
  return readRow(lockPartitionKey, trainingLockSortKey);
}

export function response(ctx: Context<unknown, TrainingStash, undefined, undefined, TrainingLockRow | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  ctx.stash.lock = ctx.result;
  return {};
}
