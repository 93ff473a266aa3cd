import { algorithms } from '../algorithms/index.ts';
import { sizeOf } from '../data/DataSize.ts';
import type { DataSize } from '../data/DataSize.ts';
import type { Dataset } from '../data/Dataset.ts';
import type { EvaluationSplit } from '../splits/EvaluationSplit.ts';
import { fitPlan, planFits } from './planFits.ts';
import type { Fit, FitPlan } from './planFits.ts';
import type { Prefitted } from './Prefitted.ts';
import { validationFolds, windowsNeeded } from './validationFolds.ts';
import type { ValidationKind } from './validationFolds.ts';

/** What a training run will do, as far as sizes decide it. */
export interface TrainingPlan {
  readonly size: DataSize;
  readonly seed: number;
  readonly validation: ValidationKind;
  readonly fit: Fit;
  readonly prefitted?: Prefitted;
  /** Whether the order of events carries meaning for the lists that are wanted. */
  readonly useOrder: boolean;
  /** What is fitted on the first fold. */
  readonly fits: readonly FitPlan[];
  /** Makes the validation folds one at a time, at least one. */
  readonly folds: readonly (() => EvaluationSplit)[];
  /** The most cases that are scored per fold, and estimated seconds to score one by all components and to learn from it. */
  readonly maxCases: number;
  readonly caseSeconds: number;
}

/** The part of the time budget that fits may take; the rest is for scoring and learning weights. */
const fittingPart = 0.6;
const scoringPart = 0.3;
/** What is fitted again after the first round, on further windows and on all data, as a part of it. */
const keptPart = 0.6;
/** Above this, one window of time has users enough. */
const manyUsers = 20_000;

/** Plans by the size of the data and the budget alone, so that equal data gives equal plans. */
export function planTraining(dataset: Dataset, options: PlanOptions): TrainingPlan {
  const { seed, budgetSeconds, validation, models, heldOutPart, fit = fitPlan, prefitted } = options;
  const size = sizeOf(dataset);
  const useOrder = validation !== 'random';
  const windows = validation === 'temporal' && size.users <= manyUsers ? windowsNeeded(dataset, seed) : 1;
  const seconds = (fittingPart * budgetSeconds) / (1 + keptPart * windows);
  const own = planFits({ size, seconds, useOrder }, models && [...forEmptyHistories(), ...models]);
  const fits = withPrefitted(own, prefitted);
  const caseSeconds = 3.3e-8 * size.items * fits.length + 1e-4;
  const foldCount = validation === 'temporal' ? windows : Math.min(3, Math.ceil(4000 / size.users));
  const casesInTime = Math.floor((scoringPart * budgetSeconds) / (caseSeconds * foldCount));
  const maxCases = Math.max(300, Math.min(3000, casesInTime));
  const folds = validationFolds(dataset, validation, { seed, folds: foldCount, maxCases, heldOutPart });
  return { size, seed, validation, fit, prefitted, useOrder, fits, folds, maxCases, caseSeconds };
}

export interface PlanOptions {
  readonly seed: number;
  readonly budgetSeconds: number;
  readonly validation: ValidationKind;
  readonly heldOutPart?: number;
  /** Algorithms to blend. Default: all that fit the data. */
  readonly models?: readonly string[];
  /** Default: `fitPlan`. */
  readonly fit?: Fit;
  readonly prefitted?: Prefitted;
}

/** What was fitted elsewhere is not planned again. Plain popularity stays first. */
function withPrefitted(own: readonly FitPlan[], { plans }: Pick<Prefitted, 'plans'> = { plans: [] }): FitPlan[] {
  return [...plans, ...own.filter(({ name }) => !plans.some((plan) => plan.name === name))];
}

/** The algorithms that are always there, as only they can rank for a user of whom nothing is known. */
function forEmptyHistories(): string[] {
  return [...algorithms.values()].filter(({ basis }) => basis === 'popularity').map(({ name }) => name);
}
