import { describe, expect, it } from 'vitest';
import { Random } from '../../data/demo/Random.ts';
import { thompsonSplit, type VariantOutcome } from '../../experiments/bandit/thompsonSplit.ts';
import { ExperimentInputError } from '../../experiments/ExperimentInputError.ts';
import { simulateSplit } from './helpers/simulateSplit.ts';

const seed = Number(process.env.RECSYNC_SEED ?? 7);
console.log(`thompsonSplit: seed ${seed}`);
const uniform = (from = seed): (() => number) => {
  const random = new Random(from);
  return () => random.next();
};
const outcome = (variant: string, users: number, conversions: number): VariantOutcome => ({
  variant,
  users,
  conversions,
});

describe('the split by Thompson sampling', () => {
  it('is the chance of being best, which is known for two small cases', () => {
    // Uniform against uniform: one half. Beta(2, 1) against Beta(1, 1): the mean of the first, two thirds.
    const chances = (outcomes: VariantOutcome[]): number =>
      thompsonSplit(outcomes, uniform(), { smallestShare: 0, draws: 40_000 })[0].share / 10_000;
    expect(Math.abs(chances([outcome('a', 0, 0), outcome('b', 0, 0)]) - 0.5)).toBeLessThan(0.01);
    expect(Math.abs(chances([outcome('a', 1, 1), outcome('b', 0, 0)]) - 2 / 3)).toBeLessThan(0.01);
  });

  it('adds up to all users, keeps the smallest share and is the same for the same numbers', () => {
    const outcomes = [outcome('a', 5000, 900), outcome('b', 5000, 300), outcome('c', 4000, 210)];
    const split = thompsonSplit(outcomes, uniform(), { smallestShare: 333 });
    expect(split.map(({ share }) => share)).toEqual([9334, 333, 333]);
    expect(thompsonSplit(outcomes, uniform(), { smallestShare: 333 })).toEqual(split);
    for (const draws of [3, 7, 1000]) {
      const total = thompsonSplit(
        outcomes.map((each) => ({ ...each, conversions: 200 })),
        uniform(),
        { draws },
      )
        .map(({ share }) => share)
        .reduce((sum, share) => sum + share);
      expect(total).toBe(10_000);
    }
  });

  it.each([
    [[], {}, 'at least one variant'],
    [[outcome('a', 3, 4)], {}, 'between 0 and the users'],
    [[outcome('a', 0, Number.NaN)], {}, 'between 0 and the users'],
    [[outcome('a', 0, 0), outcome('b', 0, 0)], { smallestShare: 5001 }, 'from 0 to 5000'],
  ])('refuses %j with %j', (outcomes, options, reason) => {
    expect(() => thompsonSplit(outcomes, uniform(), options)).toThrow(ExperimentInputError);
    expect(() => thompsonSplit(outcomes, uniform(), options)).toThrow(reason);
  });
});

describe('on the simulated shop', { timeout: 180_000 }, () => {
  it('a bandit loses less than a fixed split, and its split finds the better variant', () => {
    const seeds = Array.from({ length: 4 }, (_, index) => seed + index);
    const bandits = seeds.map((each) => simulateSplit({ seed: each, follows: true }));
    const fixed = seeds.map((each) => simulateSplit({ seed: each, follows: false }));
    const total = (runs: { regret: number }[]): number => runs.reduce((sum, { regret }) => sum + regret, 0);
    console.log(
      `  regret in clicks over ${bandits[0].users} users, by seed: bandit ${bandits.map(({ regret }) => regret.toFixed(0))}, ` +
        `fixed split ${fixed.map(({ regret }) => regret.toFixed(0))}; ` +
        `shares of the better variant by day: ${bandits[0].shares.map((share) => (share / 100).toFixed(0))} %`,
    );
    expect(total(bandits)).toBeLessThan(0.6 * total(fixed));
    for (const { shares } of bandits) expect(shares.at(-1)).toBeGreaterThan(8000);
  });
});
