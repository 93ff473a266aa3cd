import { describe, expect, it } from 'vitest';
import { Random } from '../../data/demo/Random.ts';
import {
  addBatch,
  batchIncrement,
  compareVariants,
  emptyComparison,
  mergeComparisons,
} from '../../experiments/comparison/Comparison.ts';
import { judgeExperiment } from '../../experiments/comparison/judgeExperiment.ts';
import { boundary, logEvidence } from '../../experiments/comparison/mixtureBoundary.ts';
import { usersNeeded } from '../../experiments/comparison/usersNeeded.ts';
import { ExperimentInputError } from '../../experiments/ExperimentInputError.ts';
import { simulateComparison } from './helpers/simulateComparison.ts';

const seed = Number(process.env.RECSYNC_SEED ?? 1128);
const runs = Number(process.env.RECSYNC_RUNS ?? 2000);
console.log(`comparison: seed ${seed}, ${runs} runs`);

/** For thousands of experiments on a busy machine. */
const patience = 180_000;
const conversions = (count: number, sum: number) => ({ count, sum, sumOfSquares: sum });
const evenPlan = { expectedRate: 0.5, smallestShare: 0.5 };

describe('the evidence', () => {
  it('is 1 before anything was seen, and the mean of the wagers after one observation', () => {
    expect(logEvidence(0, 0)).toBeCloseTo(0, 12);
    let total = 0;
    for (let step = 0; step < 18; step += 1) {
      const wager = 0.7 / 1.5 ** step;
      const cost = -Math.log(1 - wager) - wager;
      total += (Math.exp(wager * 3 - cost * 2) + Math.exp(-wager * 3 - cost * 2)) / 36;
    }
    expect(logEvidence(3, 2)).toBeCloseTo(Math.log(total), 12);
    expect(logEvidence(-3, 2)).toBeCloseTo(Math.log(total), 12);
  });

  it.each([0.5, 0.1, 0.01])('is 1 or less on average over all ways that 12 fair users can go, at rate %d', (rate) => {
    // Every path of 12 outcomes with its chance: no simulation. The prediction is 0.3, the observation y - rate.
    const visit = (left: number, sum: number, variance: number): number => {
      if (left === 0) return Math.exp(logEvidence(sum, variance));
      const after = (outcome: number): number => visit(left - 1, sum + outcome - rate, variance + (outcome - 0.3) ** 2);
      return rate * after(1) + (1 - rate) * after(0);
    };
    expect(visit(12, 0, 0)).toBeLessThanOrEqual(1);
  });

  it('reaches 1 / alpha at the boundary', () => {
    for (const variance of [0, 3, 500, 100_000]) {
      expect(logEvidence(boundary(variance, 0.05), variance)).toBeCloseTo(Math.log(20), 9);
    }
  });
});

