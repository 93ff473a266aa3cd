import type { Progress } from '../algorithms/Recommender.ts';
import type { Dataset } from '../data/Dataset.ts';
import { defaultEventTypeWeights } from '../data/eventTypeWeights.ts';
import type { EventTypeWeights } from '../data/eventTypeWeights.ts';
import { EmptyDatasetError } from './EmptyDatasetError.ts';
import { HybridModel } from './HybridModel.ts';
import type { HybridComponent, HybridModelPart } from './HybridModel.ts';
import { fitPlan } from './fitPlan.ts';
import type { Clock } from './TimeBudget.ts';
import { tuneHybrid } from './tuneHybrid.ts';
import type { Tuning } from './tuneHybrid.ts';
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
  /** Must be the weights that the dataset was built with. */
  eventTypeWeights?: EventTypeWeights;
  positiveValue?: number;
  /** How validation parts are carved. Default: leave-last-out, as lists are made for what comes next. */
  validation?: ValidationKind;
}

/** What tuning found: part of the artifact's manifest. */
export interface HybridReport {
  readonly validation: {
    readonly kind: ValidationKind;
    readonly folds: number;
    readonly cases: number;
    /** Cases that the weights for an empty history were learned on. */
    readonly newUsers: number;
  };
  /** The objective (mean nDCG at 10 and 20 on validation) of the blend and of each component alone. */
  readonly blend: number;
  readonly components: readonly { readonly name: string; readonly value: number; readonly weight: number }[];
  /** Whether the time budget ran out before the plan was done, so that another run may give another model. */
  readonly wasCutByClock: boolean;
}

/**
 * Trains the components and learns their weights on validation parts of `dataset`.
 * @throws EmptyDatasetError when there are not two users or two items with positive interactions.
 */
export function trainHybrid(dataset: Dataset, options: TrainHybridOptions, progress: Progress = () => {}): HybridModel {
  const positives = new Set(dataset.itemIndices.filter((_, position) => dataset.weights[position] > 0));
  if (positives.size < 2) throw new EmptyDatasetError(positives.size, dataset.itemIndices.length);
  return assembleHybrid(dataset, options, tuneHybrid(dataset, options, progress), progress);
}

/** Fits what tuning chose on the whole dataset and puts the hybrid together. */
export function assembleHybrid(
  dataset: Dataset,
  options: TrainHybridOptions,
  tuning: Tuning,
  progress: Progress,
): HybridModel {
  const { table, coldWeights } = tuning;
  const isUsed = tuning.components.map(
    (_, index) => coldWeights[index] !== 0 || table.weights.some((weights) => weights[index] !== 0),
  );
  const parts: HybridModelPart[] = [];
  const components: HybridComponent[] = [];
  const partOfPlan = new Map<number, number>();
  const plans = [...new Set(tuning.components.filter((_, index) => isUsed[index]).map((one) => one.model))];
  tuning.components.forEach((component, index) => {
    if (!isUsed[index]) return;
    let part = partOfPlan.get(component.model);
    if (part === undefined) {
      const plan = tuning.plans[component.model];
      progress(0.7 + (0.3 * parts.length) / plans.length, `fitting ${plan.name} on all data`);
      part = parts.push(tuning.fitted?.[component.model] ?? fitPlan(plan, dataset, options.seed)) - 1;
      partOfPlan.set(component.model, part);
    }
    components.push({ ...component, model: part });
  });
  const keep = (weights: readonly number[]): number[] => weights.filter((_, index) => isUsed[index]);
  const warm = new Uint8Array(dataset.itemIds.length);
  dataset.itemIndices.forEach((item, position) => {
    if (dataset.weights[position] > 0) warm[item] = 1;
  });
  progress(1, 'trained');
  return new HybridModel(
    dataset,
    parts,
    {
      components,
      historyLengths: table.historyLengths,
      weights: table.weights.map(keep),
      coldWeights: keep(coldWeights),
      eventTypeWeights: options.eventTypeWeights ?? defaultEventTypeWeights,
      positiveValue: options.positiveValue,
    },
    warm,
    tuning.report,
  );
}
