import type { Context } from '@aws-appsync/utils';
import { undoSettleSeconds } from '../schema/contract/limits.ts';
import type { MutationUndoMergeArgs } from '../schema/generated/types.ts';
import { auditForOthers, type AuditStash } from './lib/audit.ts';
import { resolveUserId } from './lib/caller.ts';
import { requireId } from './lib/checks.ts';
import type { MergeStash } from './lib/merge.ts';

/** Checks the caller; the pipeline is that of `mergeUser`. */
export function request(ctx: Context<MutationUndoMergeArgs, MergeStash & AuditStash>) {
  const { visitorId, userId: named } = ctx.args.input;
  const userId = resolveUserId(ctx.identity, named, 'input.userId');
  requireId('input.userId', userId);
  requireId('input.visitorId', visitorId);
  ctx.stash.begin = { step: 'beginUndo', userId, visitorId };
  ctx.stash.audit = auditForOthers(ctx.identity, userId, 'UNDO_MERGE');
  ctx.stash.settleSeconds = undoSettleSeconds;
  return {};
}

export function response(ctx: Context<MutationUndoMergeArgs, MergeStash>) {
  return ctx.stash.merge;
}
