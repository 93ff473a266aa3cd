import { topK } from '../kernels/index.ts';
import type { Eligibility } from './Eligibility.ts';

/** Rough scores are trusted up to this many times the largest error seen, once so many items were looked at. */
const safety = 5;
const leastLooks = 32;

/**
 * The `count` eligible items with the highest exact scores, best first, lower indices first among equals. `scores` may
 * be rough; those of the items looked at are replaced by `scoreOf`. Items are looked at from the best rough score down,
 * until none of the rest can be among the chosen: the result is that of looking at every item.
 */
export function selectBest(
  scores: Float32Array,
  scoreOf: (item: number) => number,
  eligibility: Eligibility,
  count: number,
): number[] {
  if (count <= 0) return [];
  const selection = new Selection(scores, scoreOf, eligibility, count);
  const { candidates } = eligibility;
  if (candidates !== undefined) {
    for (const item of candidates) selection.look(item);
    return selection.items;
  }
  for (let reach = count * 2 + leastLooks; ; reach *= 4) {
    const taken = topK(scores, reach);
    selection.items.length = 0;
    for (let place = 0; place < taken.length; place += 1) {
      if (selection.isBeyond(scores[taken[place]])) return selection.items;
      selection.look(taken[place]);
    }
    if (taken.length < reach) return selection.items;
  }
}

/** The best items looked at so far. */
class Selection {
  readonly items: number[] = [];
  readonly #scores: Float32Array;
  readonly #scoreOf: (item: number) => number;
  readonly #eligibility: Eligibility;
  readonly #count: number;
  #looks = 0;
  #error = 0;

  constructor(scores: Float32Array, scoreOf: (item: number) => number, eligibility: Eligibility, count: number) {
    this.#scores = scores;
    this.#scoreOf = scoreOf;
    this.#eligibility = eligibility;
    this.#count = count;
  }

  /** Whether no item of that rough score or below can be among the best. */
  isBeyond(rough: number): boolean {
    if (this.items.length < this.#count || this.#looks < leastLooks) return false;
    return rough + safety * this.#error < this.#scores[this.items[this.#count - 1]];
  }

  look(item: number): void {
    if (!this.#eligibility.allows(item)) return;
    const scores = this.#scores;
    const rough = scores[item];
    scores[item] = this.#scoreOf(item);
    const exact = scores[item];
    this.#error = Math.max(this.#error, Math.abs(exact - rough));
    this.#looks += 1;
    const { items } = this;
    let rank = items.length;
    while (rank > 0) {
      const other = items[rank - 1];
      if (exact < scores[other] || (exact === scores[other] && item > other)) break;
      rank -= 1;
    }
    if (rank === this.#count) return;
    items.splice(rank, 0, item);
    if (items.length > this.#count) items.pop();
  }
}
