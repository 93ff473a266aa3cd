import type { Context } from '@aws-appsync/utils';
import type { MutationDeleteItemArgs } from '../schema/generated/types.ts';
import type { AuditStash } from './lib/audit.ts';
import { requireId } from './lib/checks.ts';

/** Checks the id; the pipeline writes down who deletes the item, and deletes it. */
export function request(ctx: Context<MutationDeleteItemArgs, AuditStash>) {
  const { itemId } = ctx.args.input;
  requireId('input.itemId', itemId);
  ctx.stash.audit = { action: 'DELETE_ITEM', subjects: [itemId] };
  return {};
}

export function response(ctx: Context) {
  return ctx.prev.result;
}
