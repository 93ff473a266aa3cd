import { createRandom } from '../algorithms/createRandom.ts';
import type { Random } from '../algorithms/Recommender.ts';
import type { Scorer } from './evaluateModel.ts';

/** Scores at random, new for every request: the floor that knows neither users nor popularity. */
export class RandomScorer implements Scorer {
  readonly #items: number;
  readonly #random: Random;

  constructor(items: number, seed: number) {
    this.#items = items;
    this.#random = createRandom(seed);
  }

  score(): Float32Array {
    return Float32Array.from({ length: this.#items }, () => this.#random());
  }
}
