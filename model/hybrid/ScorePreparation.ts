import type { Contribution, History, PreparedModel, ScoreContext } from '../algorithms/Recommender.ts';
import { createScoreBlender } from '../kernels/index.ts';
import type { ScoreBlender } from '../kernels/index.ts';
import type { HybridModel } from './HybridModel.ts';
import { blendWeights } from './blendWeights.ts';
import { decayHistory } from './decayHistory.ts';

/** Contributions of one component, each to be multiplied by `factor`. */
export interface WeightedContributions {
  readonly factor: number;
  readonly contributions: readonly Contribution[];
}

/** The scores of one request, and what explains them without scoring again. */
export interface PreparedScores {
  /** By item index, over the whole catalogue. The caller may change it. */
  readonly scores: Float32Array;
  readonly explain: (item: number) => WeightedContributions[];
}

interface Voice {
  readonly warmFactor: number;
  readonly coldFactor: number;
  readonly explain: (item: number) => Contribution[];
}

/** What of a hybrid the preparation reads. */
export type BlendedModel = Pick<HybridModel, 'itemIds' | 'parts' | 'parameters' | 'warm'>;

/**
 * Scores every component once per history and adds them up in SIMD. Components that no item needs (content where
 * nothing is untouched) are not scored. One blender serves call after call; nothing here waits, so calls cannot overlap.
 */
export class ScorePreparation {
  readonly #model: BlendedModel;
  readonly #blender: ScoreBlender;
  readonly #coldItems: Uint32Array;

  constructor(model: BlendedModel) {
    this.#model = model;
    this.#blender = createScoreBlender(model.itemIds.length, model.parameters.components.length);
    this.#coldItems = Uint32Array.from(model.warm.keys()).filter((item) => model.warm[item] === 0);
  }

  prepare(history: History, context: ScoreContext): PreparedScores {
    const { warm } = this.#model;
    const voices = this.#voices(history, context);
    const scores = this.#blender.blend(voices.map(({ warmFactor }) => warmFactor));
    for (const item of this.#coldItems) {
      let score = 0;
      for (let voice = 0; voice < voices.length; voice += 1)
        score += voices[voice].coldFactor * this.#blender.row(voice)[item];
      scores[item] = score;
    }
    return {
      scores,
      explain: (item) => {
        const parts: WeightedContributions[] = [];
        for (const { warmFactor, coldFactor, explain } of voices) {
          const factor = warm[item] === 1 ? warmFactor : coldFactor;
          if (factor !== 0) parts.push({ factor, contributions: explain(item) });
        }
        return parts;
      },
    };
  }

  /** The components that have something to say; voice v's scores are in the blender's row v. */
  #voices(history: History, context: ScoreContext): Voice[] {
    const { components, coldWeights } = this.#model.parameters;
    const weights = blendWeights(this.#model.parameters, history.items.length);
    const voices: Voice[] = [];
    components.forEach((component, index) => {
      const coldWeight = this.#coldItems.length > 0 ? coldWeights[index] : 0;
      if (weights[index] === 0 && coldWeight === 0) return;
      const part = this.#model.parts[component.model].model;
      const decayed = decayHistory(history, component.historyHalfLife);
      const row = this.#blender.row(voices.length);
      const prepared: PreparedModel = part.prepare?.(decayed, context, row) ?? {
        scores: part.score(decayed, context),
        explain: (item: number) => part.explain(decayed, item, context),
      };
      if (prepared.scores !== row) row.set(prepared.scores);
      const spread = this.#blender.spread(voices.length);
      if (spread === 0) return;
      voices.push({ warmFactor: weights[index] / spread, coldFactor: coldWeight / spread, explain: prepared.explain });
    });
    return voices;
  }
}
