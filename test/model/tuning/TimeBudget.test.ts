import { expect, it } from 'vitest';
import { TimeBudget } from '../../../model/tuning/TimeBudget.ts';

it('leaves a part of the budget unplanned, whatever the clock says', () => {
  const budget = new TimeBudget(100, () => 0);
  expect(budget.hasRoomFor(80)).toBe(true);
  budget.spend(30);
  expect(budget.hasRoomFor(50)).toBe(true);
  expect(budget.hasRoomFor(51)).toBe(false);
  expect(budget.wasCut).toBe(false);
});

it('lets the clock decide only when training would be very late, and tells', () => {
  let milliseconds = 0;
  const budget = new TimeBudget(100, () => milliseconds);
  budget.spend(35);
  milliseconds = 40_000;
  expect(budget.hasTimeFor(80)).toBe(true);
  // Three times as slow as planned: 120 s so far, and 40 s more would be 120 s.
  milliseconds = 120_000;
  expect(budget.hasTimeFor(20)).toBe(true);
  expect(budget.wasCut).toBe(false);
  expect(budget.hasTimeFor(40)).toBe(false);
  expect(budget.wasCut).toBe(true);
});

it('does not hold against the plan what was done aside, until it comes to what is last', () => {
  let milliseconds = 0;
  const budget = new TimeBudget(100, () => milliseconds);
  expect(budget.aside(() => (milliseconds = 150_000))).toBe(150_000);
  budget.spend(10);
  milliseconds += 15_000;
  expect(budget.hasTimeFor(160)).toBe(true);
  expect(budget.wasCut).toBe(false);
  expect(budget.hasTimeAtLastFor(10)).toBe(false);
  expect(budget.wasCut).toBe(true);
});
