import type { History } from '../algorithms/Recommender.ts';

/** Events below this part of their weight are dropped: they cannot change a list and cost time. */
const negligible = 1e-3;

/**
 * The history with weights that halve every `halfLife` events, counted back from the newest; 0 leaves it as it is.
 * Events that have faded to nothing are left out.
 */
export function decayHistory(history: History, halfLife: number): History {
  if (halfLife <= 0) return history;
  const reach = Math.ceil(halfLife * Math.log2(1 / negligible));
  const start = Math.max(0, history.items.length - reach);
  const last = history.items.length - 1;
  return {
    items: history.items.subarray(start),
    weights: history.weights.subarray(start).map((weight, index) => weight * 2 ** (-(last - start - index) / halfLife)),
    ages: history.ages.subarray(start),
  };
}
