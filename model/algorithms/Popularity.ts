import type { ReasonCode } from '../contract/index.ts';
import { standardDeviationOf } from '../kernels/index.ts';
import type { ReasonTable } from '../scoring/ReasonTable.ts';
import type { Scorer } from '../scoring/Scorer.ts';
import type { ScoringWorkspace } from '../scoring/ScoringWorkspace.ts';
import type { ComponentArtifact, FittedModel, Recommender } from './Recommender.ts';

export interface PopularityParameters {
  /** Days after which an event counts half, measured back from the newest event; 0 for no decay. */
  halfLifeDays: number;
}

const millisecondsPerDay = 86_400_000;
/** Half-lives worth trying, as parts of the time that the data spans. */
const recentParts = [0.02, 0.06, 0.2] as const;

/** How many users touched each item, each counted once, recent ones more when there is a half-life. */
export const Popularity: Recommender<PopularityParameters> = {
  name: 'popularity',
  basis: 'popularity',
  defaults: { halfLifeDays: 0 },

  settings({ size }) {
    const recent = size.hasTimestamps ? recentParts.map((part) => Math.max(1, Math.round(size.days * part))) : [];
    return [
      { name: 'popularity', parameters: {}, halfLives: [0], seconds: 0, priority: 0 },
      ...recent.map((halfLifeDays) => ({
        name: `popularity${halfLifeDays}Days`,
        parameters: { halfLifeDays },
        halfLives: [0],
        seconds: 0,
        priority: 3,
      })),
    ];
  },

  fit(dataset, parameters) {
    const counts = new Float32Array(dataset.itemIds.length);
    const lastUser = new Int32Array(dataset.itemIds.length).fill(-1);
    const decays = dataset.hasTimestamps && parameters.halfLifeDays > 0;
    const newest = decays ? dataset.timestamps.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) : 0;
    for (let user = 0; user < dataset.userIds.length; user += 1) {
      // From the newest event back, so that a repeated item counts with its latest time.
      for (let position = dataset.userOffsets[user + 1] - 1; position >= dataset.userOffsets[user]; position -= 1) {
        const item = dataset.itemIndices[position];
        if (!(dataset.weights[position] > 0) || lastUser[item] === user) continue;
        lastUser[item] = user;
        const age = (newest - dataset.timestamps[position]) / millisecondsPerDay;
        counts[item] += decays ? 2 ** (-age / parameters.halfLifeDays) : 1;
      }
    }
    return new PopularityModel(counts, parameters);
  },

  load: (artifact) =>
    new PopularityModel(artifact.arrays.counts as Float32Array, artifact.parameters as unknown as PopularityParameters),
};

class PopularityModel implements FittedModel {
  readonly #counts: Float32Array;
  readonly #parameters: PopularityParameters;

  constructor(counts: Float32Array, parameters: PopularityParameters) {
    this.#counts = counts;
    this.#parameters = parameters;
  }

  createScorer(scoring: ScoringWorkspace): Scorer {
    return new PopularityScorer(scoring, this.#counts, this.#parameters.halfLifeDays > 0 ? 'TRENDING' : 'POPULAR');
  }

  save(): ComponentArtifact {
    return { parameters: { ...this.#parameters }, arrays: { counts: this.#counts } };
  }
}

/** Scores that are the same for every history. */
class PopularityScorer implements Scorer {
  readonly #counts: Float32Array;
  readonly #code: ReasonCode;
  readonly #standardDeviation: number;

  constructor(scoring: ScoringWorkspace, counts: Float32Array, code: ReasonCode) {
    this.#counts = scoring.hold(counts);
    this.#code = code;
    this.#standardDeviation = standardDeviationOf(this.#counts, scoring.workspace);
  }

  prepare(): number {
    return this.#standardDeviation;
  }

  scores(): Float32Array {
    return this.#counts;
  }

  scoreOf(item: number): number {
    return this.#counts[item];
  }

  explain(items: Uint32Array, reasons: ReasonTable): void {
    items.forEach((item, place) => reasons.add(place, this.#code, this.#counts[item]));
  }
}
