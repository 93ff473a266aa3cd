/** How alike the items of a list are: `similarTo(item)` against each of `pool`, from 0 to 1. */
export type SimilarityTo = (item: number, pool: readonly number[]) => ArrayLike<number>;

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998): repeatedly takes the item with the best
 * (1 - diversity) * relevance - diversity * (similarity to the most similar item taken). Relevance is the score scaled
 * to 0..1 over the pool. `pool` is ordered best first; at diversity 0 its first `count` items come back unchanged.
 */
export function diversify(
  pool: readonly number[],
  scores: Float32Array,
  diversity: number,
  count: number,
  similarTo: SimilarityTo,
): number[] {
  if (diversity === 0 || pool.length <= 1) return pool.slice(0, count);
  const best = scores[pool[0]];
  const range = best - scores[pool[pool.length - 1]];
  const relevance = pool.map((item) => (range > 0 ? 1 - (best - scores[item]) / range : 1));
  const closest = new Float64Array(pool.length);
  const taken = new Uint8Array(pool.length);
  const result: number[] = [];
  while (result.length < Math.min(count, pool.length)) {
    let next = -1;
    let nextValue = Number.NEGATIVE_INFINITY;
    for (let position = 0; position < pool.length; position += 1) {
      if (taken[position] === 1) continue;
      const value = (1 - diversity) * relevance[position] - diversity * closest[position];
      if (value > nextValue) {
        next = position;
        nextValue = value;
      }
    }
    taken[next] = 1;
    result.push(pool[next]);
    const similarities = similarTo(pool[next], pool);
    for (let position = 0; position < pool.length; position += 1) {
      if (similarities[position] > closest[position]) closest[position] = similarities[position];
    }
  }
  return result;
}
