import { describe, expect, it } from 'vitest';
import { Random } from '../../data/demo/Random.ts';
import { distinctStandardError, estimateDistinct, sketchEntry } from '../../experiments/statistics/distinctCount.ts';
import { meanInterval, mergeMoments, momentsOf } from '../../experiments/statistics/Moments.ts';
import { normalCumulative, normalQuantile } from '../../experiments/statistics/normalDistribution.ts';
import { proportionInterval } from '../../experiments/statistics/proportionInterval.ts';
import { sampleBeta, sampleGamma } from '../../experiments/statistics/sampleBeta.ts';

const seed = 20261128;
console.log(`statistics: seed ${seed}`);

describe('the normal distribution', () => {
  it.each([
    [0, 0.5],
    [1.2345, 0.8914916766373298],
    [-1.2345, 1 - 0.8914916766373298],
    [3.9, 0.9999519036559824],
    [-4.5, 3.3976731247300615e-6],
    [-6.5, 4.016000583859125e-11],
  ])('lies below %d with chance %d', (value, chance) => {
    expect(Math.abs(normalCumulative(value) / chance - 1)).toBeLessThan(1e-12);
  });

  it('has its quantiles', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.9599639845400536, 12);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 12);
    expect(normalCumulative(normalQuantile(1e-6))).toBeCloseTo(1e-6, 15);
  });
});

describe("Wilson's interval", () => {
  it('is as worked out by hand for 10 of 100', () => {
    const interval = proportionInterval(10, 100)!;
    expect(interval.estimate).toBe(0.1);
    expect(interval.low).toBeCloseTo(0.0552291370606751, 12);
    expect(interval.high).toBeCloseTo(0.17436566150491345, 12);
  });

  it('leaves room for chance where nothing or everything succeeded, and says nothing without trials', () => {
    // z² / (n + z²) for no success.
    expect(proportionInterval(0, 10)).toMatchObject({ estimate: 0, low: 0 });
    expect(proportionInterval(0, 10)!.high).toBeCloseTo(3.841458820694124 / 13.841458820694124, 12);
    expect(proportionInterval(10, 10)!.high).toBe(1);
    expect(proportionInterval(0, 0)).toBeUndefined();
  });
});

describe('the interval of a mean', () => {
  it('is as worked out by hand for 1, 2, 3, 4', () => {
    // Mean 2.5, sample variance 5/3, standard error sqrt(5/12).
    const interval = meanInterval(momentsOf([1, 2, 3, 4]))!;
    expect(interval.estimate).toBe(2.5);
    expect(interval.high - 2.5).toBeCloseTo(1.9599639845400536 * Math.sqrt(5 / 12), 12);
    expect(meanInterval(momentsOf([1]))).toBeUndefined();
  });

  it('is the same from parts', () => {
    expect(mergeMoments(momentsOf([1, 2]), momentsOf([3, 4]))).toEqual(momentsOf([1, 2, 3, 4]));
  });

  it('holds about as often as it says for revenue: mostly nothing, sometimes a lognormal basket', () => {
    const random = new Random(seed);
    const truth = 0.08 * Math.exp(3 + 0.8 ** 2 / 2);
    let covered = 0;
    const runs = 500;
    for (let run = 0; run < runs; run += 1) {
      const revenue = Array.from({ length: 3000 }, () =>
        random.chance(0.08) ? Math.exp(3 + 0.8 * random.normal()) : 0,
      );
      const { low, high } = meanInterval(momentsOf(revenue))!;
      if (low <= truth && truth <= high) covered += 1;
    }
    // 95 % of 500, give or take three standard deviations.
    expect(covered / runs).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / runs));
  });
});

describe('beta and gamma numbers', () => {
  it.each([
    [0.5, 2],
    [1, 1],
    [30, 70],
  ])('of Beta(%d, %d) have its mean and variance', (first, second) => {
    const random = new Random(seed);
    const count = 40_000;
    const values = Array.from({ length: count }, () => sampleBeta(first, second, () => random.next()));
    const { sum, sumOfSquares } = momentsOf(values);
    const mean = first / (first + second);
    const variance = (mean * (1 - mean)) / (first + second + 1);
    expect(Math.abs(sum / count - mean)).toBeLessThan(4 * Math.sqrt(variance / count));
    expect((sumOfSquares / count - (sum / count) ** 2) / variance).toBeCloseTo(1, 1);
  });

  it('of a small shape are positive', () => {
    const random = new Random(seed);
    const { sum, count } = momentsOf(Array.from({ length: 20_000 }, () => sampleGamma(0.3, () => random.next())));
    expect(Math.abs(sum / count - 0.3)).toBeLessThan(4 * Math.sqrt(0.3 / count));
  });
});

describe('a sketch of distinct texts', () => {
  const entriesOf = (from: number, to: number): Set<number> =>
    new Set(Array.from({ length: to - from }, (_, index) => sketchEntry(`item-${from + index}`)));

  it('is exact for a few and within some standard errors for many', () => {
    expect(estimateDistinct([])).toBe(0);
    expect(Math.round(estimateDistinct(entriesOf(0, 5)))).toBe(5);
    const errors = [300, 1000, 2000, 10_000, 50_000].flatMap((count) =>
      [0, 1, 2, 3].map((part) => estimateDistinct(entriesOf(part * count, (part + 1) * count)) / count - 1),
    );
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(4 * distinctStandardError);
    const meanSquare = errors.reduce((sum, error) => sum + error * error, 0) / errors.length;
    expect(Math.sqrt(meanSquare)).toBeLessThan(1.5 * distinctStandardError);
  });

  it('is united by union, whatever else is in it', () => {
    const union = new Set([...entriesOf(0, 3000), ...entriesOf(2000, 6000)]);
    expect(estimateDistinct(union)).toBe(estimateDistinct(entriesOf(0, 6000)));
    expect(estimateDistinct([-5, 2 ** 40])).toBe(0);
  });
});
