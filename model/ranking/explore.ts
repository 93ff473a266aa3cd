import { createRandom } from '../statistics/createRandom.ts';

/** A list with explored items in it. */
export interface ExploredList {
  readonly items: number[];
  readonly explored: ReadonlySet<number>;
}

/**
 * Gives `slots` places of the list, drawn at random, to items of `pool` (those ranked below the list). An item is drawn
 * with a probability proportional to exp(score / spread of the pool's scores), without replacement, by the Gumbel
 * top-k trick (Vieira 2014; Kool et al. 2019): better items more often, so that exploring costs little. The other
 * places keep the list's order. The same seed gives the same list.
 */
export function explore(
  list: readonly number[],
  pool: readonly number[],
  scores: Float32Array,
  slots: number,
  seed: number,
): ExploredList {
  const count = Math.min(slots, pool.length);
  if (count <= 0) return { items: [...list], explored: new Set() };
  const random = createRandom(seed % 2 ** 32);
  const mean = pool.reduce((sum, item) => sum + scores[item], 0) / pool.length;
  const spread = Math.sqrt(pool.reduce((sum, item) => sum + (scores[item] - mean) ** 2, 0) / pool.length) || 1;
  const drawn = pool
    .map((item) => ({ item, key: (scores[item] - mean) / spread - Math.log(-Math.log(random() || Number.MIN_VALUE)) }))
    .sort((a, b) => b.key - a.key)
    .slice(0, count)
    .map(({ item }) => item);

  const length = list.length + count;
  const places = new Set<number>();
  while (places.size < count) places.add(Math.floor(random() * length));
  const kept = list.values();
  const fresh = drawn.values();
  const items = Array.from({ length }, (_, place) => (places.has(place) ? fresh : kept).next().value as number);
  return { items, explored: new Set(drawn) };
}
