import type { CasePool } from './CasePool.ts';

/** Ranks at which lists are cut; the mean over several is steadier than one. */
const cutoffs = [10, 20] as const;

/** Rivals that are blended and compared in one go. */
const rivalsAtOnce = 32;

/**
 * Mean over cases (by their weights) of nDCG, averaged over cut-offs, of a blend of components. Keeps the blended score
 * of every pool item, so that trying another weight for one component costs one pass.
 */
export class BlendObjective {
  readonly #pools: readonly CasePool[];
  readonly #totals: readonly Float32Array[];
  readonly #trial: Float32Array;
  readonly #gains: Float64Array;
  readonly #ideals: readonly Float64Array[];
  readonly #totalWeight: number;
  readonly components: number;

  constructor(pools: readonly CasePool[], components: number) {
    this.#pools = pools;
    this.#totalWeight = pools.reduce((sum, { weight }) => sum + weight, 0);
    this.components = components;
    this.#totals = pools.map((pool) => new Float32Array(pool.size));
    this.#trial = new Float32Array(Math.max(1, ...pools.map((pool) => pool.size)));
    const longest = cutoffs[cutoffs.length - 1];
    this.#gains = Float64Array.from({ length: longest }, (_, place) => 1 / Math.log2(place + 2));
    const cumulative = new Float64Array(longest + 1);
    for (let place = 0; place < longest; place += 1) cumulative[place + 1] = cumulative[place] + this.#gains[place];
    this.#ideals = pools.map((pool) => Float64Array.from(cutoffs, (k) => cumulative[Math.min(k, pool.relevantCount)]));
  }

  /** Starts from these weights. */
  reset(weights: ArrayLike<number>): void {
    this.#totals.forEach((total) => total.fill(0));
    for (let component = 0; component < this.components; component += 1) this.add(component, weights[component]);
  }

  /** Adds `delta` to a component's weight for good. */
  add(component: number, delta: number): void {
    if (delta === 0) return;
    this.#pools.forEach((pool, index) => {
      const total = this.#totals[index];
      const base = component * pool.size;
      for (let item = 0; item < pool.size; item += 1) total[item] += delta * pool.features[base + item];
    });
  }

  /** The objective if `delta` were added to a component's weight. `perCase` receives each case's part. */
  value(component = 0, delta = 0, perCase?: Float64Array): number {
    let sum = 0;
    for (let index = 0; index < this.#pools.length; index += 1) {
      const part = this.#valueOf(index, component, delta);
      if (perCase !== undefined) perCase[index] = part;
      sum += this.#pools[index].weight * part;
    }
    return this.#totalWeight === 0 ? 0 : sum / this.#totalWeight;
  }

  #valueOf(index: number, component: number, delta: number): number {
    const pool = this.#pools[index];
    const total = this.#totals[index];
    const trial = this.#trial;
    const { size, positives, features } = pool;
    const base = component * size;
    let ready = 0;
    // Rivals are blended as far as they are looked at: most right answers are beaten by the first few.
    const blendUpTo = (end: number): void => {
      for (; ready < end; ready += 1) trial[ready] = total[ready] + delta * features[base + ready];
    };
    blendUpTo(positives);
    let value = 0;
    const ideals = this.#ideals[index];
    const longest = cutoffs[cutoffs.length - 1];
    for (let positive = 0; positive < positives; positive += 1) {
      const score = trial[positive];
      let place = 0;
      // Rivals that score the same stand before: a blend must not be praised for ties.
      for (let rival = positives; rival < size && place < longest;) {
        const end = Math.min(size, rival + rivalsAtOnce);
        blendUpTo(end);
        for (; rival < end; rival += 1) if (trial[rival] >= score) place += 1;
      }
      for (let other = 0; other < positives && place < longest; other += 1) {
        if (trial[other] > score || (trial[other] === score && other < positive)) place += 1;
      }
      if (place >= longest) continue;
      const gain = this.#gains[place];
      for (let cut = 0; cut < cutoffs.length; cut += 1) if (place < cutoffs[cut]) value += gain / ideals[cut];
    }
    return value / cutoffs.length;
  }
}
