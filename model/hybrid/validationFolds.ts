import type { Dataset } from '../data/Dataset.ts';
import type { EvaluationSplit } from '../evaluation/EvaluationCase.ts';
import { splitLeaveLastOut, splitNewestPart, splitRandom, splitTemporal } from '../evaluation/splits.ts';

/**
 * How validation parts are carved from the training data. It must ask what the lists will be asked: recency pays when
 * the future is predicted and misleads when random gaps are filled.
 * - `random`: a random tenth of each user's interactions;
 * - `newest-part`: the newest tenth of each user's interactions;
 * - `temporal`: the newest tenth of all interactions;
 * - `leave-last-out`: each user's last interaction.
 */
export type ValidationKind = 'random' | 'newest-part' | 'temporal' | 'leave-last-out';

/** Small, so that models tried on what is left are nearly as dense as the final ones; several folds make up for it. */
const randomPart = 0.1;
const newestPart = 0.1;
const temporalPart = 0.1;

/** The validation folds, each about other held-out interactions. Temporal kinds have one. */
export function validationFolds(
  dataset: Dataset,
  kind: ValidationKind,
  { seed, folds, maxCases }: { seed: number; folds: number; maxCases: number },
): (() => EvaluationSplit)[] {
  if (kind === 'leave-last-out') return [() => splitLeaveLastOut(dataset, seed, maxCases)];
  if (kind === 'newest-part') return [() => splitNewestPart(dataset, newestPart, seed, maxCases)];
  if (kind === 'temporal') return [() => splitTemporal(dataset, temporalPart, seed, maxCases * 4)];
  return Array.from({ length: folds }, (_, fold) => () => splitRandom(dataset, randomPart, seed + 101 * fold, maxCases));
}
