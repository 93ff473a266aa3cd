import type { CasePool } from './CasePool.ts';
import { learnWeights } from './learnWeights.ts';

const samples = 4;
/** What absolute weights add up to: the size that the steps of coordinate ascent are made for. */
const total = 6;

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
    const sum = weights.reduce((all, weight) => all + Math.abs(weight), 0);
    weights.forEach((weight, component) => {
      mean[component] += (total * weight) / (samples * Math.max(sum, 1e-9));
    });
  }
  return mean;
}
