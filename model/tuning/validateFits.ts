import type { Progress } from '../algorithms/Recommender.ts';
import type { HybridComponent, NamedModel } from '../hybrid/HybridModel.ts';
import type { EvaluationSplit } from '../splits/EvaluationSplit.ts';
import { BlendObjective } from './BlendObjective.ts';
import { CaseScorer } from './CasePool.ts';
import type { CasePool } from './CasePool.ts';
import { singleValues } from './learnWeights.ts';
import { basisOf, componentsOf, secondsOf } from './planFits.ts';
import type { FitPlan } from './planFits.ts';
import type { TrainingPlan } from './planTraining.ts';
import { negligibleShare } from './pruneWeights.ts';
import { makeResident } from './ResidentModel.ts';
import type { ResidentModel } from './ResidentModel.ts';
import { blendParts, steadyWeights } from './steadyWeights.ts';
import type { TimeBudget } from './TimeBudget.ts';
import { joinPools, sample, validationPools } from './validationPools.ts';
import type { ValidationPools } from './validationPools.ts';

/** A component with its validation value alone. */
export interface TriedComponent {
  readonly name: string;
  readonly plan: FitPlan;
  readonly historyHalfLife: number;
  readonly value: number;
}

/** What was fitted on one fold, and how its cases were scored. */
interface Round {
  readonly split: EvaluationSplit;
  /** Without those that were found to be of no use. */
  readonly plans: readonly FitPlan[];
  /** By plan. */
  readonly models: readonly ResidentModel[];
  readonly components: readonly HybridComponent[];
  readonly dropped: readonly TriedComponent[];
  readonly pools: ValidationPools;
}

/** What the validation folds showed. */
export interface ValidatedFits {
  /** The fits that are worth fitting again, and the components over them. */
  readonly plans: readonly FitPlan[];
  readonly components: readonly HybridComponent[];
  readonly pools: ValidationPools;
  /** Components that the first fold found to be of no use. */
  readonly dropped: readonly TriedComponent[];
  readonly folds: number;
  /** How many of the whole pools are of the first fold. */
  readonly firstCases: number;
  readonly lastSplit: EvaluationSplit;
  /** The models of the last fold, by plan. */
  readonly lastModels: readonly NamedModel[];
}

const shortCases = 300;
/** Fits cheaper than this are not worth dropping before all is seen. */
const cheapSeconds = 1;
/** A fit that reaches this part of the best one alone stays: one fold that has others in its place says little. */
const nearlyBest = 0.95;
/** Fewest cases that may drop a fit: in a window of time with a dozen users who come back, chance would. */
const leastCases = 150;
/** Most cases that it takes to drop a fit; to learn from all of them twice over would cost more than it tells. */
const enoughCases = 600;

/**
 * Fits and scores one fold after the other. The first decides what is worth fitting again; further ones, as many as there
 * is time for besides the final fits, make the weights steadier.
 */
export function validateFits(plan: TrainingPlan, budget: TimeBudget, progress: Progress): ValidatedFits {
  const [firstFold, ...furtherFolds] = plan.folds;
  const tell = (fold: number) => (part: number, name: string) =>
    progress((0.6 * (fold + part)) / plan.folds.length, `validation part ${fold + 1} of ${plan.folds.length}: ${name}`);

  const first = runRound(firstFold(), plan.fits, plan, budget, tell(0), true);
  const { plans, components, dropped } = first;
  const pools = [first.pools];
  let last = first;
  for (const fold of furtherFolds) {
    // The final fits take as long as one more fold.
    if (!budget.hasRoomFor(2 * secondsOf(plans) + plan.caseSeconds * plan.maxCases)) break;
    last = runRound(fold(), plans, plan, budget, tell(pools.length), false);
    pools.push(last.pools);
  }
  return {
    plans,
    components,
    pools: joinPools(pools),
    dropped,
    folds: pools.length,
    firstCases: pools[0].whole.length,
    lastSplit: last.split,
    lastModels: last.models,
  };
}

