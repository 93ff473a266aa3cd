import { describe, expect, test } from 'vitest';
import { populationStability } from '../../../experiments/drift/populationStability.ts';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import type { InteractionRow } from '../../../model/data/DatasetBuilder.ts';
import { driftWindows } from '../../../model/preparing/driftWindows.ts';
import type { DriftWindow } from '../../../model/preparing/driftWindows.ts';
import { measureDrift } from '../../../model/preparing/measureDrift.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import type { Random } from '../../../model/statistics/createRandom.ts';

const day = 86_400_000;
const start = Date.UTC(2020, 0, 1);

test('the index of two distributions is what the book works out', () => {
  // (0.3 - 0.2) ln 1.5 + (0.7 - 0.8) ln 0.875, but for the half that is added to each count.
  const found = populationStability([300_000, 700_000], [200_000, 800_000]);
  expect(found?.value).toBeCloseTo(0.1 * Math.log(1.5) - 0.1 * Math.log(0.875), 5);
  expect(found?.chance).toBeCloseTo(2e-6, 12);
  expect(populationStability([5, 5], [50, 50])?.value).toBeCloseTo(0, 10);
  expect(populationStability([0, 0], [1, 1])).toBeUndefined();
  expect(populationStability([10, 0], [0, 10])?.value).toBeGreaterThan(1);
});

interface World {
  users: number;
  items: number;
  /** Mean interactions of a weekday. */
  perDay: number;
}

/** What is different on the last day. */
interface Planted {
  types?: Record<string, number>;
  itemShift?: number;
  usersFrom?: number;
  activeUsers?: number;
  volume?: number;
}

const usual = { VIEW: 0.8, CLICK: 0.15, PURCHASE: 0.05 };

function pick(shares: Record<string, number>, random: Random): string {
  let left = random();
  for (const [name, share] of Object.entries(shares)) {
    left -= share;
    if (left < 0) return name;
  }
  return 'VIEW';
}

/** Days of people in sessions of some length, with quieter weekends; the last day may be another one. */
function stableDays(days: number, world: World, seed: number, planted: Planted = {}): InteractionRow[] {
  const random = createRandom(seed);
  const rows: InteractionRow[] = [];
  for (let index = 0; index < days; index += 1) {
    const {
      types = usual,
      itemShift = 0,
      usersFrom = 0,
      activeUsers = world.users,
      volume = 1,
    } = index === days - 1 ? planted : {};
    const isWeekend = index % 7 >= 5;
    const count = Math.round(world.perDay * (isWeekend ? 0.7 : 1) * (0.85 + 0.3 * random()) * volume);
    let made = 0;
    while (made < count) {
      const user = usersFrom + Math.floor(random() ** 2 * activeUsers);
      for (let length = 1 + Math.floor(random() * 4); length > 0; length -= 1, made += 1) {
        const item = (Math.floor(random() ** 2 * world.items) + itemShift) % world.items;
        const timestamp = start + index * day + Math.floor(random() * (day - 2)) + 1;
        rows.push({ userId: `u${user}`, itemId: `i${item}`, eventType: pick(types, random), timestamp });
      }
    }
    // Each day has its first and its last moment, so that windows are days.
    rows.push({ userId: 'u0', itemId: 'i0', eventType: 'VIEW', timestamp: start + (index + 1) * day });
  }
  return rows;
}

const worlds: World[] = [
  { users: 100, items: 60, perDay: 60 },
  { users: 400, items: 300, perDay: 400 },
];

describe('stable days', () => {
  test.each(worlds)(
    'cry wolf in less than two of a hundred of 1,000 windows: %j',
    (world) => {
      const seed = 20_261_128;
      const windows = driftWindows(buildDataset(stableDays(1043, world, seed)), 1043);
      const alarms: Record<string, number> = {};
      let days = 0;
      let withAlarm = 0;
      for (let first = 0; first + 43 <= windows.length; first += 1) {
        const report = measureDrift(windows.slice(first, first + 43));
        days += 1;
        if (report.drifted) withAlarm += 1;
        for (const { name, value, threshold } of report.measures) {
          if (value > threshold) alarms[name] = (alarms[name] ?? 0) + 1;
        }
      }
      console.log(`seed ${seed}: ${withAlarm} alarms in ${days} stable days, ${JSON.stringify(alarms)}`);
      expect(days).toBeGreaterThanOrEqual(1000);
      expect(withAlarm / days).toBeLessThan(0.02);
    },
    60_000,
  );
});

describe('a last day that is another one', () => {
  const measured = (planted: Planted): string[] => {
    const report = measureDrift(driftWindows(buildDataset(stableDays(60, worlds[1], 7, planted))));
    return report.measures.filter(({ value, threshold }) => value > threshold).map(({ name }) => name);
  };

  test.each([
    ['nothing', {}, []],
    [
      'purchases that are no longer recorded and twice the clicks',
      { types: { VIEW: 0.6, CLICK: 0.4 } },
      ['EVENT_TYPES'],
    ],
    ['a taste for other items', { itemShift: 100 }, ['ITEMS']],
    ['people whom nobody knows', { usersFrom: 10_000 }, ['USERS']],
    ['a few who do everything', { activeUsers: 6 }, ['USERS']],
    ['four times the volume', { volume: 4 }, ['VOLUME']],
    ['a quarter of the volume', { volume: 0.25 }, ['VOLUME']],
  ] as [string, Planted, string[]][])('is noticed: %s', (_, planted, names) => {
    const found = measured(planted);
    expect(found).toEqual(expect.arrayContaining(names));
    if (names.length === 0) expect(found).toEqual([]);
  });
});

describe('windows', () => {
  test('are days from the newest event back, or parts of the span where days are few', () => {
    const days: DriftWindow[] = driftWindows(buildDataset(stableDays(60, worlds[0], 3)));
    expect(days).toHaveLength(43);
    const few = driftWindows(buildDataset(stableDays(2, { ...worlds[1], perDay: 2000 }, 3)));
    expect(few).toHaveLength(21);
    expect(measureDrift(few).windows).toBe(6);
    expect(few.reduce((sum, { interactions }) => sum + interactions, 0)).toBeGreaterThan(500);
  });

  test('too few of them, or none, raise no alarm', () => {
    expect(measureDrift([])).toEqual({ measures: [], drifted: false, windows: 0 });
    expect(driftWindows(buildDataset([{ userId: 'u', itemId: 'i', timestamp: 1 }]))).toEqual([]);
  });
});
