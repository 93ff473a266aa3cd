import type { Context } from '@aws-appsync/utils';
import type { QueryRerankItemsArgs } from '../schema/generated/types.ts';
import { resolveUserId } from './lib/caller.ts';
import { requireId, requireIds, requirePlacement } from './lib/checks.ts';
import { invalidInput, quote } from './lib/invalidInput.ts';
import { readListArguments } from './lib/listArguments.ts';
import type { ListStash } from './lib/recommendationList.ts';

/** Checks the arguments; the pipeline reads the history, orders the items and decorates. */
export function request(ctx: Context<QueryRerankItemsArgs, ListStash>) {
  const userId = resolveUserId(ctx.identity, ctx.args.userId, 'userId');
  requireId('userId', userId);
  const candidateItemIds = requireIds('itemIds', ctx.args.itemIds, 1, 100);
  const repeated = candidateItemIds.find((itemId, index) => candidateItemIds.indexOf(itemId) !== index);
  if (repeated) invalidInput('itemIds', `${quote(repeated)} twice`, 'different ids');
  ctx.stash.historyMissing = true;
  ctx.stash.request = {
    kind: 'RERANK',
    list: 'rerankItems',
    userId,
    placement: requirePlacement('placement', ctx.args.placement),
    candidateItemIds,
    ...readListArguments(ctx.args, 100),
    token: null,
  };
  return {};
}

/** A list that the caller gave has no pages. */
export function response(ctx: Context<QueryRerankItemsArgs, ListStash>) {
  return { ...ctx.stash.recommendations, nextToken: null };
}
