import { util, type Context } from '@aws-appsync/utils';
import type { ErasedRow } from '../../schema/contract/erasure.ts';
import { erasedSortKey } from '../../schema/contract/keys.ts';
import { userErased } from '../lib/erasure.ts';
import { raiseFailure } from '../lib/failure.ts';
import { readRow } from '../lib/readRow.ts';

/** Ends the request with `UserErased` when the data of the user of `stash.pk` were erased. */
export function request(ctx: Context<unknown, { pk: string }>) {
  return readRow(ctx.stash.pk, erasedSortKey);
}

export function response(ctx: Context<unknown, { pk: string }, undefined, undefined, ErasedRow | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  if (ctx.result) util.error(userErased.message, userErased.errorType);
  return {};
}
