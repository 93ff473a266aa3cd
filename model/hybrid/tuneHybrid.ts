import type { Progress } from '../algorithms/Recommender.ts';
import type { Dataset } from '../data/Dataset.ts';
import type { EvaluationSplit } from '../evaluation/EvaluationCase.ts';
import { BlendObjective } from './BlendObjective.ts';
import type { HybridComponent, HybridModelPart } from './HybridModel.ts';
import { coldWeightsOf } from './coldWeightsOf.ts';
import { contextWeight } from './contextWeight.ts';
import { emptyHistoryWeights } from './emptyHistoryWeights.ts';
import { singleValues } from './learnWeights.ts';
import { planFits } from './planFits.ts';
import type { FitPlan } from './planFits.ts';
import { sizeOf } from './sizeOf.ts';
import { TimeBudget } from './TimeBudget.ts';
import type { HybridReport, TrainHybridOptions } from './trainHybrid.ts';
import { validationFolds, windowsNeeded } from './validationFolds.ts';
import { validationRounds } from './validationRounds.ts';
import type { TriedComponent } from './validationRounds.ts';
import { weightTable } from './weightTable.ts';
import type { WeightTable } from './weightTable.ts';

/** What was learned on the validation parts. */
export interface Tuning {
  readonly plans: readonly FitPlan[];
  /** Components over the plans (`model` is the index of a plan). */
  readonly components: readonly HybridComponent[];
  /** These and the ones that were dropped on the way. */
  readonly tried: readonly TriedComponent[];
  readonly table: WeightTable;
  readonly coldWeights: readonly number[];
  readonly report: HybridReport;
  /**
   * The models by plan where they serve as the final ones: the validation part was negligible, or there is no time left
   * to fit again.
   */
  readonly fitted?: readonly HybridModelPart[];
}

/** Below this part of held-out interactions, fitting again on everything is not worth its time. */
const negligiblePart = 0.02;
/** The part of the time budget that fits may take; the rest is for scoring and learning weights. */
const fittingPart = 0.6;
/** What is fitted again after the first round, on further windows and on all data, as a part of it. */
const keptPart = 0.6;
/** Above this, one window of time has users enough. */
const manyUsers = 20_000;
const scoringPart = 0.2;

/** Fits what is planned on validation parts of the data and learns the weights of the blend. */
export function tuneHybrid(dataset: Dataset, options: TrainHybridOptions, progress: Progress): Tuning {
  const { seed, budgetSeconds, validation = 'leave-last-out' } = options;
  const budget = new TimeBudget(budgetSeconds, options.clock);
  const size = sizeOf(dataset);
  const useOrder = validation !== 'random';
  const algorithms = options.models === undefined ? undefined : ['popularity', ...options.models];
  const windows = validation === 'temporal' && size.users <= manyUsers ? windowsNeeded(dataset, seed) : 1;
  const firstRoundSeconds = (fittingPart * budgetSeconds) / (1 + keptPart * windows);
  const planned = planFits(size, firstRoundSeconds, useOrder, algorithms);
  const caseSeconds = 4e-8 * size.items * planned.length + 1e-4;
  const folds = validation === 'temporal' ? windows : Math.min(3, Math.ceil(4000 / size.users));
  const maxCases = Math.max(300, Math.min(3000, Math.floor((scoringPart * budgetSeconds) / (caseSeconds * folds))));
  const makers = validationFolds(dataset, validation, { seed, folds, maxCases });
  const rounds = validationRounds(makers, planned, { seed, maxCases, caseSeconds, budget, progress });
  const { plans, components, pools } = rounds;

  progress(0.62, 'learning weights');
  // Being too well known may count against an item; being on the rise may not, chance would pass for a rule.
  const plainPopularity = components.findIndex((component) => plans[component.model].algorithm === 'popularity');
  const mayBeNegative = components.map((_, index) => index === plainPopularity);
  const newcomers = emptyHistoryWeights(dataset, plans, components, { seed, isFuture: useOrder });
  // Of several windows of time the newest counts twice: what is asked comes right after it.
  const newest = validation === 'temporal' && rounds.folds > 1 ? pools.whole.slice(0, rounds.firstCases) : [];
  const learned = [...newest, ...pools.whole];
  const table = weightTable(learned, pools.short, newcomers.weights, mayBeNegative, mostComponents(size.items));
  const contextual = components.findIndex((component) => plans[component.model].algorithm === 'contextPopularity');
  if (contextual >= 0) {
    const weight = contextWeight(pools.moments, middleOf(table), contextual);
    for (const weights of table.weights) weights[contextual] = weight;
  }
  const coldWeights = size.hasAttributes
    ? coldWeightsOf(dataset, plans, components, table, seed)
    : components.map(() => 0);
  const objective = new BlendObjective(pools.whole, components.length);
  // New users are asked about where the future of everybody is.
  const newShare = validation === 'temporal' ? newcomers.cases / Math.max(1, newcomers.cases + pools.whole.length) : 0;
  const overall = (returning: number, fresh: number): number => (1 - newShare) * returning + newShare * fresh;
  const tried = [
    ...singleValues(objective).map((value, index) => {
      const { name, model, historyHalfLife } = components[index];
      return { name, plan: plans[model], historyHalfLife, value: overall(value, newcomers.values[index]) };
    }),
    ...rounds.dropped.map((one) => ({ ...one, value: overall(one.value, 0) })),
  ];
  const middle = middleOf(table);
  objective.reset(middle);
  const isNegligible = rounds.folds === 1 && heldOutPart(dataset, rounds.lastSplit) < negligiblePart;
  const fitAgainSeconds = plans.reduce((sum, plan) => sum + plan.seconds, 0);
  // Asked before the report is written, which says whether the clock cut anything.
  const isFinal = isNegligible || !budget.hasTimeFor(fitAgainSeconds);
  return {
    plans,
    components,
    tried,
    table,
    coldWeights,
    report: {
      validation: { kind: validation, folds: rounds.folds, cases: pools.whole.length, newUsers: newcomers.cases },
      blend: overall(objective.value(), newcomers.blend),
      components: tried.map(({ name, value }, index) => ({ name, value, weight: middle[index] ?? 0 })),
      wasCutByClock: budget.wasCut,
    },
    fitted: isFinal ? rounds.lastParts : undefined,
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

function heldOutPart(dataset: Dataset, split: EvaluationSplit): number {
  return 1 - split.train.itemIndices.length / dataset.itemIndices.length;
}
