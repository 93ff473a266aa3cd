import { runtime, type Context } from '@aws-appsync/utils';
import type { MergeProgress } from '../../schema/contract/merges.ts';
import { raiseFailure } from '../lib/failure.ts';
import type { MergeStash } from '../lib/merge.ts';

/** Moves rows for some seconds, the newest first, so that the next list is made from them. */
export function request(ctx: Context<unknown, MergeStash>) {
  const { mergeId } = ctx.stash;
  if (!mergeId) runtime.earlyReturn({});
  return { operation: 'Invoke', payload: { step: 'sweep', mergeId } };
}

export function response(ctx: Context<unknown, MergeStash, undefined, undefined, MergeProgress>) {
  if (ctx.error) raiseFailure(ctx.error);
  // Left out when another execution has ended it meanwhile.
  if (ctx.result.merge) ctx.stash.merge = ctx.result.merge;
  return {};
}
