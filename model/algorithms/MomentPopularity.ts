import { userItemMatrix } from '../data/UserItemMatrix.ts';
import { createRowScanner } from '../kernels/index.ts';
import type { RowScanner } from '../kernels/index.ts';
import type {
  ComponentArtifact,
  Contribution,
  FittedModel,
  History,
  PreparedModel,
  Recommender,
  ScoreContext,
} from './Recommender.ts';
import { pick } from './pick.ts';

export interface MomentPopularityParameters {
  /** The time span of the data is cut into this many parts with equally many events. */
  parts: number;
  /** How much an item's overall popularity counts against its popularity in a part, in parts' worth of events. */
  smoothing: number;
}

const millisecondsPerDay = 86_400_000;

/**
 * What was popular when this user was active: catalogues, fashions and seasons change, and an item that was not out
 * yet cannot have been chosen. Each event of the history votes with the logarithm of how much more popular than on
 * average every item was around that time. Needs timestamps; silent without them.
 */
export const MomentPopularity: Recommender<MomentPopularityParameters> = {
  name: 'momentPopularity',
  defaults: { parts: 32, smoothing: 0.5 },

  fit(dataset, parameters) {
    const matrix = userItemMatrix(dataset);
    const { items } = matrix;
    const times = matrix.times.slice().sort();
    const parts = dataset.hasTimestamps ? Math.max(1, Math.min(parameters.parts, times.length >> 6)) : 1;
    const bounds = Float64Array.from(
      { length: parts - 1 },
      (_, part) => times[Math.floor(((part + 1) * times.length) / parts)],
    );
    const counts = new Float64Array(parts * items);
    const totals = new Float64Array(items);
    const partTotals = new Float64Array(parts);
    matrix.indices.forEach((item, entry) => {
      const part = partAt(bounds, matrix.times[entry]);
      counts[part * items + item] += 1;
      totals[item] += 1;
      partTotals[part] += 1;
    });
    const lifts = new Float32Array(parts * items);
    for (let part = 0; part < parts; part += 1) {
      const share = partTotals[part] / Math.max(1, matrix.indices.length);
      for (let item = 0; item < items; item += 1) {
        const expected = totals[item] * share;
        // One event more on both sides keeps rare items near 0.
        const prior = parameters.smoothing * expected + 1;
        if (totals[item] > 0)
          lifts[part * items + item] = Math.log((counts[part * items + item] + prior) / (expected + prior));
      }
    }
    return new MomentPopularityModel(lifts, bounds, items, parameters);
  },

  load: (artifact) => {
    const { items, ...parameters } = artifact.parameters as { items: number } & Record<string, unknown>;
    return new MomentPopularityModel(
      artifact.arrays.lifts as Float32Array,
      artifact.arrays.bounds as Float64Array,
      items,
      parameters as unknown as MomentPopularityParameters,
    );
  },
};

/** The part a time falls into: the number of bounds at or before it. */
function partAt(bounds: Float64Array, time: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (bounds[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

class MomentPopularityModel implements FittedModel {
  /** Parts x items. */
  readonly #lifts: RowScanner;
  readonly #bounds: Float64Array;
  readonly #items: number;
  readonly #parameters: MomentPopularityParameters;

  constructor(lifts: Float32Array, bounds: Float64Array, items: number, parameters: MomentPopularityParameters) {
    this.#lifts = createRowScanner(lifts, lifts.length / items, items);
    this.#bounds = bounds;
    this.#items = items;
    this.#parameters = parameters;
  }

  score(history: History, context: ScoreContext, candidates?: Uint32Array): Float32Array {
    return pick(this.prepare(history, context).scores, candidates);
  }

  explain(history: History, item: number, context: ScoreContext): Contribution[] {
    return this.prepare(history, context).explain(item);
  }

  prepare(history: History, context: ScoreContext, out?: Float32Array): PreparedModel {
    const votes = this.#votes(history, context);
    const parts = [...votes.keys()];
    const factors = [...votes.values()];
    return {
      scores: this.#lifts.combine(parts, factors, out),
      explain: (item) => {
        let share = 0;
        for (let index = 0; index < parts.length; index += 1) {
          share += factors[index] * this.#lifts.matrix[parts[index] * this.#items + item];
        }
        return share === 0 ? [] : [{ code: 'TRENDING', share }];
      },
    };
  }

  save(): ComponentArtifact {
    return {
      parameters: { ...this.#parameters, items: this.#items },
      arrays: { lifts: this.#lifts.matrix.slice(), bounds: this.#bounds },
    };
  }

  /** How much of the history lies in each part; the votes add up to 1. Empty where there is nothing to go by. */
  #votes(history: History, context: ScoreContext): Map<number, number> {
    const votes = new Map<number, number>();
    if (context.now === undefined || this.#bounds.length === 0) return votes;
    let total = 0;
    for (let event = 0; event < history.items.length; event += 1) {
      const weight = Math.abs(history.weights[event]);
      const part = partAt(this.#bounds, context.now - history.ages[event] * millisecondsPerDay);
      votes.set(part, (votes.get(part) ?? 0) + weight);
      total += weight;
    }
    for (const [part, vote] of votes) votes.set(part, vote / total);
    return votes;
  }
}
