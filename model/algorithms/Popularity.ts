import type { ReasonCode } from '../contract/index.ts';
import { RowVoice } from '../voices/RowVoice.ts';
import type { Voice } from '../voices/Voice.ts';
import type { VoiceRoom } from '../voices/VoiceRoom.ts';
import type {
  ComponentArtifact,
  Contribution,
  FittedModel,
  History,
  Recommender,
  ScoreContext,
} from './Recommender.ts';
import { pick } from './pick.ts';

export interface PopularityParameters {
  /** Days after which an event counts half, measured back from the newest event; 0 for no decay. */
  halfLifeDays: number;
}

const millisecondsPerDay = 86_400_000;

/** How many users touched each item, each counted once, recent ones more when there is a half-life. */
export const Popularity: Recommender<PopularityParameters> = {
  name: 'popularity',
  defaults: { halfLifeDays: 0 },

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

  score(_history: History, _context: ScoreContext, candidates?: Uint32Array): Float32Array {
    return candidates === undefined ? this.#counts.slice() : pick(this.#counts, candidates);
  }

  explain(_history: History, item: number): Contribution[] {
    const share = this.#counts[item];
    return share === 0 ? [] : [{ code: this.#code(), share }];
  }

  createVoice(room: VoiceRoom): Voice {
    return new RowVoice(room, this.#counts, this.#code());
  }

  save(): ComponentArtifact {
    return { parameters: { ...this.#parameters }, arrays: { counts: this.#counts } };
  }

  #code(): ReasonCode {
    return this.#parameters.halfLifeDays > 0 ? 'TRENDING' : 'POPULAR';
  }
}
