import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { topListPartitionKey, topListSortKey, trendingList } from '../../schema/contract/keys.ts';
import { foldTrends } from './foldTrends.ts';
import type { TrendSources } from './foldTrends.ts';
import { trendWindows } from './timeBuckets.ts';
import type { TrendWindow } from './timeBuckets.ts';

/**
 * A list below this length is folded every second: its counters are few, and in a quiet shop the interaction that would
 * fold it later may be hours away.
 */
const shortList = 20;
const foldShortListsEvery = 1_000;

interface Fold {
  at: number;
  length: number;
}

/**
 * Makes the function that folds the lists whose last fold is old enough. Other instances of the function fold too, so
 * when this one's memory says that a fold is due, the table is asked for the last one before counters are read.
 * @returns a function of the present (milliseconds since 1970), which tells the windows that it folded
 */
export function createTrendFolding(sources: TrendSources) {
  const last = new Map<string, Fold>();
  const isDue = (window: TrendWindow, fold: Fold | undefined, now: number): boolean =>
    !fold || now - fold.at >= (fold.length < shortList ? foldShortListsEvery : window.foldEvery);
  return async (now: number): Promise<string[]> => {
    const folded: string[] = [];
    sources.counters.prune(now);
    for (const window of trendWindows) {
      if (!isDue(window, last.get(window.name), now)) continue;
      const stored = await lastFold(window, sources);
      if (stored) last.set(window.name, stored);
      if (!isDue(window, stored, now)) continue;
      last.set(window.name, { at: now, length: await foldTrends(window, now, sources) });
      folded.push(window.name);
    }
    return folded;
  };
}

async function lastFold(window: TrendWindow, { client, countersTable }: TrendSources): Promise<Fold | undefined> {
  const Key = { pk: topListPartitionKey(trendingList(window.name)), sk: topListSortKey() };
  const { Item } = await client.send(new GetCommand({ TableName: countersTable, Key }));
  try {
    return (
      Item && {
        at: Date.parse(Item.foldedAt as string),
        length: (JSON.parse(Item.items as string) as unknown[]).length,
      }
    );
  } catch {
    // Something else is in its place: a new list replaces it.
    return undefined;
  }
}
