import { BlendObjective } from './BlendObjective.ts';
import type { CasePool } from './CasePool.ts';

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
