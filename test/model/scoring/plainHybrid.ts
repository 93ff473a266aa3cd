import type { ComponentArtifact } from '../../../model/algorithms/Recommender.ts';
import { decayHistory } from '../../../model/data/History.ts';
import type { History, ScoreContext } from '../../../model/data/History.ts';
import { weightsFor } from '../../../model/hybrid/HybridModel.ts';
import type { HybridModel } from '../../../model/hybrid/HybridModel.ts';
import { plainDeviation, plainParts, plainScores } from './plainScores.ts';
import type { Contribution } from './plainScores.ts';

const savedModels = new WeakMap<HybridModel, readonly ComponentArtifact[]>();

/** A hybrid's scores by plain loops, and the parts that each is the sum of. */
export function plainHybrid(
  model: HybridModel,
  history: History,
  context: ScoreContext,
): { scores: Float64Array; parts: (item: number) => Contribution[] } {
  const saved = savedModels.get(model) ?? model.models.map((one) => one.model.save());
  savedModels.set(model, saved);
  const { parameters, warm, itemIds } = model;
  const weights = weightsFor(parameters, history);
  const scores = new Float64Array(itemIds.length);
  const components = parameters.components.flatMap(({ model: index, historyHalfLife }, component) => {
    const decayed = decayHistory(history, historyHalfLife);
    const parts = plainParts(model.models[index].algorithm, saved[index], decayed, context, itemIds.length);
    const own = plainScores(parts, itemIds.length);
    const deviation = plainDeviation(own);
    if (deviation === 0) return [];
    const factorOf = (item: number): number =>
      (warm[item] === 1 ? weights[component] : parameters.coldWeights[component]) / deviation;
    own.forEach((score, item) => (scores[item] += factorOf(item) * score));
    return [{ parts, factorOf }];
  });
  return {
    scores,
    parts: (item) =>
      components.flatMap(({ parts, factorOf }) =>
        parts(item)
          .map((part) => ({ ...part, share: part.share * factorOf(item) }))
          .filter(({ share }) => share !== 0),
      ),
  };
}
