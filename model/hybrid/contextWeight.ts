import { BlendObjective } from './BlendObjective.ts';
import type { CasePool } from './CasePool.ts';
import { learnWeights } from './learnWeights.ts';

/** How many standard errors the gain must exceed, so that chance alone seldom passes. */
const requiredErrors = 2;

/**
 * The weight of the contextual component on top of a finished blend, learned on cases that know their hour, weekday and
 * device; 0 unless the gain there is beyond chance, so that context never makes lists worse than without.
 */
export function contextWeight(pools: readonly CasePool[], weights: readonly number[], component: number): number {
  if (pools.length === 0) return 0;
  const frozen = weights.map((_, index) => index !== component);
  const start = weights.map((weight, index) => (index === component ? 0 : weight));
  const learned = learnWeights(pools, weights.length, { mayBeNegative: weights.map(() => false), frozen, start });
  const objective = new BlendObjective(pools, weights.length);
  objective.reset(start);
  const without = new Float64Array(pools.length);
  const withContext = new Float64Array(pools.length);
  objective.value(component, 0, without);
  objective.value(component, learned[component], withContext);
  const gains = withContext.map((value, index) => value - without[index]);
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / gains.length;
  return mean > requiredErrors * Math.sqrt(variance / gains.length) ? learned[component] : 0;
}
