import type { Progress } from '../algorithms/Recommender.ts';
import type { Dataset } from '../data/Dataset.ts';
import { refuseTooLittle } from '../data/TooLittleDataError.ts';
import type { HybridModel } from '../hybrid/HybridModel.ts';
import { assembleHybrid } from './assembleHybrid.ts';
import type { LastFits } from './assembleHybrid.ts';
import { coldWeights } from './coldWeights.ts';
import { emptyHistoryWeights } from './emptyHistoryWeights.ts';
import { hybridReport } from './hybridReport.ts';
import type { HybridReport } from './hybridReport.ts';
import { learnBlend } from './learnBlend.ts';
import type { WeightsApart } from './learnBlend.ts';
import type { Fit } from './planFits.ts';
import type { Prefitted } from './Prefitted.ts';
import { planTraining } from './planTraining.ts';
import type { TrainingPlan } from './planTraining.ts';
import { TimeBudget } from './TimeBudget.ts';
import type { Clock } from './TimeBudget.ts';
import { validateFits } from './validateFits.ts';
import type { TriedComponent } from './validateFits.ts';
import type { ValidationKind } from './validationFolds.ts';

export interface TrainHybridOptions {
  seed: number;
  /**
   * Wall-clock seconds to aim for. What is tried follows from this and the size of the data by an estimate: equal data
   * and options give equal models. Only where training would take half as long again and 30 s more does the clock leave
   * things out, and the report says so.
   */
  budgetSeconds: number;
  /** For tests. Default: the clock of the process. */
  clock?: Clock;
  /** Algorithms to blend. Default: all that fit the data. Popularity is always there, for empty histories. */
  models?: readonly string[];
  /** How plans become models. Default: by fitting them, each time. */
  fit?: Fit;
  /** Components that need no fit here. `dataset` is then the sample that weights and the other components are learned on. */
  prefitted?: Prefitted;
  /** How validation parts are carved. Default: `next-and-window`, as lists are made for both. */
  validation?: ValidationKind;
  /** The part of all interactions that will be asked for, where gaps are to be filled. Default: a tenth. */
  heldOutPart?: number;
}

export interface TrainedHybrid {
  readonly model: HybridModel;
  readonly report: HybridReport;
  /** Every component that validation saw: those of the blend, then those that were dropped on the way. */
  readonly tried: readonly TriedComponent[];
}

/**
 * Trains the components and learns their weights on validation parts of `dataset`: plan by sizes, fit and validate, learn
 * weights, fit on everything and assemble, report.
 * @throws TooLittleDataError when there are not two items with positive interactions.
 */
export function trainHybrid(
  dataset: Dataset,
  options: TrainHybridOptions,
  progress: Progress = () => {},
): TrainedHybrid {
  const { seed, validation = 'next-and-window' } = options;
  refuseTooLittle(dataset);
  const budget = new TimeBudget(options.budgetSeconds, options.clock);
  const plan = planTraining(dataset, { ...options, validation });
  const { fits, weights, findings, tried } = learnWhatToFit(dataset, plan, budget, progress);
  const { fit, prefitted } = plan;
  const model = assembleHybrid(dataset, fits, weights, { seed, fit, prefitted, budget, progress });
  return { model, tried, report: { ...findings, wasCutByClock: budget.wasCut } };
}

/** By itself, so that the scored cases, much of the memory, are gone before the last fits. */
function learnWhatToFit(dataset: Dataset, plan: TrainingPlan, budget: TimeBudget, progress: Progress) {
  const { seed, fit, useOrder } = plan;
  // Before there are cases, as the splits and fits of these are as large again.
  const apart = budget.aside((): WeightsApart => {
    progress(0, 'what new users and untouched items take');
    return {
      emptyHistory: emptyHistoryWeights(dataset, plan.fits, { seed, fit, isFuture: useOrder }),
      cold: coldWeights(dataset, plan.fits, { seed, fit }),
    };
  });
  const validated = validateFits(plan, budget, progress);
  progress(0.62, 'learning weights');
  const weights = learnBlend(plan, validated, apart);
  const { plans, components, folds, lastSplit, lastModels } = validated;
  const fits: LastFits = { plans, components, folds, lastSplit, lastModels };
  return { fits, weights, ...hybridReport(plan, validated, weights, apart.emptyHistory) };
}
