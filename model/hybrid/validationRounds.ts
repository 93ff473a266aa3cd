import type { Progress } from '../algorithms/Recommender.ts';
import type { EvaluationSplit } from '../evaluation/EvaluationCase.ts';
import { BlendObjective } from './BlendObjective.ts';
import { averagedWeights } from './averagedWeights.ts';
import { contentAlgorithms } from './coldWeightsOf.ts';
import type { HybridComponent, HybridModelPart } from './HybridModel.ts';
import { fitPlan } from './fitPlan.ts';
import { singleValues } from './learnWeights.ts';
import type { FitPlan } from './planFits.ts';
import type { TimeBudget } from './TimeBudget.ts';
import { keepComponents, sample, validationPools } from './validationPools.ts';
import type { ValidationPools } from './validationPools.ts';
import { negligibleShare } from './weightTable.ts';

/** A component with its validation value alone. */
export interface TriedComponent {
  readonly name: string;
  readonly plan: FitPlan;
  readonly historyHalfLife: number;
  readonly value: number;
}

/** What the validation parts showed. */
export interface ValidationRounds {
  /** The fits that are worth fitting again, and the components over them. */
  readonly plans: readonly FitPlan[];
  readonly components: readonly HybridComponent[];
  readonly pools: ValidationPools;
  /** Components that the first round found to be of no use. */
  readonly dropped: readonly TriedComponent[];
  readonly folds: number;
  /** How many of the whole pools are of the first part. */
  readonly firstCases: number;
  readonly lastSplit: EvaluationSplit;
  /** The models of the last round, by plan. */
  readonly lastParts: readonly HybridModelPart[];
}

export interface RoundOptions {
  readonly seed: number;
  readonly maxCases: number;
  /** Estimated seconds to score one case by all components. */
  readonly caseSeconds: number;
  readonly budget: TimeBudget;
  readonly progress: Progress;
}

const shortCases = 300;
/** Fits cheaper than this are not worth dropping before all is seen. */
const cheapSeconds = 1;
/** Fewest cases that may drop a fit: in a window of time with a dozen users who come back, chance would. */
const leastCases = 150;

/**
 * Fits and scores one validation part after the other. The first decides what is worth fitting again; further ones, as
 * many as there is time for besides the final fits, make the weights steadier.
 */
export function validationRounds(
  makers: readonly (() => EvaluationSplit)[],
  planned: readonly FitPlan[],
  { seed, maxCases, caseSeconds, budget, progress }: RoundOptions,
): ValidationRounds {
  let plans = planned;
  let components: readonly HybridComponent[] = [];
  let parts: HybridModelPart[] = [];
  let dropped: TriedComponent[] = [];
  let split: EvaluationSplit | undefined;
  const rounds: ValidationPools[] = [];
  for (const make of makers) {
    const isFirst = rounds.length === 0;
    // The final fits take as long as one more round.
    if (!isFirst && !budget.hasRoomFor(2 * secondsOf(plans) + caseSeconds * maxCases)) break;
    split = make();
    const fitted = fitRound(plans, split, isFirst);
    plans = fitted.map(({ plan }) => plan);
    parts = fitted.map(({ part }) => part);
    if (isFirst) components = componentsOf(plans);
    const cases = sample(
      split.cases.filter((one) => one.history.items.length > 0),
      maxCases,
    );
    rounds.push(
      validationPools(cases, parts, components, {
        shortCases: Math.ceil(shortCases / makers.length),
        withMoments: plans.some(({ algorithm }) => algorithm === 'contextPopularity'),
      }),
    );
    budget.spend(caseSeconds * cases.length);
    if (isFirst && cases.length >= leastCases) narrow();
  }
  if (split === undefined) throw new RangeError('There must be a validation part.');
  const pools = {
    whole: rounds.flatMap((round) => round.whole),
    short: rounds.flatMap((round) => round.short),
    moments: rounds.flatMap((round) => round.moments),
  };
  return {
    plans,
    components,
    pools,
    dropped,
    folds: rounds.length,
    firstCases: rounds[0].whole.length,
    lastSplit: split,
    lastParts: parts,
  };

  /** On a machine too slow for the plan, the first round leaves out what comes last in it. */
  function fitRound(wanted: readonly FitPlan[], { train }: EvaluationSplit, isFirst: boolean) {
    const fitted: { plan: FitPlan; part: HybridModelPart }[] = [];
    wanted.forEach((plan, index) => {
      if (
        isFirst &&
        plan.seconds > cheapSeconds &&
        !budget.hasTimeFor(plan.seconds + secondsOf(wanted.slice(0, index)))
      )
        return;
      const done = (rounds.length + index / wanted.length) / makers.length;
      progress(0.6 * done, `validation part ${rounds.length + 1} of ${makers.length}: ${plan.name}`);
      fitted.push({ plan, part: fitPlan(plan, train, seed) });
      budget.spend(plan.seconds);
    });
    return fitted;
  }

  /** Keeps the plans that are cheap, have a voice in the blend or can speak of cold items. */
  function narrow(): void {
    const { whole } = rounds[0];
    const values = singleValues(new BlendObjective(whole, components.length));
    const weights = averagedWeights(
      whole,
      components.map(() => false),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const isUseful = plans.map(
      (plan, model) =>
        plan.seconds <= cheapSeconds ||
        contentAlgorithms.has(plan.algorithm) ||
        components.some((one, index) => one.model === model && weights[index] >= negligibleShare * total),
    );
    const kept = [...components.keys()].filter((index) => isUseful[components[index].model]);
    dropped = components
      .map(({ name, model, historyHalfLife }, index) => ({
        name,
        plan: plans[model],
        historyHalfLife,
        value: values[index],
      }))
      .filter((_, index) => !kept.includes(index));
    rounds[0] = keepComponents(rounds[0], kept);
    parts = parts.filter((_, index) => isUseful[index]);
    plans = plans.filter((_, index) => isUseful[index]);
    components = componentsOf(plans);
  }
}

/** Every plan under each of its half-lives. */
function componentsOf(plans: readonly FitPlan[]): HybridComponent[] {
  return plans.flatMap((plan, model) =>
    plan.halfLives.map((historyHalfLife) => ({
      name: historyHalfLife === 0 ? plan.name : `${plan.name}~${historyHalfLife}`,
      model,
      historyHalfLife,
    })),
  );
}

function secondsOf(plans: readonly FitPlan[]): number {
  return plans.reduce((sum, plan) => sum + plan.seconds, 0);
}
