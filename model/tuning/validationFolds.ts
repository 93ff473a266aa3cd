import type { Dataset } from '../data/Dataset.ts';
import type { EvaluationSplit } from '../splits/EvaluationSplit.ts';
import { splitLeaveLastOut, splitMixed, splitNewestPart, splitNextAndWindow, splitTemporal } from '../splits/splits.ts';

/**
 * How validation parts are carved from the training data. It must ask what the lists will be asked: recency pays when
 * the future is predicted and misleads when random gaps are filled.
 * - `random`: a part of each user's interactions, drawn in several ways at once (`splitMixed`);
 * - `newest-part`: the newest tenth of each user's interactions;
 * - `temporal`: windows of time with a tenth of all interactions each, the newest first;
 * - `leave-last-out`: each user's last interaction;
 * - `next-and-window`: of some users the interaction that came next, of others all that they did in the newest window of
 *   time (`splitNextAndWindow`): what a list is shown for, and what the judge asks.
 */
export const validationKinds = ['random', 'newest-part', 'temporal', 'leave-last-out', 'next-and-window'] as const;
export type ValidationKind = (typeof validationKinds)[number];

export interface FoldOptions {
  readonly seed: number;
  /** Folds of the random kind, windows of the temporal kind; the others have one. */
  readonly folds: number;
  /** The most cases per fold, where users can be drawn before they are asked about. */
  readonly maxCases: number;
  /** The part of all interactions that will be asked for, as far as it is known, where gaps are filled. */
  readonly heldOutPart?: number;
}

/** How much is held out where gaps are filled: as much as will be asked for, but models must have enough left to learn. */
const defaultPart = 0.1;
const leastPart = 0.05;
const mostPart = 0.25;
const newestPart = 0.1;
const temporalPart = 0.1;
const mostWindows = 5;
const enoughReturning = 1000;
const leastReturning = 40;

/** The validation folds, each about other held-out interactions. */
export function validationFolds(
  dataset: Dataset,
  kind: ValidationKind,
  options: FoldOptions,
): (() => EvaluationSplit)[] {
  const { seed, folds, maxCases, heldOutPart = defaultPart } = options;
  if (kind === 'leave-last-out') return [() => splitLeaveLastOut(dataset, seed, maxCases)];
  if (kind === 'next-and-window') return [() => nextAndWindow(dataset, seed, maxCases)];
  if (kind === 'newest-part') return [() => splitNewestPart(dataset, newestPart, seed, maxCases)];
  if (kind === 'temporal') return temporalFolds(dataset, options);
  const part = Math.min(mostPart, Math.max(leastPart, heldOutPart));
  return Array.from({ length: folds }, (_, fold) => () => splitMixed(dataset, part, seed + 101 * fold, maxCases));
}

/** Where hardly anybody came back in the window, it can teach nothing. */
function nextAndWindow(dataset: Dataset, seed: number, maxCases: number): EvaluationSplit {
  if (!dataset.hasTimestamps) return splitLeaveLastOut(dataset, seed, maxCases);
  const split = splitNextAndWindow(dataset, temporalPart, seed, maxCases);
  const returning = split.cases.filter(({ kind }) => kind === 'window').length;
  return returning >= leastReturning ? split : splitLeaveLastOut(dataset, seed, maxCases);
}

/**
 * Every window asks about users who come back; the new ones have weights of their own. Where hardly anybody ever comes
 * back, the newest part of each user's interactions has to serve: it knows less of what will be new, but it knows people.
 */
function temporalFolds(dataset: Dataset, { seed, folds, maxCases }: FoldOptions): (() => EvaluationSplit)[] {
  const windows = Array.from({ length: folds }, (_, window) => () => returningIn(dataset, seed, window));
  const returning = windows.reduce((sum, window) => sum + window().cases.length, 0);
  return returning >= leastReturning ? windows : [() => splitNewestPart(dataset, newestPart, seed, maxCases)];
}

function returningIn(dataset: Dataset, seed: number, window: number): EvaluationSplit {
  return splitTemporal(dataset, temporalPart, seed, Infinity, window, 'returning');
}

/** How many windows of time it takes to see enough users come back, as far as that is worth going back. */
export function windowsNeeded(dataset: Dataset, seed: number): number {
  let returning = 0;
  for (let window = 0; window < mostWindows; window += 1) {
    returning += returningIn(dataset, seed, window).cases.length;
    if (returning >= enoughReturning) return window + 1;
  }
  return mostWindows;
}
