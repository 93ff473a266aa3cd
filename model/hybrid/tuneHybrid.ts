import type { History, Progress } from '../algorithms/Recommender.ts';
import type { Dataset } from '../data/Dataset.ts';
import type { EvaluationCase, EvaluationSplit } from '../evaluation/EvaluationCase.ts';
import { BlendObjective } from './BlendObjective.ts';
import { poolOf } from './CasePool.ts';
import type { CasePool } from './CasePool.ts';
import type { HybridComponent, HybridModelPart } from './HybridModel.ts';
import { coldWeightsOf } from './coldWeightsOf.ts';
import { contextWeight } from './contextWeight.ts';
import { emptyHistoryWeights } from './emptyHistoryWeights.ts';
import { fitPlan } from './fitPlan.ts';
import { singleValues } from './learnWeights.ts';
import { planFits } from './planFits.ts';
import type { FitPlan } from './planFits.ts';
import { sizeOf } from './sizeOf.ts';
import type { HybridReport, TrainHybridOptions } from './trainHybrid.ts';
import { validationFolds, windowsNeeded } from './validationFolds.ts';
import { weightTable } from './weightTable.ts';
import type { WeightTable } from './weightTable.ts';

/** What was learned on the validation parts. */
export interface Tuning {
  readonly plans: readonly FitPlan[];
  /** Components over the plans (`model` is the index of a plan), with their validation value alone. */
  readonly components: readonly HybridComponent[];
  readonly values: readonly number[];
  readonly table: WeightTable;
  readonly coldWeights: readonly number[];
  readonly report: HybridReport;
  /** The models by plan where the validation part is so small that they serve as the final ones. */
  readonly fitted?: readonly HybridModelPart[];
}

/** Below this part of held-out interactions, fitting again on everything is not worth its time. */
const negligiblePart = 0.02;
const shortLengths = [1, 3] as const;
const syntheticCases = 300;

