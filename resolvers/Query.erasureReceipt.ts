import type { Context } from '@aws-appsync/utils';
import type { ErasedRow } from '../schema/contract/erasure.ts';
import { erasedSortKey, userPartitionKey } from '../schema/contract/keys.ts';
import type { MergedMark } from '../schema/contract/merges.ts';
import type { QueryErasureReceiptArgs } from '../schema/generated/types.ts';
import { resolveUserId } from './lib/caller.ts';
import { requireId } from './lib/checks.ts';
import { toReceipt, type ErasureStash } from './lib/erasure.ts';
import { raiseFailure } from './lib/failure.ts';
import { readRow } from './lib/readRow.ts';

export function request(ctx: Context<QueryErasureReceiptArgs, ErasureStash>) {
  const userId = resolveUserId(ctx.identity, ctx.args.userId, 'userId');
  requireId('userId', userId);
  ctx.stash.userId = userId;
  return readRow(userPartitionKey(userId), erasedSortKey);
}

export function response(
  ctx: Context<QueryErasureReceiptArgs, ErasureStash, undefined, undefined, ErasedRow | MergedMark | null>,
) {
  if (ctx.error) raiseFailure(ctx.error);
  // Nobody has asked for the erasure of a visitor who became somebody.
  if (!ctx.result || ctx.result.status === 'MERGED') return null;
  return toReceipt(ctx.stash.userId, ctx.result);
}
