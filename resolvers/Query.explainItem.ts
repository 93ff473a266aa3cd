import type { Context } from '@aws-appsync/utils';
import type { ExplainItemRequest } from '../schema/contract/scoring.ts';
import type { QueryExplainItemArgs } from '../schema/generated/types.ts';
import { resolveUserId } from './lib/caller.ts';
import { requireId, requirePlacement } from './lib/checks.ts';
import { readListArguments } from './lib/listArguments.ts';

interface Stash {
  itemId: string;
  explaining: ExplainItemRequest;
}

/** Checks the arguments; the pipeline asks for the item and has it explained. */
export function request(ctx: Context<QueryExplainItemArgs, Stash>) {
  const { itemId, filter, excludeItemIds, limit } = ctx.args;
  const userId = resolveUserId(ctx.identity, ctx.args.userId, 'userId');
  requireId('userId', userId);
  requireId('itemId', itemId);
  const checked = readListArguments({ filter, excludeItemIds, limit });
  ctx.stash.itemId = itemId;
  ctx.stash.explaining = {
    kind: 'EXPLAIN',
    userId,
    itemId,
    placement: requirePlacement('placement', ctx.args.placement),
    limit: checked.limit,
    filter: checked.filter,
    excludeItemIds: checked.excludeItemIds,
  };
  return {};
}

export function response(ctx: Context<QueryExplainItemArgs, Stash>) {
  return ctx.prev.result;
}
