import { runtime, util, type Context } from '@aws-appsync/utils';
import type { RecommendationList } from '../../schema/generated/types.ts';
import type { ItemRow } from '../../schema/contract/item.ts';
import { asksForItems } from '../lib/asksForItems.ts';
import { raiseFailure } from '../lib/failure.ts';
import { isAvailable, toItem } from '../lib/item.ts';
import { presentInstant } from '../lib/presentInstant.ts';
import { withItemIds, type ListStash } from '../lib/recommendationList.ts';

interface BatchResult {
  data: Record<string, (ItemRow | null)[]>;
  unprocessedKeys?: Record<string, { itemId: string }[]> | null;
}

/** Reads the items of the answer from the catalogue, only when the request asks for their fields. */
export function request(ctx: Context<unknown, ListStash>) {
  const { recommendations, checkCatalogue } = ctx.stash;
  const items = recommendations?.items ?? [];
  const isAsked = asksForItems(ctx.info.selectionSetList, ctx.info.selectionSetGraphQL);
  if (items.length === 0) runtime.earlyReturn({});
  if (!isAsked && !checkCatalogue) {
    ctx.stash.recommendations = withItemIds(recommendations as RecommendationList);
    runtime.earlyReturn({});
  }
  // DynamoDB refuses a batch that names a key twice.
  const distinct: Record<string, string> = {};
  items.forEach(({ itemId }) => {
    distinct[`#${itemId}`] = itemId;
  });
  return {
    operation: 'BatchGetItem',
    tables: {
      [ctx.env.CATALOGUE_TABLE]: {
        keys: Object.values(distinct).map((itemId) => util.dynamodb.toMapValues({ itemId })),
      },
    },
  };
}

/** Puts the items in; leaves out those deleted, hidden or not available since the list was made. */
export function response(ctx: Context<unknown, ListStash, undefined, undefined, BatchResult>) {
  if (ctx.error) raiseFailure(ctx.error);
  const table = ctx.env.CATALOGUE_TABLE;
  const now = presentInstant();
  const found: Record<string, ItemRow> = {};
  (ctx.result.data[table] ?? []).forEach((stored) => {
    if (stored) found[`#${stored.itemId}`] = stored;
  });
  const unread = (ctx.result.unprocessedKeys?.[table] ?? []).map(({ itemId }) => itemId);
  const recommendations = ctx.stash.recommendations as RecommendationList;
  const items = recommendations.items
    .filter(({ itemId }) => {
      const stored = found[`#${itemId}`];
      return stored ? isAvailable(stored, now) : unread.includes(itemId);
    })
    .map((recommendation) => {
      const stored = found[`#${recommendation.itemId}`];
      return { ...recommendation, item: stored ? toItem(stored) : null };
    });
  ctx.stash.recommendations = { ...recommendations, items };
  return {};
}
