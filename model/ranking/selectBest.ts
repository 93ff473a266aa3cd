import { topK } from '../kernels/index.ts';
import type { Eligibility } from './Eligibility.ts';

/** Rough scores are trusted up to this many times the largest error seen among the best. */
const safety = 4;

/**
 * The `count` eligible items with the highest exact scores, best first, lower indices first among equals. `scores` may
 * be rough; those of the items looked at are replaced by `scoreOf`. Only the best items are looked at, more of them
 * until enough are eligible and none left out can be among the chosen: the result is that of looking at every item.
 */
export function selectBest(
  scores: Float32Array,
  scoreOf: (item: number) => number,
  eligibility: Eligibility,
  count: number,
): number[] {
  if (count <= 0) return [];
  const { candidates } = eligibility;
  if (candidates !== undefined) return best(scores, scoreOf, eligibility, count, [...candidates]).items;
  for (let reach = count * 2 + 64; ; reach *= 4) {
    const taken = topK(scores, reach);
    if (taken.length < reach) return best(scores, scoreOf, eligibility, count, taken).items;
    const bar = scores[taken[taken.length - 1]];
    const { items, error } = best(scores, scoreOf, eligibility, count, taken);
    if (items.length === count && scores[items[count - 1]] >= bar + safety * error) return items;
  }
}

/** The best of `taken` by exact scores, and by how much rough scores were off. */
function best(
  scores: Float32Array,
  scoreOf: (item: number) => number,
  eligibility: Eligibility,
  count: number,
  taken: ArrayLike<number>,
): { items: number[]; error: number } {
  let error = 0;
  const items: number[] = [];
  for (let place = 0; place < taken.length; place += 1) {
    const item = taken[place];
    if (!eligibility.allows(item)) continue;
    const rough = scores[item];
    scores[item] = scoreOf(item);
    error = Math.max(error, Math.abs(scores[item] - rough));
    items.push(item);
  }
  items.sort((a, b) => scores[b] - scores[a] || a - b);
  return { items: items.slice(0, count), error };
}
