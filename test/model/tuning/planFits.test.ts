import { describe, expect, it } from 'vitest';
import { planFits } from '../../../model/tuning/planFits.ts';
import type { DataSize } from '../../../model/data/DataSize.ts';
import type { FitPlan } from '../../../model/tuning/planFits.ts';

const films: DataSize = {
  users: 943,
  items: 1682,
  interactions: 75_000,
  pairs: 11_000_000,
  distinctPairs: 1_300_000,
  hasTimestamps: false,
  hasDevices: false,
  days: 0,
  hasAttributes: false,
};
const shop: DataSize = {
  ...films,
  users: 30_000,
  items: 40_000,
  interactions: 800_000,
  pairs: 35_000_000,
  distinctPairs: 24_000_000,
};
const planned = (size: DataSize, seconds: number, useOrder: boolean, names?: readonly string[]): FitPlan[] =>
  planFits({ size, seconds, useOrder }, names);
const namesOf = (...args: Parameters<typeof planned>): string[] => planned(...args).map(({ name }) => name);

describe('the plan of fits', () => {
  it('stays within its seconds, but for what costs next to nothing', () => {
    for (const seconds of [0.5, 5, 20, 60, 120]) {
      const cost = planned(shop, seconds, true).reduce((sum, plan) => sum + (plan.seconds > 1 ? plan.seconds : 0), 0);
      expect(cost).toBeLessThanOrEqual(seconds);
    }
  });

  it('has popularity whatever the time, and content before what costs more', () => {
    expect(namesOf(shop, 0, true)).toContain('popularity');
    expect(namesOf({ ...shop, hasAttributes: true }, 10, true)).toEqual(
      expect.arrayContaining(['content', 'attributeFactors']),
    );
  });

  it('keeps EASE to a head that the time allows, and gives a small catalogue all of it', () => {
    const limitOf = (size: DataSize, seconds: number): number[] =>
      planned(size, seconds, false)
        .filter(({ algorithm }) => algorithm === 'ease')
        .map(({ parameters }) => (parameters as { exactLimit: number }).exactLimit);
    expect(limitOf(films, 100)).toEqual([1682, 1682]);
    const [head, ...others] = limitOf(shop, 100);
    expect(head).toBeLessThan(10_000);
    expect(others).toEqual([]);
  });

  it('takes dense data for no more work than it is: a million ratings in five minutes leave room for all but BPR', () => {
    // MovieLens 1M: counting its pairs takes seconds, as nearly all of them were met before.
    const ratings = {
      ...films,
      users: 6040,
      items: 3706,
      interactions: 1_000_000,
      pairs: 390_000_000,
      distinctPairs: 11_000_000,
    };
    const names = namesOf({ ...ratings, hasTimestamps: true }, (0.6 * 300) / 1.6, true);
    expect(names).toEqual(expect.arrayContaining(['slit', 'easeNear', 'ialsWide', 'ialsWidest', 'slimNear']));
  });

  it('lets what is untouched count less in ALS where data is sparse', () => {
    const settingOf = (size: DataSize): { unobservedWeight: number } =>
      planned(size, 100, false).find(({ name }) => name === 'ials')?.parameters as { unobservedWeight: number };
    expect(settingOf(shop).unobservedWeight).toBeLessThan(settingOf(films).unobservedWeight);
  });

  it('tries the order of events only where the future is asked for, and BPR only on request', () => {
    expect(namesOf(films, 100, true)).toEqual(expect.arrayContaining(['slit', 'transitions']));
    expect(namesOf(films, 100, false)).not.toContain('slit');
    expect(namesOf(films, 100, true)).not.toContain('bpr');
    expect(namesOf(films, 100, true, ['bpr'])).toEqual(['bpr']);
  });
});
