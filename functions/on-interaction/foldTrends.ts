import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { counterPartitionKey, topListPartitionKey, topListSortKey, trendingList } from '../../schema/contract/keys.ts';
import { categoryTopListSize, topListSize } from '../../schema/contract/limits.ts';
import type { TopItem, TopListRow } from '../../schema/contract/rows.ts';
import { batchGet, batchPut } from '../shared/batch.ts';
import type { Counters } from './Counters.ts';
import { bucketName, bucketsOf } from './timeBuckets.ts';
import type { TrendWindow } from './timeBuckets.ts';

export interface TrendSources {
  client: DynamoDBDocumentClient;
  counters: Counters;
  countersTable: string;
  catalogueTable: string;
  shards: number;
  onSkipped: (what: string, count: number) => void;
}

/** Category lists of one fold: each is a write. */
const mostCategories = 50;

/**
 * Adds up the counters of a window and writes what trends, over all and by category. Expires when the window has passed
 * without another fold.
 * @param now milliseconds since 1970
 * @returns the length of the list over all
 */
export async function foldTrends(window: TrendWindow, now: number, sources: TrendSources): Promise<number> {
  const top = rank(await sumCounters(window, now, sources), topListSize);
  const categories = await categoriesOf(top, sources);
  const row = (category: string | undefined, items: TopItem[]): TopListRow & Record<string, unknown> => ({
    pk: topListPartitionKey(trendingList(window.name)),
    sk: topListSortKey(category),
    items: JSON.stringify(items),
    foldedAt: new Date(now).toISOString(),
    expiresAt: Math.ceil((now + window.length) / 1000),
  });
  const byCategory = [...categories].map(([category, items]) => row(category, items.slice(0, categoryTopListSize)));
  const refused = await batchPut(sources.client, sources.countersTable, [row(undefined, top), ...byCategory]);
  if (refused.length > 0) sources.onSkipped('Categories that no list can be kept for', refused.length);
  return top.length;
}

async function sumCounters(window: TrendWindow, now: number, sources: TrendSources): Promise<Map<string, number>> {
  const shards = Array.from({ length: sources.shards }, (_, shard) => shard);
  const sums = new Map<string, number>();
  await Promise.all(
    bucketsOf(window, now).flatMap(({ start, share }) =>
      shards.map(async (shard) => {
        const pk = counterPartitionKey(window.granularity.name, bucketName(start), shard);
        const isOver = start + window.granularity.length <= now;
        for (const { itemId, count } of await sources.counters.read(pk, isOver, now)) {
          sums.set(itemId, (sums.get(itemId) ?? 0) + count * share);
        }
      }),
    ),
  );
  return sums;
}

/** Best first; what people dislike as much as they like does not trend. Equal scores go by id, so that folds agree. */
function rank(sums: Map<string, number>, length: number): TopItem[] {
  return [...sums]
    .map(([itemId, score]) => ({ itemId, score }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1))
    .slice(0, length);
}

/** The ranked items by category, in their order; the categories with the best items first. */
async function categoriesOf(top: TopItem[], sources: TrendSources): Promise<Map<string, TopItem[]>> {
  const keys = top.map(({ itemId }) => ({ itemId }));
  const rows = await batchGet(sources.client, sources.catalogueTable, keys, { attributes: ['itemId', 'categories'] });
  const known = new Map(rows.map(({ itemId, categories }) => [itemId as string, textsOf(categories)]));
  const lists = new Map<string, TopItem[]>();
  for (const scored of top) {
    for (const category of new Set(known.get(scored.itemId))) {
      const list = lists.get(category);
      if (list) list.push(scored);
      else if (lists.size < mostCategories) lists.set(category, [scored]);
    }
  }
  return lists;
}

/** The texts of a list; none when the row has something else in its place. The list of all items has no name. */
function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string' && one !== '') : [];
}
