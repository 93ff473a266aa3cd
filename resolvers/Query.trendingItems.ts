import type { Context } from '@aws-appsync/utils';
import type { QueryTrendingItemsArgs } from '../schema/generated/types.ts';
import { topListPartitionKey, topListSortKey, trendingList } from '../schema/contract/keys.ts';
import { requireId } from './lib/checks.ts';
import { readListArguments } from './lib/listArguments.ts';
import { readListToken } from './lib/listToken.ts';
import type { TopListStash } from './lib/recommendationList.ts';

/** Checks the arguments; the pipeline reads the folded list, asks for what is popular without one, and decorates. */
export function request(ctx: Context<QueryTrendingItemsArgs, TopListStash>) {
  const { category } = ctx.args;
  const window = ctx.args.window ?? 'DAY';
  if (category !== null && category !== undefined) requireId('category', category);
  const list = `trendingItems/${window}/${category ?? ''}`;
  ctx.stash.topListKey = { pk: topListPartitionKey(trendingList(window)), sk: topListSortKey(category) };
  // The filter is for the popular items that stand in while nothing trends.
  const filter = category ? { categories: { contains: category } } : null;
  ctx.stash.request = {
    kind: 'POPULAR',
    list,
    userId: null,
    placement: 'trending',
    ...readListArguments({ limit: ctx.args.limit, filter }),
    token: readListToken(list, ctx.args.nextToken),
  };
  return {};
}

export function response(ctx: Context<QueryTrendingItemsArgs, TopListStash>) {
  return ctx.stash.recommendations;
}
