import { topK } from '../kernels/index.ts';
import type { Eligibility } from './Eligibility.ts';

/**
 * The `count` eligible items with the highest scores, best first. Rules are checked only on the best items, taking in
 * eight times more whenever too few of them are eligible; the result is that of checking every item.
 */
export function selectBest(scores: Float32Array, eligibility: Eligibility, count: number): number[] {
  if (count <= 0) return [];
  for (let reach = count * 2 + 64; ; reach *= 8) {
    const best = topK(scores, reach);
    const selected: number[] = [];
    for (const item of best) {
      if (!eligibility.allows(item)) continue;
      selected.push(item);
      if (selected.length === count) return selected;
    }
    if (best.length < reach) return selected;
  }
}
