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

/** The plans whose algorithms rest on `basis`, and the components over them. */
export function partOn(basis: Basis, plans: readonly FitPlan[]): { plans: FitPlan[]; components: HybridComponent[] } {
  const part = plans.filter((plan) => basisOf(plan) === basis);
  return { plans: part, components: componentsOf(part) };
}
