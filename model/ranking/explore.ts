import { drawRank } from '../../experiments/off-policy/rankShares.ts';
import type { ExploredPlace } from '../../schema/contract/recommendationId.ts';
import { largestExplorationPool } from '../../schema/contract/limits.ts';
import { createRandom } from '../statistics/createRandom.ts';

/** A list with explored items in it, and how each of those was drawn. */
export interface ExploredList {
  readonly items: number[];
  readonly explored: ReadonlyMap<number, ExploredPlace>;
}

/**
 * Gives `slots` places of the list, drawn at random, to items of `pool` (those ranked below the list, best first). Each
 * place draws from a pool of its own, every `slots`-th item, of at most `depth`: so the draws depend on nothing but the
 * place's own pool, no item comes twice, and the chance of each is known (`rankShares`). The other places keep the
 * list's order. The same seed gives the same list.
 */
export function explore(
  list: readonly number[],
  pool: readonly number[],
  slots: number,
  seed: number,
  depth: number = largestExplorationPool,
): ExploredList {
  const count = Math.min(slots, pool.length);
  if (count <= 0) return { items: [...list], explored: new Map() };
  const random = createRandom(seed % 2 ** 32);
  const explored = new Map<number, ExploredPlace>();
  for (let slot = 0; slot < count; slot += 1) {
    const own = pool.filter((_, place) => place % count === slot).slice(0, depth);
    const rank = drawRank(own.length, random());
    explored.set(own[rank - 1], { rank, pool: own.length });
  }
  const length = list.length + count;
  const places = new Set<number>();
  while (places.size < count) places.add(Math.floor(random() * length));
  const kept = list.values();
  const fresh = explored.keys();
  const items = Array.from({ length }, (_, place) => (places.has(place) ? fresh : kept).next().value as number);
  return { items, explored };
}
