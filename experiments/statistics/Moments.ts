import type { Interval } from './Interval.ts';
import { normalQuantile } from './normalDistribution.ts';

/** What is kept of values instead of the values: three sums, which parallel writers may add to. */
export interface Moments {
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

export const noMoments: Moments = { count: 0, sum: 0, sumOfSquares: 0 };

export const momentsOf = (values: Iterable<number>): Moments => {
  let [count, sum, sumOfSquares] = [0, 0, 0];
  for (const value of values) {
    count += 1;
    sum += value;
    sumOfSquares += value * value;
  }
  return { count, sum, sumOfSquares };
};

export const mergeMoments = (one: Moments, other: Moments): Moments => ({
  count: one.count + other.count,
  sum: one.sum + other.sum,
  sumOfSquares: one.sumOfSquares + other.sumOfSquares,
});

/**
 * The mean of values that have no upper end, such as revenue for each user (0 for those who bought nothing), with an
 * interval by the central limit theorem. Skewed values want hundreds that are not 0 before it holds.
 *
 * @returns undefined for fewer than two values
 */
export function meanInterval({ count, sum, sumOfSquares }: Moments, confidence = 0.95): Interval | undefined {
  if (count < 2) return undefined;
  const mean = sum / count;
  const variance = Math.max(0, (sumOfSquares - sum * mean) / (count - 1));
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance / count);
  return { estimate: mean, low: mean - reach, high: mean + reach };
}