describe('a comparison', () => {
  const batch = { control: conversions(4, 1), treatment: conversions(4, 2), treatmentShare: 0.5 };

  it('is as worked out by hand', () => {
    // Predictions are 0.5 each, so estimates are (y - 0.5) / 0.5 = ±1: 4 users of the treatment bring 0, of the control
    // (1 - 3) change sign to +2; 2 / 8 = 0.25 = 2/4 - 1/4. Every squared distance is 1.
    const comparison = addBatch(emptyComparison, batch, evenPlan);
    expect(comparison).toMatchObject({ sum: 2, variance: 8 });
    const result = compareVariants(comparison, evenPlan)!;
    expect(result.estimate).toBe(0.25);
    expect(result.users).toBe(8);
    expect(result.pValue).toBe(1);
    // In the unit of 1 / 0.5 the variance is 8 / 4.
    expect(result.high - 0.25).toBeCloseTo(Math.min(0.75, (2 * boundary(2, 0.05)) / 8), 12);
  });

  it('estimates with uneven shares, and predicts from what was seen before the batch', () => {
    const plan = { expectedRate: 0, smallestShare: 0.2 };
    const first = addBatch(
      emptyComparison,
      { control: conversions(20, 10), treatment: conversions(20, 0), treatmentShare: 0.2 },
      plan,
    );
    // Predictions 0: the control's 10 conversions bring -10 / 0.8.
    expect(first.sum).toBeCloseTo(-12.5, 12);
    expect(first.variance).toBeCloseTo(10 / 0.64, 12);
    // Now the control's rate is predicted as 10 / (20 + 20) = 0.25, the treatment's as 0.
    const increment = batchIncrement(
      first,
      { control: conversions(1, 1), treatment: conversions(0, 0), treatmentShare: 0.2 },
      plan,
    );
    expect(increment.sum).toBeCloseTo(-0.25 - 0.75 / 0.8, 12);
    expect(increment.variance).toBeCloseTo((0.75 / 0.8) ** 2, 12);
  });

  it('is the same whoever adds the batches, and survives JSON', () => {
    const after = addBatch(emptyComparison, batch, evenPlan);
    const one = batchIncrement(after, batch, evenPlan);
    const other = batchIncrement(after, { ...batch, control: conversions(3, 3) }, evenPlan);
    const merged = mergeComparisons(mergeComparisons(after, one), other);
    expect(merged).toEqual(mergeComparisons(mergeComparisons(after, other), one));
    expect(compareVariants(JSON.parse(JSON.stringify(merged)), evenPlan)).toEqual(compareVariants(merged, evenPlan));
    expect(merged.control.count).toBe(11);
  });

  it('says nothing without users', () => {
    expect(compareVariants(emptyComparison, evenPlan)).toBeUndefined();
  });

  it.each([
    [{ ...batch, treatmentShare: 0.4 }, evenPlan, 'planned for 0.5'],
    [{ ...batch, treatmentShare: Number.NaN }, evenPlan, 'planned for 0.5'],
    [{ ...batch, control: { count: 1, sum: 30, sumOfSquares: 900 } }, evenPlan, 'between 0 and 1'],
    [{ ...batch, control: { count: 2, sum: 1, sumOfSquares: 2 } }, evenPlan, 'between 0 and 1'],
    [batch, { ...evenPlan, smallestShare: 0.6 }, 'smallestShare'],
    [batch, { ...evenPlan, expectedRate: 5 }, 'expectedRate'],
  ])('refuses %j with %j', (wrong, plan, reason) => {
    expect(() => addBatch(emptyComparison, wrong, plan)).toThrow(ExperimentInputError);
    expect(() => addBatch(emptyComparison, wrong, plan)).toThrow(reason);
  });
});

describe('looking after every user', { timeout: patience }, () => {
  it.each([
    [0.03, 0.05, 0.5],
    [0.05, 0.05, 0.5],
    [0.5, 0.3, 0.2],
  ])(
    'ends an A/A experiment of rate %d (expected %d, share %d) falsely in at most one run in twenty',
    (rate, expectedRate, share) => {
      const random = new Random(seed);
      let falseEnds = 0;
      for (let run = 0; run < runs; run += 1) {
        const ended = simulateComparison({
          random,
          plan: { expectedRate, smallestShare: share },
          controlRate: rate,
          treatmentRate: rate,
          shareAt: () => share,
          users: 2000,
        });
        if (ended !== undefined) falseEnds += 1;
      }
      console.log(`  A/A at ${rate}, share ${share}: ${falseEnds} of ${runs} ended falsely`);
      expect(falseEnds / runs).toBeLessThanOrEqual(0.05);
    },
  );

  it('stays honest while the split follows the outcomes', () => {
    const random = new Random(seed + 1);
    let falseEnds = 0;
    for (let run = 0; run < runs; run += 1) {
      const ended = simulateComparison({
        random,
        plan: { expectedRate: 0.1, smallestShare: 0.2 },
        controlRate: 0.1,
        treatmentRate: 0.1,
        shareAt: ({ control, treatment }) =>
          treatment.sum * (control.count + 1) > control.sum * (treatment.count + 1) ? 0.8 : 0.2,
        users: 2000,
      });
      if (ended !== undefined) falseEnds += 1;
    }
    console.log(`  A/A under a changing split: ${falseEnds} of ${runs} ended falsely`);
    expect(falseEnds / runs).toBeLessThanOrEqual(0.05);
  });
});

describe('the confidence sequence', { timeout: patience }, () => {
  it('misses a true difference at any look in at most one run in twenty, while the split moves', () => {
    const random = new Random(seed + 3);
    let misses = 0;
    for (let run = 0; run < runs / 2; run += 1) {
      const missed = simulateComparison({
        random,
        plan: { expectedRate: 0.2, smallestShare: 0.1 },
        controlRate: 0.2,
        treatmentRate: 0.3,
        shareAt: ({ treatment }) => (treatment.count % 400 < 200 ? 0.1 : 0.7),
        users: 1500,
        difference: 0.3 - 0.2,
      });
      if (missed !== undefined) misses += 1;
    }
    console.log(`  ${misses} of ${runs / 2} sequences missed the true difference`);
    expect(misses / (runs / 2)).toBeLessThanOrEqual(0.05);
  });
});

