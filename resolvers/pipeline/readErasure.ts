import type { Context } from '@aws-appsync/utils';
import type { ErasedRow } from '../../schema/contract/erasure.ts';
import { erasedSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import type { ErasureStash } from '../lib/erasure.ts';
import { raiseFailure } from '../lib/failure.ts';
import { readRow } from '../lib/readRow.ts';

/** Reads whether the user's data are being erased or were. */
export function request(ctx: Context<unknown, ErasureStash>) {
  return readRow(userPartitionKey(ctx.stash.userId), erasedSortKey);
}

export function response(ctx: Context<unknown, ErasureStash, undefined, undefined, ErasedRow | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  ctx.stash.erased = ctx.result;
  return {};
}
