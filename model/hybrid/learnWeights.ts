import { BlendObjective } from './BlendObjective.ts';
import type { CasePool } from './CasePool.ts';

export interface LearnWeightsOptions {
  /** Components whose weight may fall below 0 (popularity: being too well known may count against an item). */
  readonly mayBeNegative: readonly boolean[];
  /** Weights to start from; default: the best single component alone. */
  readonly start?: readonly number[];
  /** Components whose weight stays as it is. */
  readonly frozen?: readonly boolean[];
  /** An improvement below this is not worth a change. */
  readonly tolerance?: number;
}

const steps = [1, 0.5, 0.25, 0.12, 0.06] as const;
const maxPasses = 12;

/**
 * Blend weights by coordinate ascent: in turn, each component's weight takes the step up or down that lifts the
 * objective most, with ever finer steps. Weights are relative; the largest starts at 1. Deterministic.
 */
export function learnWeights(pools: readonly CasePool[], components: number, options: LearnWeightsOptions): number[] {
  const { mayBeNegative, frozen, tolerance = 1e-5 } = options;
  const objective = new BlendObjective(pools, components);
  const weights = options.start === undefined ? bestSingle(objective, frozen) : [...options.start];
  objective.reset(weights);
  let best = objective.value();
  for (const step of steps) {
    for (let pass = 0; pass < maxPasses; pass += 1) {
      const before = best;
      for (let component = 0; component < components; component += 1) {
        if (frozen?.[component] === true) continue;
        for (const delta of [step, -step]) {
          const next = weights[component] + delta;
          const clipped = mayBeNegative[component] ? next : Math.max(0, next);
          const change = clipped - weights[component];
          if (change === 0) continue;
          const value = objective.value(component, change);
          if (value <= best + tolerance) continue;
          best = value;
          weights[component] = clipped;
          objective.add(component, change);
          break;
        }
      }
      if (best <= before + tolerance) break;
    }
  }
  return weights;
}

/** All weight on the component that is best alone, of those that may change. */
function bestSingle(objective: BlendObjective, frozen?: readonly boolean[]): number[] {
  const values = singleValues(objective).map((value, component) => (frozen?.[component] === true ? -1 : value));
  const best = values.indexOf(Math.max(...values));
  return values.map((_, component) => (component === best ? 1 : 0));
}

/** The objective of each component alone. */
export function singleValues(objective: BlendObjective): number[] {
  return Array.from({ length: objective.components }, (_, component) => {
    objective.reset(new Float64Array(objective.components));
    return objective.value(component, 1);
  });
}
