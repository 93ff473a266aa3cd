import { topK } from '../kernels/index.ts';
import type { EvaluationCase } from './EvaluationCase.ts';

/**
 * The first `k` items by score with the seen ones masked; equal scores keep the lower index first. With `candidates`,
 * only those are ranked. Overwrites masked scores.
 */
export function rankCase(scores: Float32Array, one: EvaluationCase, k: number, candidates?: Uint32Array): Uint32Array {
  for (const item of one.seen) scores[item] = Number.NEGATIVE_INFINITY;
  if (candidates === undefined) return topK(scores, k);
  const places = topK(
    Float32Array.from(candidates, (item) => scores[item]),
    k,
  );
  return places.map((place) => candidates[place]);
}
