/** Added to each count, so that a bucket that one side does not have counts, and not without bound. */
const smoothing = 0.5;

export interface Stability {
  /** The population stability index: the sum over buckets of (a - e) ln(a / e) of the shares on both sides. */
  readonly value: number;
  /** What chance alone gives it on average, were both sides drawn from one population. */
  readonly chance: number;
}

/**
 * How far counts are from those of a reference, bucket by bucket (Siddiqi, Credit Risk Scorecards, 2006, where 0.1 is
 * little and 0.25 a lot). Under one population the index is about chi-square over the sample sizes, hence `chance`.
 * Undefined where a side is empty.
 */
export function populationStability(actual: ArrayLike<number>, expected: ArrayLike<number>): Stability | undefined {
  let [actualTotal, expectedTotal, buckets] = [0, 0, 0];
  for (let bucket = 0; bucket < actual.length; bucket += 1) {
    actualTotal += actual[bucket];
    expectedTotal += expected[bucket];
    if (actual[bucket] + expected[bucket] > 0) buckets += 1;
  }
  if (actualTotal === 0 || expectedTotal === 0) return undefined;
  const actualWhole = actualTotal + smoothing * buckets;
  const expectedWhole = expectedTotal + smoothing * buckets;
  let value = 0;
  for (let bucket = 0; bucket < actual.length; bucket += 1) {
    if (actual[bucket] + expected[bucket] === 0) continue;
    const a = (actual[bucket] + smoothing) / actualWhole;
    const e = (expected[bucket] + smoothing) / expectedWhole;
    value += (a - e) * Math.log(a / e);
  }
  return { value, chance: Math.max(1, buckets - 1) * (1 / actualTotal + 1 / expectedTotal) };
}
