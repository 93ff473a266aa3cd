import type { History, ScoreContext } from '../data/History.ts';
import { userItemMatrix } from '../data/UserItemMatrix.ts';
import { createRowScanner } from '../kernels/index.ts';
import type { RowScanner } from '../kernels/index.ts';
import type { ReasonTable } from '../scoring/ReasonTable.ts';
import { RowScorer } from '../scoring/RowScorer.ts';
import type { Scorer } from '../scoring/Scorer.ts';
import type { ScoringWorkspace } from '../scoring/ScoringWorkspace.ts';
import type { ComponentArtifact, FittedModel, Recommender } from './Recommender.ts';
import { countUpTo } from '../statistics/countUpTo.ts';

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
  basis: 'period',
  defaults: { parts: 32, smoothing: 0.5 },

  settings({ size }) {
    return (size.hasTimestamps ? [32, 128] : []).map((parts) => ({
      name: `momentPopularity${parts}`,
      parameters: { parts },
      halfLives: [0],
      seconds: 0.1,
      priority: 3,
    }));
  },

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
      const part = countUpTo(bounds, matrix.times[entry]);
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

class MomentPopularityModel implements FittedModel {
  /** Parts x items. */
  readonly #lifts: Float32Array;
  readonly #bounds: Float64Array;
  readonly #items: number;
  readonly #parameters: MomentPopularityParameters;

  constructor(lifts: Float32Array, bounds: Float64Array, items: number, parameters: MomentPopularityParameters) {
    this.#lifts = lifts;
    this.#bounds = bounds;
    this.#items = items;
    this.#parameters = parameters;
  }

  createScorer(scoring: ScoringWorkspace): Scorer {
    return new MomentPopularityScorer(scoring, this.#lifts, this.#bounds);
  }

  save(): ComponentArtifact {
    return {
      parameters: { ...this.#parameters, items: this.#items },
      arrays: { lifts: this.#lifts, bounds: this.#bounds },
    };
  }
}

/** The mean of the lifts of the parts in which the history lies. */
class MomentPopularityScorer extends RowScorer {
  readonly #lifts: RowScanner;
  readonly #bounds: Float64Array;
  /** By part: how much of the history lies in it. */
  #votes: ReadonlyMap<number, number> = new Map();

  constructor(scoring: ScoringWorkspace, lifts: Float32Array, bounds: Float64Array) {
    super(scoring);
    this.#lifts = createRowScanner(scoring.hold(lifts), lifts.length / scoring.items, scoring.items);
    this.#bounds = bounds;
  }

  protected override score(history: History, context: ScoreContext): void {
    this.#votes = votesOf(history, context, this.#bounds);
    this.#lifts.combine([...this.#votes.keys()], [...this.#votes.values()], this.row);
  }

  override explain(items: Uint32Array, reasons: ReasonTable): void {
    const { matrix, columns } = this.#lifts;
    items.forEach((item, place) => {
      let share = 0;
      for (const [part, vote] of this.#votes) share += vote * matrix[part * columns + item];
      reasons.add(place, 'TRENDING', share);
    });
  }
}

/** How much of the history lies in each part; the votes add up to 1. Empty where there is nothing to go by. */
function votesOf({ weights, ages }: History, { now }: ScoreContext, bounds: Float64Array): Map<number, number> {
  const votes = new Map<number, number>();
  if (now === undefined || bounds.length === 0) return votes;
  let total = 0;
  for (let event = 0; event < weights.length; event += 1) {
    const weight = Math.abs(weights[event]);
    const part = countUpTo(bounds, now - ages[event] * millisecondsPerDay);
    votes.set(part, (votes.get(part) ?? 0) + weight);
    total += weight;
  }
  for (const [part, vote] of votes) votes.set(part, vote / total);
  return votes;
}