describe('users needed', { timeout: patience }, () => {
  it.each([
    { rate: 0.05, difference: 0.015, power: 0.8, treatmentShare: 0.5 },
    { rate: 0.3, difference: -0.05, power: 0.9, treatmentShare: 0.5 },
    { rate: 0.1, difference: 0.04, power: 0.8, treatmentShare: 0.2 },
  ])('find the effect $rate + $difference with power $power at share $treatmentShare', (effect) => {
    const users = usersNeeded(effect);
    const random = new Random(seed + 2);
    const powerRuns = 200;
    const ends: number[] = [];
    for (let run = 0; run < powerRuns; run += 1) {
      const ended = simulateComparison({
        random,
        plan: { expectedRate: effect.rate, smallestShare: effect.treatmentShare },
        controlRate: effect.rate,
        treatmentRate: effect.rate + effect.difference,
        shareAt: () => effect.treatmentShare,
        users,
      });
      if (ended !== undefined) ends.push(ended);
    }
    const median = ends.sort((a, b) => a - b)[Math.floor(ends.length / 2)];
    console.log(`  ${users} users reckoned: ${ends.length} of ${powerRuns} found, half of them after ${median}`);
    expect(ends.length / powerRuns).toBeGreaterThanOrEqual(effect.power);
    // Not by asking for far too many: a fixed test would want about half.
    expect(ends.length / powerRuns).toBeLessThan(1);
  });

  it.each([
    { rate: 0, difference: 0.1 },
    { rate: 0.1, difference: 0 },
    { rate: 0.9, difference: 0.2 },
    { rate: 0.1, difference: 0.1, power: 1 },
    { rate: 0.1, difference: 0.1, treatmentShare: 0 },
  ])('cannot be told for %j', (effect) => {
    expect(() => usersNeeded(effect)).toThrow(ExperimentInputError);
  });
});

describe('the verdict', () => {
  const large = (controlSum: number, treatmentSum: number) =>
    addBatch(
      emptyComparison,
      { control: conversions(20_000, controlSum), treatment: conversions(20_000, treatmentSum), treatmentShare: 0.5 },
      { expectedRate: 0.1, smallestShare: 0.5 },
    );
  const plan = {
    expectedRate: 0.1,
    smallestShare: 0.5,
    guards: [{ name: 'dislikes', betterWhen: 'LOWER', margin: 0.01 } as const],
  };
  const judge = (goal: ReturnType<typeof large>, guard: ReturnType<typeof large>) =>
    judgeExperiment(
      [{ variant: 't', goal, guards: { dislikes: guard }, segments: { new: goal, old: guard } }],
      plan,
    )[0];

  it('is for the better, for the worse, or open', () => {
    expect(judge(large(2000, 2600), large(2000, 2000)).verdict).toBe('BETTER');
    expect(judge(large(2600, 2000), large(2000, 2000)).verdict).toBe('WORSE');
    expect(judge(large(2000, 2010), large(2000, 2000)).verdict).toBe('RUNNING');
    expect(judge(emptyComparison, emptyComparison)).toMatchObject({ verdict: 'RUNNING', goal: undefined });
  });

  it('is stopped by a guard that is worse by more than its margin, however good the goal', () => {
    const broken = judge(large(2000, 2600), large(2000, 2800));
    expect(broken).toMatchObject({ verdict: 'GUARD_BROKEN', brokenGuards: ['dislikes'] });
    // Worse by 0.005 is within the margin, and so is what gets better by much.
    expect(judge(large(2000, 2600), large(2000, 2100)).verdict).toBe('BETTER');
    expect(judge(large(2000, 2600), large(2800, 2000)).verdict).toBe('BETTER');
  });

  it('shares its error rate among treatments and segments', () => {
    const goal = large(2000, 2600);
    const data = (variant: string) => ({ variant, goal, guards: {}, segments: { new: goal, old: goal } });
    const [alone] = judgeExperiment([data('a')], plan);
    const [one, two] = judgeExperiment([data('a'), data('b')], plan);
    const width = (result: { low: number; high: number }): number => result.high - result.low;
    expect(width(one.goal!)).toBeGreaterThan(width(alone.goal!));
    expect(one.goal).toEqual(two.goal);
    // Two segments share what one goal has: as wide as each of two treatments' goals.
    expect(alone.segments.new).toEqual(one.goal);
  });
});
