import { util, type Context } from '@aws-appsync/utils';
import type { ErasedRow } from '../../schema/contract/erasure.ts';
import { erasedSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import type { MergedMark } from '../../schema/contract/merges.ts';
import type { ErasureStash } from '../lib/erasure.ts';
import { raiseFailure } from '../lib/failure.ts';
import { visitorMerged } from '../lib/merge.ts';
import { readRow } from '../lib/readRow.ts';

/** Reads whether the user's data are being erased or were. */
export function request(ctx: Context<unknown, ErasureStash>) {
  return readRow(userPartitionKey(ctx.stash.userId), erasedSortKey);
}

export function response(ctx: Context<unknown, ErasureStash, undefined, undefined, ErasedRow | MergedMark | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  // What they did is the user's now, who may erase it.
  if (ctx.result?.status === 'MERGED') util.error(visitorMerged.message, visitorMerged.errorType);
  ctx.stash.erased = ctx.result;
  return {};
}
