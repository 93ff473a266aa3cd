import type { Dataset } from '../data/Dataset.ts';
import type { EvaluationSplit } from '../evaluation/EvaluationCase.ts';
import { splitLeaveLastOut, splitNewestPart, splitRandom, splitTemporal } from '../evaluation/splits.ts';

/**
 * How validation parts are carved from the training data. It must ask what the lists will be asked: recency pays when
 * the future is predicted and misleads when random gaps are filled.
 * - `random`: a random tenth of each user's interactions;
 * - `newest-part`: the newest tenth of each user's interactions;
 * - `temporal`: windows of time with a tenth of all interactions each, the newest first;
 * - `leave-last-out`: each user's last interaction.
 */
export const validationKinds = ['random', 'newest-part', 'temporal', 'leave-last-out'] as const;
export type ValidationKind = (typeof validationKinds)[number];

export interface FoldOptions {
  readonly seed: number;
  /** Folds of the random kind. */
  readonly folds: number;
  /** The most windows of time that there is time for. */
  readonly mostWindows: number;
  /** The most cases per fold. */
  readonly maxCases: number;
}

/** Small, so that models tried on what is left are nearly as dense as the final ones; several folds make up for it. */
const randomPart = 0.1;
const newestPart = 0.1;
const temporalPart = 0.1;
const enoughReturning = 1000;
const leastReturning = 40;

/** The validation folds, each about other held-out interactions. */
export function validationFolds(dataset: Dataset, kind: ValidationKind, options: FoldOptions): (() => EvaluationSplit)[] {
  const { seed, folds, maxCases } = options;
  if (kind === 'leave-last-out') return [() => splitLeaveLastOut(dataset, seed, maxCases)];
  if (kind === 'newest-part') return [() => splitNewestPart(dataset, newestPart, seed, maxCases)];
  if (kind === 'temporal') return temporalFolds(dataset, options);
  return Array.from({ length: folds }, (_, fold) => () => splitRandom(dataset, randomPart, seed + 101 * fold, maxCases));
}

/**
 * As many windows as it takes to see enough users come back. Where hardly anybody ever does, the newest part of each
 * user's interactions has to serve: it knows less about what will be new, but it knows people.
 */
function temporalFolds(dataset: Dataset, { seed, mostWindows, maxCases }: FoldOptions): (() => EvaluationSplit)[] {
  const folds: (() => EvaluationSplit)[] = [];
  let returning = 0;
  for (let window = 0; window < mostWindows && returning < enoughReturning; window += 1) {
    const split = (): EvaluationSplit => {
      const whole = splitTemporal(dataset, temporalPart, seed, Infinity, window);
      const cases = whole.cases.filter((one) => one.history.items.length > 0);
      const stride = Math.max(1, Math.ceil(cases.length / maxCases));
      return { ...whole, cases: cases.filter((_, index) => index % stride === 0) };
    };
    returning += split().cases.length;
    folds.push(split);
  }
  return returning >= leastReturning ? folds : [() => splitNewestPart(dataset, newestPart, seed, maxCases)];
}
