import type { CasePool } from './CasePool.ts';
import { gainsOf, isBeyondChance } from './gainsOf.ts';
import { learnWeights } from './learnWeights.ts';

/**
 * The weight of the contextual component on top of a finished blend, learned on cases that know their hour, weekday and
 * device; 0 unless the gain there is beyond chance, so that context never makes lists worse than without.
 */
export function contextWeight(pools: readonly CasePool[], weights: readonly number[], component: number): number {
  if (pools.length === 0) return 0;
  const frozen = weights.map((_, index) => index !== component);
  const start = weights.map((weight, index) => (index === component ? 0 : weight));
  const learned = learnWeights(pools, weights.length, { mayBeNegative: weights.map(() => false), frozen, start });
  return isBeyondChance(gainsOf(pools, start, learned)) ? learned[component] : 0;
}
