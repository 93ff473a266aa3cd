import { util, type Context } from '@aws-appsync/utils';
import type { ErasedRow } from '../../schema/contract/erasure.ts';
import type { MergedMark } from '../../schema/contract/merges.ts';
import { erasedSortKey } from '../../schema/contract/keys.ts';
import { refusalOf } from '../lib/erasure.ts';
import { raiseFailure } from '../lib/failure.ts';
import { readRow } from '../lib/readRow.ts';

/** Ends the request when the data of the user of `stash.pk` were erased, or when they were a visitor who became somebody. */
export function request(ctx: Context<unknown, { pk: string }>) {
  return readRow(ctx.stash.pk, erasedSortKey);
}

export function response(ctx: Context<unknown, { pk: string }, undefined, undefined, ErasedRow | MergedMark | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  if (!ctx.result) return {};
  const { errorType, message } = refusalOf(ctx.result);
  util.error(message, errorType);
}
