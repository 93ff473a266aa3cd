import type { RankingCatalogue } from './RankingCatalogue.ts';

/** Days after which the gain of a new item has halved. */
const halfLifeDays = 30;
const millisecondsPerDay = 86_400_000;

/**
 * Adds to each score a gain that halves every 30 days of the item's age. At `freshness` 1 an item of today gains the
 * distance from the mean to the best score, so that an average one reaches the top. Items without a date or not there
 * yet gain nothing. Changes `scores`; returns the gain of one item.
 */
export function applyFreshness(
  scores: Float32Array,
  catalogue: RankingCatalogue,
  now: number,
  freshness: number,
): (item: number) => number {
  if (freshness === 0) return () => 0;
  let sum = 0;
  let best = Number.NEGATIVE_INFINITY;
  for (let item = 0; item < scores.length; item += 1) {
    sum += scores[item];
    if (scores[item] > best) best = scores[item];
  }
  const range = freshness * (best - sum / scores.length);
  const gain = (item: number): number => {
    const age = (now - catalogue.since(item)) / millisecondsPerDay;
    return age >= 0 ? range * 2 ** (-age / halfLifeDays) : 0;
  };
  for (let item = 0; item < scores.length; item += 1) scores[item] += gain(item);
  return gain;
}
