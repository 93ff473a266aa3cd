import type { Eligibility } from './Eligibility.ts';

/** Rough scores are trusted up to this many times the largest error seen, once so many items were looked at. */
const safety = 5;
const leastLooks = 32;

/** The best eligible items among those looked at, by exact scores; lower indices first among equals. */
export class Selection {
  readonly items: number[] = [];
  /** Their scores. */
  readonly scores: number[] = [];
  readonly #scoreOf: (item: number) => number;
  readonly #eligibility: Pick<Eligibility, 'allows'>;
  readonly #count: number;
  /** Scores of all items looked at. */
  readonly #known = new Map<number, number>();
  #looks = 0;
  #error = 0;

  constructor(scoreOf: (item: number) => number, eligibility: Pick<Eligibility, 'allows'>, count: number) {
    this.#scoreOf = scoreOf;
    this.#eligibility = eligibility;
    this.#count = count;
  }

  /** The score that an item must have to be among the best; undefined while any will do. */
  get floor(): number | undefined {
    return this.scores[this.#count - 1];
  }

  /** Whether no item of about that score or below can be among the best. */
  isBeyond(rough: number): boolean {
    const { floor } = this;
    return floor !== undefined && this.#looks >= leastLooks && rough + safety * this.#error < floor;
  }

  /** Takes an item in when it is good enough. `rough` is about its score, for `isBeyond` to learn from. */
  look(item: number, rough?: number): void {
    if (!this.#eligibility.allows(item)) return;
    // As 32 bits, because lists answer such.
    let score = this.#known.get(item);
    if (score === undefined) {
      score = Math.fround(this.#scoreOf(item));
      this.#known.set(item, score);
    }
    if (rough !== undefined) {
      this.#error = Math.max(this.#error, Math.abs(score - rough));
      this.#looks += 1;
    }
    const { items, scores } = this;
    let rank = items.length;
    while (rank > 0 && (score > scores[rank - 1] || (score === scores[rank - 1] && item < items[rank - 1]))) rank -= 1;
    if (rank === this.#count) return;
    items.splice(rank, 0, item);
    scores.splice(rank, 0, score);
    if (items.length > this.#count) {
      items.pop();
      scores.pop();
    }
  }

  /** Forgets the items, not their scores nor what was learned of errors. */
  clear(): void {
    this.items.length = 0;
    this.scores.length = 0;
  }
}
