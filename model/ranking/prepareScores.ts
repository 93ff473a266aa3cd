import type { Contribution, FittedModel, History, ScoreContext } from '../algorithms/Recommender.ts';
import type { HybridModel } from '../hybrid/HybridModel.ts';
import { blendWeights } from '../hybrid/blendWeights.ts';
import { decayHistory } from '../hybrid/decayHistory.ts';
import { scaleOf } from '../hybrid/scaleOf.ts';

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

/** A model's scores with explanations that share the work done for the scores. */
interface PreparingModel extends FittedModel {
  prepare?(
    history: History,
    context: ScoreContext,
  ): { readonly scores: Float32Array; readonly explain: (item: number) => Contribution[] };
}

/**
 * The blend of `HybridModel.score` and `explainMany` with every component scored once per request. Components that no
 * item needs (content where nothing is untouched) are not scored. `hasColdItems`: some item has no interactions.
 */
export function prepareScores(
  model: HybridModel,
  history: History,
  context: ScoreContext,
  hasColdItems: boolean,
): PreparedScores {
  const { components, coldWeights } = model.parameters;
  const weights = blendWeights(model.parameters, history.items.length);
  const { warm } = model;
  const scores = new Float32Array(model.itemIds.length);
  const voices: { warmFactor: number; coldFactor: number; explain: (item: number) => Contribution[] }[] = [];
  components.forEach((component, index) => {
    const coldWeight = hasColdItems ? coldWeights[index] : 0;
    if (weights[index] === 0 && coldWeight === 0) return;
    const part: PreparingModel = model.parts[component.model].model;
    const decayed = decayHistory(history, component.historyHalfLife);
    const prepared = part.prepare?.(decayed, context) ?? {
      scores: part.score(decayed, context),
      explain: (item: number) => part.explain(decayed, item, context),
    };
    const scale = scaleOf(prepared.scores);
    if (scale === 0) return;
    const warmFactor = weights[index] / scale;
    const coldFactor = coldWeight / scale;
    voices.push({ warmFactor, coldFactor, explain: prepared.explain });
    const own = prepared.scores;
    if (!hasColdItems) {
      for (let item = 0; item < scores.length; item += 1) scores[item] += own[item] * warmFactor;
    } else {
      for (let item = 0; item < scores.length; item += 1) {
        scores[item] += own[item] * (warm[item] === 1 ? warmFactor : coldFactor);
      }
    }
  });
  return {
    scores,
    explain: (item) =>
      voices
        .map((voice) => ({ factor: warm[item] === 1 ? voice.warmFactor : voice.coldFactor, explain: voice.explain }))
        .filter(({ factor }) => factor !== 0)
        .map(({ factor, explain }) => ({ factor, contributions: explain(item) })),
  };
}
