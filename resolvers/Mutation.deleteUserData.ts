import { extensions, type Context } from '@aws-appsync/utils';
import type { ErasedRow } from '../schema/contract/erasure.ts';
import type { MutationDeleteUserDataArgs } from '../schema/generated/types.ts';
import type { AuditStash } from './lib/audit.ts';
import { resolveUserId } from './lib/caller.ts';
import { requireId } from './lib/checks.ts';
import { toReceipt, type ErasureStash } from './lib/erasure.ts';

/** Checks the caller; the pipeline marks the user as erased, from which moment on nothing is recorded, and starts the erasure. */
export function request(ctx: Context<MutationDeleteUserDataArgs, ErasureStash & AuditStash>) {
  const userId = resolveUserId(ctx.identity, ctx.args.input?.userId, 'input.userId');
  requireId('input.userId', userId);
  ctx.stash.userId = userId;
  ctx.stash.audit = { action: 'DELETE_USER_DATA', subjects: [] };
  return {};
}

/** Ends the subscriptions to the user's lists, whoever holds them. */
export function response(ctx: Context<MutationDeleteUserDataArgs, ErasureStash>) {
  const { userId, erased } = ctx.stash;
  extensions.invalidateSubscriptions({ subscriptionField: 'onRecommendation', payload: { userId } });
  return toReceipt(userId, erased as ErasedRow);
}
