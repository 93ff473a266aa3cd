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

function sumOf(weights: readonly number[]): number {
  return weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
}

/** All weight on the component that is best alone, of those that may change. */
function bestSingle(objective: BlendObjective, frozen?: readonly boolean[]): number[] {
  const values = singleValues(objective).map((value, component) => (frozen?.[component] === true ? -1 : value));
  const best = values.indexOf(Math.max(...values));
  return values.map((_, component) => (component === best ? 1 : 0));
}

/** The objective of each component alone. */
export function singleValues(objective: BlendObjective): number[] {
  objective.reset(new Float64Array(objective.components));
  return Array.from({ length: objective.components }, (_, component) => objective.value(component, 1));
}

const samples = 4;
/** What absolute weights add up to: the size that the steps of coordinate ascent are made for. */
export const totalWeight = 6;

/**
 * Weights learned on four overlapping halves of the cases and averaged (bagging, Breiman 1996). One search ends in one
 * of many nearly equal corners, each with few components; their mean is steadier than any of them. Components that are
 * not `allowed` stay at 0.
 */
export function averagedWeights(
  pools: readonly CasePool[],
  mayBeNegative: readonly boolean[],
  allowed: readonly boolean[] = mayBeNegative.map(() => true),
): number[] {
  const components = mayBeNegative.length;
  const mean = new Array<number>(components).fill(0);
  for (let sample = 0; sample < samples; sample += 1) {
    const half = pools.filter((_, index) => (index * 7 + sample) % samples < samples / 2);
    const weights = learnWeights(half.length > 0 ? half : pools, components, {
      mayBeNegative,
      frozen: allowed.map((one) => !one),
    });
    const sum = sumOf(weights);
    weights.forEach((weight, component) => {
      mean[component] += (totalWeight * weight) / (samples * Math.max(sum, 1e-9));
    });
  }
  return mean;
}

/** How many standard errors a gain must exceed, so that chance alone seldom passes. */
const requiredErrors = 2;

/** What one set of weights gains over another, case by case. */
export function gainsOf(pools: readonly CasePool[], before: readonly number[], after: readonly number[]): number[] {
  const objective = new BlendObjective(pools, before.length);
  const valuesWith = (weights: readonly number[]): Float64Array => {
    const values = new Float64Array(pools.length);
    objective.reset(weights);
    objective.value(0, 0, values);
    return values;
  };
  const old = valuesWith(before);
  return Array.from(valuesWith(after), (value, index) => value - old[index]);
}

/** Whether chance alone would seldom give gains with such a mean. */
export function isBeyondChance(gains: readonly number[]): boolean {
  if (gains.length === 0) return false;
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / gains.length;
  return mean > requiredErrors * Math.sqrt(variance / gains.length);
}

/**
 * The weight of a component that scores by the moment of the request, on top of a finished blend: learned on cases that
 * know their hour, weekday and device; 0 unless the gain there is beyond chance, so that context never makes lists worse than without.
 */
export function momentWeight(pools: readonly CasePool[], weights: readonly number[], component: number): number {
  if (pools.length === 0) return 0;
  const frozen = weights.map((_, index) => index !== component);
  const start = weights.map((weight, index) => (index === component ? 0 : weight));
  const learned = learnWeights(pools, weights.length, { mayBeNegative: weights.map(() => false), frozen, start });
  return isBeyondChance(gainsOf(pools, start, learned)) ? learned[component] : 0;
}
