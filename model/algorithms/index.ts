import { ItemKNN } from './ItemKNN.ts';
import { Popularity } from './Popularity.ts';
import type { Recommender } from './Recommender.ts';
import { UnknownAlgorithmError } from './UnknownAlgorithmError.ts';

/** Every algorithm by name. Parameters differ by algorithm, so the registry hides their type. */
export const algorithms: ReadonlyMap<string, Recommender<object>> = new Map(
  [Popularity, ItemKNN].map((algorithm) => [algorithm.name, algorithm as unknown as Recommender<object>]),
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