/** Tries the planned fits on validation parts of the data and learns the weights of the blend. */
export function tuneHybrid(dataset: Dataset, options: TrainHybridOptions, progress: Progress): Tuning {
  const { seed, budgetSeconds, validation = 'leave-last-out' } = options;
  const size = sizeOf(dataset);
  const useOrder = validation !== 'random';
  const algorithms = options.models === undefined ? undefined : ['popularity', ...options.models];
  const isLarge = size.users > 20_000;
  const windows = validation === 'temporal' && !isLarge ? windowsNeeded(dataset, seed) : 1;
  const plans = planFits(size, isLarge ? budgetSeconds : budgetSeconds / (1 + windows), useOrder, algorithms);
  const components: HybridComponent[] = plans.flatMap((plan, model) =>
    plan.halfLives.map((historyHalfLife) => ({
      name: historyHalfLife === 0 ? plan.name : `${plan.name}~${historyHalfLife}`,
      model,
      historyHalfLife,
    })),
  );
  // Being too well known may count against an item; being on the rise may not, chance would pass for a rule.
  const plainPopularity = components.findIndex((component) => plans[component.model].algorithm === 'popularity');
  const mayBeNegative = components.map((_, index) => index === plainPopularity);

  const roundSeconds = plans.reduce((sum, plan) => sum + plan.seconds, 0) + 1;
  const perCase = 4e-8 * size.items * components.length + 1e-4;
  const folds = Math.max(1, Math.min(3, Math.floor((0.5 * budgetSeconds) / roundSeconds) - 1, Math.ceil(4000 / size.users)));
  const maxCases = Math.max(300, Math.min(3000, Math.floor((0.2 * budgetSeconds) / (perCase * folds))));
  const makers = validationFolds(dataset, validation, { seed, folds: validation === 'temporal' ? windows : folds, maxCases });

  const pools: CasePool[] = [];
  const short: CasePool[] = [];
  const moments: CasePool[] = [];
  const contextual = components.findIndex((component) => plans[component.model].algorithm === 'contextPopularity');
  let fitted: HybridModelPart[] | undefined;
  let newest = 0;
  makers.forEach((make, fold) => {
    const split = make();
    const parts = plans.map((plan, index) => {
      const fraction = (0.6 * (fold + index / plans.length)) / makers.length;
      progress(fraction, `validation ${fold + 1} of ${makers.length}: ${plan.name}`);
      return fitPlan(plan, split.train, seed);
    });
    const pool = (one: EvaluationCase, history: History): CasePool => poolOf(one, history, parts, components);
    const cases = sample(split.cases.filter((one) => one.history.items.length > 0), maxCases);
    cases.forEach((one, index) => {
      pools.push(pool(one, one.history));
      if (contextual < 0 || one.momentContext === undefined || index % 2 === 1) return;
      moments.push(poolOf({ ...one, context: one.momentContext }, one.history, parts, components));
    });
    for (const one of sample(cases, Math.ceil(syntheticCases / makers.length))) {
      for (const length of shortLengths) {
        if (one.history.items.length > length) short.push(pool(one, lastEvents(one.history, length)));
      }
    }
    if (fold === 0) newest = pools.length;
    if (heldOutPart(dataset, split) < negligiblePart && makers.length === 1) fitted = parts;
  });

  progress(0.62, 'learning weights');
  const newcomers = emptyHistoryWeights(dataset, plans, components, { seed, isFuture: useOrder });
  // Of several windows of time the newest counts twice: what is asked comes right after it.
  const learned = validation === 'temporal' && makers.length > 1 ? [...pools.slice(0, newest), ...pools] : pools;
  const table = weightTable(learned, short, newcomers.weights, mayBeNegative, mostComponents(size.items));
  if (contextual >= 0) {
    const weight = contextWeight(moments, middleOf(table), contextual);
    for (const weights of table.weights) weights[contextual] = weight;
  }
  const coldWeights = size.hasAttributes
    ? coldWeightsOf(dataset, plans, components, table, seed)
    : components.map(() => 0);
  const objective = new BlendObjective(pools, components.length);
  // New users are asked about where the future of everybody is.
  const newShare = validation === 'temporal' ? newcomers.cases / Math.max(1, newcomers.cases + pools.length) : 0;
  const overall = (returning: number, fresh: number): number => (1 - newShare) * returning + newShare * fresh;
  const values = singleValues(objective).map((value, index) => overall(value, newcomers.values[index]));
  const middle = middleOf(table);
  objective.reset(middle);
  return {
    plans,
    components,
    values,
    table,
    coldWeights,
    report: {
      validation: { kind: validation, folds: makers.length, cases: pools.length, newUsers: newcomers.cases },
      blend: overall(objective.value(), newcomers.blend),
      components: components.map(({ name }, index) => ({ name, value: values[index], weight: middle[index] })),
    },
    fitted,
  };
}

/** Components cost time in proportion to the catalogue at every request, so large catalogues keep fewer. */
function mostComponents(items: number): number {
  if (items <= 5000) return 10;
  return items <= 15_000 ? 7 : 5;
}

/** The weights for histories of middling length. */
function middleOf(table: WeightTable): number[] {
  return table.weights[(table.weights.length + 1) >> 1] ?? table.weights[table.weights.length - 1];
}

/** The newest `count` events. */
function lastEvents(history: History, count: number): History {
  const start = Math.max(0, history.items.length - count);
  return {
    items: history.items.subarray(start),
    weights: history.weights.subarray(start),
    ages: history.ages.subarray(start),
  };
}

/** About `count` cases, evenly spread. */
function sample<T>(cases: readonly T[], count: number): T[] {
  const stride = Math.max(1, cases.length / count);
  return Array.from({ length: Math.min(count, cases.length) }, (_, index) => cases[Math.floor(index * stride)]);
}

function heldOutPart(dataset: Dataset, split: EvaluationSplit): number {
  return 1 - split.train.itemIndices.length / dataset.itemIndices.length;
}
