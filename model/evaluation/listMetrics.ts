/** How good one ranked list is. All between 0 and 1. */
export interface ListMetrics {
  /** DCG = sum over hits of 1 / log2(rank + 1), divided by the best possible with min(k, relevant) hits. */
  readonly ndcg: number;
  /** Hits by the number of relevant items. */
  readonly recall: number;
  /** Hits by k, also when the list is shorter. */
  readonly precision: number;
  /** Sum over hits of the precision at that rank, divided by the number of relevant items (not by k). */
  readonly map: number;
  /** 1 when there is a hit. */
  readonly hr: number;
}

/**
 * Metrics of the first k entries of `ranked` (item indices, best first) against the relevant items. `relevantCount`
 * may exceed the set where relevant items are outside the catalogue: no list can contain those, but they count.
 */
export function listMetrics(
  ranked: ArrayLike<number>,
  relevant: ReadonlySet<number>,
  k: number,
  relevantCount: number = relevant.size,
): ListMetrics {
  let hits = 0;
  let gain = 0;
  let precisions = 0;
  const length = Math.min(k, ranked.length);
  for (let place = 0; place < length; place += 1) {
    if (!relevant.has(ranked[place])) continue;
    hits += 1;
    gain += 1 / Math.log2(place + 2);
    precisions += hits / (place + 1);
  }
  let bestGain = 0;
  for (let place = 0; place < Math.min(k, relevantCount); place += 1) bestGain += 1 / Math.log2(place + 2);
  return {
    ndcg: bestGain === 0 ? 0 : gain / bestGain,
    recall: relevantCount === 0 ? 0 : hits / relevantCount,
    precision: hits / k,
    map: relevantCount === 0 ? 0 : precisions / relevantCount,
    hr: hits > 0 ? 1 : 0,
  };
}
