import { ListScorer } from '../hybrid/ListScorer.ts';
import { HybridModel } from '../hybrid/HybridModel.ts';
import type { NamedModel } from '../hybrid/HybridModel.ts';
import { selectBest } from '../ranking/selectBest.ts';
import type { EvaluationCase } from '../splits/EvaluationSplit.ts';
import { createRandom, shuffle } from '../statistics/createRandom.ts';

/** Answers the cases of an evaluation. */
export interface CatalogueRanker {
  /** The best `count` items that the user has not seen, best first. */
  rank(one: EvaluationCase, count: number): ArrayLike<number>;
}

/** Ranks by a hybrid exactly as serving does. With `candidates`, only those are ranked. */
export function servedRanker(model: HybridModel, candidates?: Uint32Array): CatalogueRanker {
  const scorer = new ListScorer(model);
  const only = candidates === undefined ? undefined : new Set(candidates);
  return {
    rank(one, count) {
      const seen = new Set(one.seen);
      const isUnseen = (item: number): boolean => !seen.has(item);
      const unseen = only === undefined ? undefined : new Set([...only].filter(isUnseen));
      const list = scorer.prepare(one.history, one.context, false);
      return selectBest(list, { allows: isUnseen, candidates: unseen }, count);
    },
  };
}

/** The hybrid that has one component: `model` under a half-life of the history (in events; 0 for no decay). */
export function singleHybrid(itemIds: readonly string[], model: NamedModel, historyHalfLife: number): HybridModel {
  return new HybridModel(
    { itemIds },
    [model],
    {
      components: [{ name: model.algorithm, model: 0, historyHalfLife }],
      historyLengths: [0],
      weights: [[1]],
      coldWeights: [1],
      eventTypeWeights: {},
    },
    new Uint8Array(itemIds.length).fill(1),
  );
}

/** Ranks at random, new for every case: the floor that knows neither users nor popularity. */
export function randomRanker(items: number, seed: number, candidates?: Uint32Array): CatalogueRanker {
  const random = createRandom(seed);
  const all = candidates ?? Uint32Array.from({ length: items }, (_, item) => item);
  return {
    rank(one, count) {
      const seen = new Set(one.seen);
      return shuffle(
        all.filter((item) => !seen.has(item)),
        random,
      ).subarray(0, count);
    },
  };
}
