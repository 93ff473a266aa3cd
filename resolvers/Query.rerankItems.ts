import type { Context } from '@aws-appsync/utils';
import type { QueryRerankItemsArgs } from '../schema/generated/types.ts';
import { quote } from '../schema/contract/checks.ts';
import { maximumPageSize } from '../schema/contract/limits.ts';
import { resolveUserId } from './lib/caller.ts';
import { requireId, requireIds, requirePlacement } from './lib/checks.ts';
import { invalidInput } from './lib/invalidInput.ts';
import { readListArguments } from './lib/listArguments.ts';
import type { ListStash } from './lib/recommendationList.ts';

/** Checks the arguments; the pipeline reads the history, orders the items and decorates. */
export function request(ctx: Context<QueryRerankItemsArgs, ListStash>) {
  const userId = resolveUserId(ctx.identity, ctx.args.userId, 'userId');
  requireId('userId', userId);
  const candidateItemIds = requireIds('itemIds', ctx.args.itemIds, 1, maximumPageSize);
  const repeated = candidateItemIds.find((itemId, index) => candidateItemIds.indexOf(itemId) !== index);
  if (repeated) invalidInput('itemIds', `${quote(repeated)} twice`, 'different ids');
  ctx.stash.request = {
    kind: 'RERANK',
    list: 'rerankItems',
    userId,
    placement: requirePlacement('placement', ctx.args.placement),
    candidateItemIds,
    ...readListArguments(ctx.args, maximumPageSize),
    token: null,
  };
  return {};
}

/** A list that the caller gave has no pages. */
export function response(ctx: Context<QueryRerankItemsArgs, ListStash>) {
  return { ...ctx.stash.recommendations, nextToken: null };
}