/**
 * On the first fold, a machine too slow for the plan leaves out what comes last in it, and what the first cases find to
 * be of no use is dropped.
 */
function runRound(
  split: EvaluationSplit,
  wanted: readonly FitPlan[],
  { seed, fit, prefitted, maxCases, caseSeconds, folds, useOrder }: TrainingPlan,
  budget: TimeBudget,
  tell: (part: number, name: string) => void,
  isFirst: boolean,
): Round {
  const plans: FitPlan[] = [];
  const models: ResidentModel[] = [];
  const items = split.train.itemIds.length;
  wanted.forEach((plan, index) => {
    const mayBeLate = isFirst && plan.seconds > cheapSeconds;
    if (mayBeLate && !budget.hasTimeFor(plan.seconds + secondsOf(wanted.slice(0, index)))) return;
    tell(index / wanted.length, plan.name);
    plans.push(plan);
    models.push(makeResident(prefitted?.forValidation(plan) ?? fit(plan, split.train, seed), items));
    budget.spend(plan.seconds);
  });
  const components = componentsOf(plans);
  const answerable = split.cases.filter((one) => one.history.items.length > 0 && one.relevant.length > 0);
  const cases = sample(answerable, maxCases);
  let found: UsefulPlans = { isUseful: plans.map(() => true), kept: [...components.keys()], dropped: [] };
  const mayDrop = isFirst && cases.length >= leastCases;
  const pools = validationPools(cases, new CaseScorer(models, components, items), {
    shortCases: Math.ceil(shortCases / folds.length),
    withMoments: plans.some((plan) => basisOf(plan) === 'moment'),
    first: mayDrop ? enoughCases : 0,
    keptAfterFirst: (heard) => (found = usefulPlans(heard, plans, components, useOrder)).kept,
  });
  budget.spend(caseSeconds * cases.length);
  const { isUseful, dropped } = found;
  const useful = plans.filter((_, model) => isUseful[model]);
  return {
    split,
    plans: useful,
    models: models.filter((_, model) => isUseful[model]),
    components: componentsOf(useful),
    dropped,
    pools,
  };
}

interface UsefulPlans {
  /** By plan. */
  readonly isUseful: readonly boolean[];
  /** The components of useful plans. */
  readonly kept: readonly number[];
  /** The others. */
  readonly dropped: readonly TriedComponent[];
}

/**
 * The plans that are cheap, have weight in a blend for `heard`, are nearly as good alone as the best, or can rank items
 * that nobody touched.
 */
function usefulPlans(
  heard: readonly CasePool[],
  plans: readonly FitPlan[],
  components: readonly HybridComponent[],
  useOrder: boolean,
): UsefulPlans {
  const values = singleValues(new BlendObjective(heard, components.length));
  const weights = steadyWeights(heard, blendParts(plans, components, useOrder));
  const nearBest = nearlyBest * Math.max(...values);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const hasWeight = (model: number): boolean =>
    components.some(
      (one, index) => one.model === model && (weights[index] >= negligibleShare * total || values[index] >= nearBest),
    );
  const isUseful = plans.map(
    (plan, model) => plan.seconds <= cheapSeconds || basisOf(plan) === 'attributes' || hasWeight(model),
  );
  const kept = [...components.keys()].filter((index) => isUseful[components[index].model]);
  const dropped = triedComponents(plans, components, values).filter((_, index) => !kept.includes(index));
  return { isUseful, kept, dropped };
}

/** The components with their validation values, in order. */
export function triedComponents(
  plans: readonly FitPlan[],
  components: readonly HybridComponent[],
  values: readonly number[],
): TriedComponent[] {
  return components.map(({ name, model, historyHalfLife }, index) => ({
    name,
    plan: plans[model],
    historyHalfLife,
    value: values[index],
  }));
}
