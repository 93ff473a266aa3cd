import { extensions, type Context } from '@aws-appsync/utils';
import { mergeSettleSeconds } from '../schema/contract/limits.ts';
import type { MergeState } from '../schema/contract/merges.ts';
import { isVisitorId } from '../schema/contract/visitors.ts';
import type { MutationMergeUserArgs } from '../schema/generated/types.ts';
import { auditForOthers, type AuditStash } from './lib/audit.ts';
import { resolveUserId } from './lib/caller.ts';
import { requireId } from './lib/checks.ts';
import { invalidInput } from './lib/invalidInput.ts';
import type { MergeStash } from './lib/merge.ts';

/** Checks the caller; the pipeline writes down who merges others, begins the merge, has a workflow look after it, and moves what it can at once. */
export function request(ctx: Context<MutationMergeUserArgs, MergeStash & AuditStash>) {
  const { anonymousId, userId: named } = ctx.args.input;
  const userId = resolveUserId(ctx.identity, named, 'input.userId');
  requireId('input.userId', userId);
  requireId('input.anonymousId', anonymousId);
  if (isVisitorId(userId))
    invalidInput('input.userId', 'a visitor', 'the id of a user, because nobody becomes a visitor');
  ctx.stash.begin = { step: 'begin', userId, anonymousId };
  ctx.stash.audit = auditForOthers(ctx.identity, userId, 'MERGE_USER');
  ctx.stash.settleSeconds = mergeSettleSeconds;
  return {};
}

/** Ends the subscriptions to the visitor's lists: whoever held them listens as the user now. */
export function response(ctx: Context<MutationMergeUserArgs, MergeStash>) {
  const merge = ctx.stash.merge as MergeState;
  extensions.invalidateSubscriptions({
    subscriptionField: 'onRecommendation',
    payload: { userId: merge.visitorId },
  });
  return merge;
}
