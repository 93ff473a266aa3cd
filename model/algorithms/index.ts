import { AttributeFactors } from './AttributeFactors.ts';
import { BPR } from './BPR.ts';
import { Content } from './Content.ts';
import { ContextPopularity } from './ContextPopularity.ts';
import { EASE } from './EASE.ts';
import { FadingFactors } from './FadingFactors.ts';
import { GraphFilter } from './GraphFilter.ts';
import { ImplicitALS } from './ImplicitALS.ts';
import { ItemKNN } from './ItemKNN.ts';
import { MomentPopularity } from './MomentPopularity.ts';
import { Popularity } from './Popularity.ts';
import type { Recommender } from './Recommender.ts';
import { SLIM } from './SLIM.ts';
import { SLIT } from './SLIT.ts';
import { Transitions } from './Transitions.ts';
import { UnknownAlgorithmError } from './UnknownAlgorithmError.ts';

/**
 * Every algorithm by name; of settings with the same priority the earlier algorithm's is tried first. Parameters differ
 * by algorithm, so the registry hides their type.
 */
export const algorithms: ReadonlyMap<string, Recommender<object>> = new Map(
  [
    Popularity,
    Content,
    AttributeFactors,
    ItemKNN,
    SLIM,
    ImplicitALS,
    GraphFilter,
    MomentPopularity,
    ContextPopularity,
    Transitions,
    SLIT,
    FadingFactors,
    EASE,
    BPR,
  ].map((algorithm) => [algorithm.name, algorithm as unknown as Recommender<object>]),
);

/**
 * The algorithm of that name.
 * @throws UnknownAlgorithmError
 */
export function algorithmNamed(name: string): Recommender<object> {
  const algorithm = algorithms.get(name);
  if (algorithm === undefined) throw new UnknownAlgorithmError(name, [...algorithms.keys()]);
  return algorithm;
}
