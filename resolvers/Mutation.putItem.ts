import type { Context } from '@aws-appsync/utils';
import type { MutationPutItemArgs } from '../schema/generated/types.ts';
import type { AuditStash } from './lib/audit.ts';
import { requireNone } from './lib/invalidInput.ts';
import { putItemProblem } from './lib/item.ts';

/** Checks the item; the pipeline writes down who writes it, and writes it. */
export function request(ctx: Context<MutationPutItemArgs, AuditStash>) {
  const { input } = ctx.args;
  requireNone(putItemProblem(input, 'input'));
  ctx.stash.audit = { action: 'PUT_ITEM', subjects: [input.itemId] };
  return {};
}

export function response(ctx: Context) {
  return ctx.prev.result;
}
