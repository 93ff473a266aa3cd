import { algorithmNamed, algorithms } from '../algorithms/index.ts';
import type { Basis, FitConditions, FitSetting } from '../algorithms/Recommender.ts';
import type { Dataset } from '../data/Dataset.ts';
import type { HybridComponent, NamedModel } from '../hybrid/HybridModel.ts';
import { createRandom } from '../statistics/createRandom.ts';

/** One fit to try: a setting of an algorithm. */
export interface FitPlan extends FitSetting {
  readonly algorithm: string;
}

/**
 * The fits to try, in order of worth, until the seconds for one round are used up. `names` are the algorithms to take;
 * by default all but those that are taken only by name.
 */
export function planFits(conditions: FitConditions, names?: readonly string[]): FitPlan[] {
  const plans = [...algorithms.values()]
    .filter(({ name, onlyByName }) => (names === undefined ? onlyByName !== true : names.includes(name)))
    .flatMap((algorithm) =>
      algorithm.settings(conditions).map((setting) => ({
        ...setting,
        algorithm: algorithm.name,
        halfLives: conditions.useOrder ? setting.halfLives : [0],
      })),
    )
    .sort((a, b) => a.priority - b.priority);
  let left = conditions.seconds;
  return plans.filter((plan) => {
    // What costs next to nothing is always worth trying.
    if (plan.seconds > left && plan.seconds > 1) return false;
    left -= plan.seconds;
    return true;
  });
}

/**
 * Makes the model of a plan: `fitPlan`, or one that remembers what it has made. `start` is what the same plan learned on a
 * part of the dataset.
 */
export type Fit = (plan: FitPlan, dataset: Dataset, seed: number, start?: NamedModel) => NamedModel;

/** Fits one plan. The seed makes it repeatable. */
export function fitPlan(
  { algorithm: name, parameters }: FitPlan,
  dataset: Dataset,
  seed: number,
  start?: NamedModel,
): NamedModel {
  const algorithm = algorithmNamed(name);
  const all = { ...algorithm.defaults, ...parameters };
  return { algorithm: name, model: algorithm.fit(dataset, all, createRandom(seed), () => {}, start?.model) };
}

export function secondsOf(plans: readonly FitPlan[]): number {
  return plans.reduce((sum, plan) => sum + plan.seconds, 0);
}

export function basisOf({ algorithm }: FitPlan): Basis {
  return algorithmNamed(algorithm).basis;
}

/** Every plan under each of its half-lives; `model` is the index of the plan. */
export function componentsOf(plans: readonly FitPlan[]): HybridComponent[] {
  return plans.flatMap((plan, model) =>
    plan.halfLives.map((historyHalfLife) => ({
      name: historyHalfLife === 0 ? plan.name : `${plan.name}~${historyHalfLife}`,
      model,
      historyHalfLife,
    })),
  );
}

/** Some of the plans, and the components over them. */
export interface PlanPart {
  readonly plans: readonly FitPlan[];
  readonly components: readonly HybridComponent[];
  /** A value per component of the part as one per component of the whole, 0 for all others. */
  spread(values: readonly number[]): number[];
}

/** The part whose algorithms rest on `basis`. */
export function partOn(basis: Basis, plans: readonly FitPlan[], components: readonly HybridComponent[]): PlanPart {
  const kept = [...plans.keys()].filter((model) => basisOf(plans[model]) === basis);
  const places = [...components.keys()].filter((index) => kept.includes(components[index].model));
  return {
    plans: kept.map((model) => plans[model]),
    components: places.map((index) => ({ ...components[index], model: kept.indexOf(components[index].model) })),
    spread: (values) => components.map((_, index) => (places.includes(index) ? values[places.indexOf(index)] : 0)),
  };
}
