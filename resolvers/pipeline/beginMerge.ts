import type { Context } from '@aws-appsync/utils';
import type { BegunMerge } from '../../schema/contract/merges.ts';
import { raiseFailure } from '../lib/failure.ts';
import { raiseRefusal, type MergeStash } from '../lib/merge.ts';

/** Has the function `merge-user` begin a merge or its undoing, or find the one that is at work. */
export function request(ctx: Context<unknown, MergeStash>) {
  return { operation: 'Invoke', payload: ctx.stash.begin };
}

export function response(ctx: Context<unknown, MergeStash, undefined, undefined, BegunMerge>) {
  if (ctx.error) raiseFailure(ctx.error);
  const { refusal, mergeId, merge } = ctx.result;
  if (refusal) raiseRefusal(refusal);
  ctx.stash.mergeId = mergeId ?? null;
  ctx.stash.merge = merge ?? null;
  return {};
}
