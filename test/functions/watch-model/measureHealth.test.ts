import { describe, expect, it } from 'vitest';
import { measureHealth } from '../../../functions/watch-model/measureHealth.ts';
import type { ListHour } from '../../../schema/contract/modelHealth.ts';
import { simulateHours } from './simulateHours.ts';
import type { ListWorld, PlantedHours } from './simulateHours.ts';

const seed = Number(process.env.RECSYNC_SEED ?? 20_261_128);
const worlds: ListWorld[] = [
  { listsPerDay: 300, clickRate: 0.05, dayNoise: 0.05 },
  { listsPerDay: 5000, clickRate: 0.04, dayNoise: 0.05 },
  { listsPerDay: 200_000, clickRate: 0.03, dayNoise: 0.08 },
];

const hour = (more: Partial<ListHour>): ListHour => ({
  lists: { MODEL: 100 },
  repetition: { sum: 5, count: 100 },
  scoreSpread: { sum: 40, count: 100 },
  impressions: 1000,
  clicks: 50,
  ...more,
});
const namesAbove = (hours: (ListHour | undefined)[]): string[] =>
  measureHealth(hours)
    .measures.filter(({ value, threshold }) => value > threshold)
    .map(({ name }) => name);

describe('the health of what is live', () => {
  it('is what is worked out by hand', () => {
    const day = (more: Partial<ListHour>) => Array.from({ length: 24 }, () => hour(more));
    const before = Array.from({ length: 14 }, () => day({})).flat();
    const report = measureHealth([...day({ clicks: 40, repetition: { sum: 10, count: 100 } }), ...before]);
    const of = Object.fromEntries(report.measures.map((measure) => [measure.name, measure]));
    expect(report).toMatchObject({ days: 7, lists: 2400, sources: [{ source: 'MODEL', share: 1 }], drifted: true });
    // 1,000 views an hour, of which 40 were clicks and 50 had been: a fifth less, which is where the floor lies.
    expect(of.CLICK_RATE.observed).toBeCloseTo(0.04, 4);
    expect(of.CLICK_RATE.expected).toBeCloseTo(0.05, 4);
    expect(of.CLICK_RATE.value).toBeCloseTo(Math.log(1.25), 2);
    // Lists that share a twentieth are drawn from 200 items, those that share a tenth from 100.
    expect(of.COVERAGE.observed).toBeCloseTo(100, 0);
    expect(of.COVERAGE.expected).toBeCloseTo(200, 0);
    expect(of.COVERAGE.value).toBeCloseTo(Math.log(2), 2);
    expect(of.COVERAGE.threshold).toBeCloseTo(Math.log(1.25), 9);
    expect(of.SCORES.value).toBeCloseTo(0, 2);
    expect(of.SOURCES.value).toBe(0);
  });

  it('is not told before there are two weeks, nor by days with too little', () => {
    const hours = Array.from({ length: 24 * 14 - 1 }, () => hour({}));
    expect(measureHealth(hours)).toMatchObject({ measures: [], drifted: false, days: 5 });
    expect(measureHealth([...hours, hour({})]).measures).toHaveLength(4);
    expect(measureHealth([])).toEqual({ measures: [], drifted: false, days: 0, lists: 0, sources: [] });
    const idle = Array.from({ length: 24 }, () => undefined);
    expect(measureHealth([...idle, ...hours])).toMatchObject({ measures: [], lists: 0 });
  });

  it('does not mind what is for the better', () => {
    for (const world of worlds.slice(1)) {
      expect(namesAbove(simulateHours(36, world, seed, { repetitionTimes: 0.3, clickTimes: 2 }))).toEqual([]);
    }
  });

  it.each([
    ['nothing', {}, []],
    ['a model that is hardly asked any more', { sources: { MODEL: 0.1, TRENDING: 0.8, POPULAR: 0.1 } }, ['SOURCES']],
    ['lists that show a third of what they did', { repetitionTimes: 3 }, ['COVERAGE']],
    ['scores that hardly differ', { spreadTimes: 0.3 }, ['SCORES']],
    ['half the clicks', { clickTimes: 0.5 }, ['CLICK_RATE']],
  ] as [string, PlantedHours, string[]][])('shows what is planted: %s', (_, planted, names) => {
    for (const world of worlds) {
      const found = namesAbove(simulateHours(36, world, seed, planted));
      if (names.length === 0) expect(found, JSON.stringify(world)).toEqual([]);
      else expect(found, JSON.stringify(world)).toEqual(expect.arrayContaining(names));
    }
  });

  it('shows half the clicks within the day', () => {
    const hours = simulateHours(36, worlds[1], seed, { clickTimes: 0.5 });
    const noticed = Array.from({ length: 24 }, (_, index) => index + 1).find((passed) =>
      namesAbove(hours.slice(24 - passed)).includes('CLICK_RATE'),
    );
    console.log(`seed ${seed}: noticed after ${noticed} hours`);
    expect(noticed).toBeLessThanOrEqual(24);
  });

  it.each(worlds)(
    'cries wolf on less than two days of a hundred, looking each hour of a year: %j',
    (world) => {
      const hours = simulateHours(365 + 36, world, seed);
      const alarms: Record<string, Set<number>> = {};
      const daysWithAlarm = new Set<number>();
      for (let first = 0; first < 365 * 24; first += 1) {
        for (const name of namesAbove(hours.slice(first, first + 36 * 24))) {
          (alarms[name] ??= new Set()).add(Math.floor(first / 24));
          daysWithAlarm.add(Math.floor(first / 24));
        }
      }
      const shown = Object.fromEntries(Object.entries(alarms).map(([name, days]) => [name, days.size]));
      console.log(`seed ${seed}: ${daysWithAlarm.size} of 365 days with an alarm, ${JSON.stringify(shown)}`);
      expect(daysWithAlarm.size / 365).toBeLessThan(0.02);
    },
    120_000,
  );
});
