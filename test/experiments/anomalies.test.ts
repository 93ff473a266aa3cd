import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../data/demo/Random.ts';
import {
  AnomalyGuard,
  anomalyTests,
  emptyGuardRow,
  mergeGuardRows,
  type Alarm,
  type AnomalyTest,
  type GuardEvent,
  type GuardRow,
} from '../../experiments/anomalies/AnomalyGuard.ts';
import { freshItem, noPast, pastAfter, updateItem } from '../../experiments/anomalies/itemScores.ts';
import {
  addScore,
  ageHistogram,
  alarmBucket,
  bucketEnd,
  bucketOf,
} from '../../experiments/anomalies/ScoreHistogram.ts';
import { updateUser, type UserState } from '../../experiments/anomalies/userScores.ts';
import { newAccounts, patternBot, rateBot } from '../../simulation/attackers.ts';
import type { World } from '../../simulation/World.ts';
import { asGuardEvents, behaviourStart, normalBehaviour } from './helpers/normalBehaviour.ts';

const seed = Number(process.env.RECSYNC_SEED ?? 3);
console.log(`anomalies: seed ${seed}`);
const day = 24 * 60 * 60 * 1000;
const alarmRate = 0.002;

describe('the quantile that an alarm has to exceed', () => {
  it('is of the scores so far, by hand', () => {
    // Of nine scores the ⌈10 × 0.9⌉ = 9th: the greatest.
    const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9].reduce(addScore, {});
    expect(alarmBucket(nine, 0.1)).toBe(bucketOf(9));
    expect(alarmBucket(nine, 0.2)).toBe(bucketOf(8));
    // Eight are too few to say one in ten.
    expect(alarmBucket([1, 2, 3, 4, 5, 6, 7, 8].reduce(addScore, {}), 0.1)).toBe(Infinity);
    expect(alarmBucket({}, 0.1)).toBe(Infinity);
  });

  it('is there as soon as enough was counted, however the counts have aged', () => {
    // Between 1 / rate and twice as many, a rank rounded up lay beyond all of them for most counts that are not whole.
    for (const total of [9999, 9999.001, 10_000.4, 12_345.678, 15_000.999, 19_998.5, 25_000.3]) {
      expect(alarmBucket({ 3: total - 1, 40: 1 }, 0.0001), `of ${total}`).toBe(total < 19_999 ? 40 : 3);
    }
    expect(alarmBucket({ 3: 9997.9, 40: 1 }, 0.0001)).toBe(Infinity);
    const aged = ageHistogram({ 3: 20_100, 12: 11, 40: 1 }, 0.5 ** (1 / 14));
    expect(alarmBucket(aged, 0.0001)).toBe(40);
  });

  it('is exceeded by no more than the stated share of what comes from where the past came from', () => {
    const random = new Random(seed);
    const draw = (): number => 2 ** (12 * random.next() ** 2);
    const rate = 0.01;
    const thresholds = Array.from({ length: 200 }, () => {
      const past = Array.from({ length: 400 }, draw).reduce(addScore, {});
      return alarmBucket(ageHistogram(past, 0.7 + 0.3 * random.next()), rate);
    });
    expect(thresholds.every((bucket) => bucket < Infinity)).toBe(true);
    const exceeded = thresholds.map(
      (bucket) => Array.from({ length: 200 }, draw).filter((score) => bucketOf(score) > bucket).length / 200,
    );
    expect(exceeded.reduce((sum, share) => sum + share, 0) / exceeded.length).toBeLessThan(rate);
  });

  it('has buckets of a twelfth of an octave', () => {
    expect(bucketOf(2)).toBe(12);
    expect(bucketEnd(11)).toBe(2);
    expect(bucketOf(0)).toBe(0);
    expect(bucketOf(1e300)).toBe(288);
    expect(ageHistogram({ 3: 10, 4: 0.01 }, 0.5)).toEqual({ 3: 5 });
  });
});

describe('scores', () => {
  it('of a rate are the events of the last minute, by halves', () => {
    const first = updateUser(undefined, 'a', 0).state;
    const second = updateUser(first, 'b', 60_000);
    expect(second.scores.USER_RATE).toBe(1.5);
    expect(updateUser(second.state, 'c', 60_000).scores.USER_RATE).toBe(2.5);
    // An event that comes out of order does not make time run backwards.
    expect(updateUser(second.state, 'c', 0).state.last).toBe(60_000);
  });

  it('of repetition rise when the same transitions come again', () => {
    let state: UserState | undefined;
    const scores = [...'abcabcab'].map((itemId, index) => {
      const update = updateUser(state, itemId, index * 30_000);
      ({ state } = update);
      return update.scores.REPETITION;
    });
    expect(scores.slice(0, 4)).toEqual([1, 1, 1, 1]);
    expect(scores[4]).toBe(2);
    expect(scores[5]).toBeCloseTo(2 + 15 / 16, 12);
  });

  it('of regularity need twelve pauses, and tell a clock from a person', () => {
    const score = (pauses: number[]): number => {
      let [time, last] = [0, 1];
      let state: UserState | undefined;
      for (const pause of [0, ...pauses]) {
        time += pause;
        const update = updateUser(state, String(time), time);
        ({ state } = update);
        last = update.scores.REGULARITY;
      }
      return last;
    };
    expect(score(Array(11).fill(5000))).toBe(1);
    expect(score(Array(12).fill(5000))).toBeCloseTo(50, 6);
    const random = new Random(seed);
    expect(score(Array.from({ length: 20 }, () => 5000 * Math.exp(random.normal())))).toBeLessThan(4);
  });

  it('of new users are a cumulative sum against the past share', () => {
    const { state, scores } = updateItem(undefined, { userId: 'u', time: 0, isNewUser: true }, 0.1);
    // Usual 0.1, attacked 0.1 + 0.6 × 0.9 = 0.64.
    expect(scores.NEW_USERS).toBeCloseTo(1 + Math.log(6.4), 12);
    expect(updateItem(state, { userId: 'v', time: 1, isNewUser: false }, 0.1).state.surprise).toBeCloseTo(
      Math.log(6.4) + Math.log(0.36 / 0.9),
      12,
    );
    // The same user again is the same visit.
    expect(updateItem(state, { userId: 'u', time: 1, isNewUser: true }, 0.1)).toMatchObject({
      isVisit: false,
      scores: { NEW_USERS: scores.NEW_USERS },
    });
  });

  it('of new users are against what was usual before the spell', () => {
    const spell = { ...freshItem(noPast, 0), visits: 80, newUserVisits: 60, highestRate: 3 };
    const past = pastAfter(spell);
    expect(past).toEqual({ visits: 80, newUserVisits: 60, highestRate: 3 });
    expect(pastAfter({ ...spell, past, highestRate: 13 })).toEqual({ visits: 160, newUserVisits: 120, highestRate: 5 });
    // Usual is now (60 + 20 × 0.1) / 100.
    const { scores } = updateItem(freshItem(past, 0), { userId: 'u', time: 1, isNewUser: true }, 0.1);
    expect(scores.NEW_USERS).toBeCloseTo(1 + Math.log((0.62 + 0.6 * 0.38) / 0.62), 12);
    expect(scores.ITEM_RATE).toBeCloseTo(1 / 4, 12);
  });
});

/** Feeds events in batches of 100, as a stream does; after every twentieth another instance takes over the row. */
function watch(events: readonly GuardEvent[], row: GuardRow = emptyGuardRow): { alarms: Alarm[]; row: GuardRow } {
  let guard = new AnomalyGuard(row, { alarmRate });
  const alarms: Alarm[] = [];
  for (let from = 0; from < events.length; from += 100) {
    if (from % 2000 === 1900) {
      guard = new AnomalyGuard(JSON.parse(JSON.stringify(guard.toRow())) as GuardRow, { alarmRate });
    }
    const batch = events.slice(from, from + 100);
    for (const event of batch) alarms.push(...guard.observe(event));
    guard.tidy(batch.at(-1)!.recordedAt);
  }
  return { alarms, row: guard.toRow() };
}

/** Stretches without a pause of an hour, a day at most: by themselves, not by the guard. */
function countSpells(events: readonly GuardEvent[], subject: 'userId' | 'itemId'): number {
  const open = new Map<string, { start: number; last: number }>();
  let count = 0;
  for (const event of events) {
    const spell = open.get(event[subject]);
    const time = event.recordedAt;
    const goesOn = spell !== undefined && time - spell.last < 60 * 60 * 1000 && time - spell.start < day;
    if (!goesOn) count += 1;
    open.set(event[subject], { start: goesOn ? spell.start : time, last: time });
  }
  return count;
}

describe('the guard on generated behaviour', () => {
  let world: World;
  let events: GuardEvent[];
  let learned: { alarms: Alarm[]; row: GuardRow };
  const isOfItems = (test: AnomalyTest): boolean => test === 'NEW_USERS' || test === 'ITEM_RATE';
  beforeAll(() => {
    ({ world, events } = normalBehaviour(seed, 1500, 24));
    learned = watch(firstDays());
  });
  const firstDays = (): GuardEvent[] => events.filter(({ recordedAt }) => recordedAt < behaviourStart + 22 * day);
  const lastDays = (): GuardEvent[] => events.filter(({ recordedAt }) => recordedAt >= behaviourStart + 22 * day);

  it('raises no more false alarms than stated', () => {
    for (const test of anomalyTests) {
      const counted = countSpells(firstDays(), isOfItems(test) ? 'itemId' : 'userId');
      const raised = learned.alarms.filter((alarm) => alarm.test === test).length;
      console.log(`  ${test}: ${raised} alarms in ${counted} spells, ${alarmRate} stated`);
      expect(counted).toBeGreaterThan(3000);
      expect(raised).toBeLessThanOrEqual(alarmRate * counted + 3 * Math.sqrt(alarmRate * counted));
    }
  });

  it.each([
    ['a bot by its rate', 'USER_RATE', 30, (options: Options) => rateBot(world, options)],
    ['a bot by its pattern', 'REPETITION', 40, (options: Options) => patternBot(world, options)],
    ['a bot by its clock', 'REGULARITY', 40, (options: Options) => patternBot(world, options)],
    [
      'a rush on one item',
      'ITEM_RATE',
      40,
      (options: Options) => newAccounts(quietItem(), { ...options, pause: 2000 }),
    ],
    ['new accounts on one item', 'NEW_USERS', 15, (options: Options) => newAccounts(quietItem(), options)],
  ] as const)('finds %s by %s within %d events', (_name, test, within, attack) => {
    const start = behaviourStart + 22.5 * day;
    const planted = asGuardEvents(attack({ random: new Random(seed), start, events: 120 }));
    const mixed = [...lastDays(), ...planted].sort((a, b) => a.recordedAt - b.recordedAt);
    const { alarms } = watch(mixed, learned.row);
    const subjects = new Set(planted.flatMap(({ userId, itemId }) => (isOfItems(test) ? [itemId] : [userId])));
    const found = alarms.find((alarm) => alarm.test === test && subjects.has(alarm.subject));
    console.log(
      `  ${test}: found after ${found?.events} events (score ${found?.score.toFixed(1)}, needed ${found?.threshold.toFixed(1)})`,
    );
    expect(found?.events).toBeLessThanOrEqual(within);
  });

  interface Options {
    random: Random;
    start: number;
    events: number;
  }
  const quietItem = (): string => world.items[17].record.itemId as string;

  it('finds what is planted by an instance that knows the histograms of others only', () => {
    const guard = new AnomalyGuard(emptyGuardRow, { alarmRate, others: learned.row });
    const planted = asGuardEvents(rateBot(world, { random: new Random(seed), start: behaviourStart, events: 100 }));
    const alarms = planted.flatMap((event) => guard.observe(event));
    expect(alarms.map(({ test }) => test)).toContain('USER_RATE');
    expect(guard.toRow().histograms.USER_RATE).toEqual({});
    // Once for each test and spell.
    expect(new Set(alarms.map(({ test, subject }) => `${test} ${subject}`)).size).toBe(alarms.length);
  });

  it('keeps a row of a few kilobytes, whatever came', () => {
    const bytes = Buffer.byteLength(JSON.stringify(learned.row));
    console.log(`  the row has ${bytes} bytes`);
    expect(bytes).toBeLessThan(12_000);
  });
});

describe('rows of guards', () => {
  const event = (userId: string, itemId: string, recordedAt: number): GuardEvent => ({
    userId,
    itemId,
    recordedAt,
    isNewUser: true,
  });

  it('merge into what all of them know', () => {
    const rows = ['u', 'v'].map((userId, index) => {
      const guard = new AnomalyGuard();
      guard.observe(event(userId, 'i', index));
      guard.observe(event(`${userId}2`, 'i', day * 2));
      guard.tidy(day * 3);
      guard.observe(event(userId, 'i', day * 3 + index));
      return guard.toRow();
    });
    const merged = mergeGuardRows(rows);
    expect(merged.histograms.USER_RATE).toEqual({ 0: 4 });
    expect(merged.visits).toBe(6);
    expect(Object.keys(merged.users).sort()).toEqual(['u', 'v']);
    expect(merged.items.i.last).toBe(day * 3 + 1);
  });

  it('hold no more subjects than are kept', () => {
    const guard = new AnomalyGuard(emptyGuardRow, { subjectsKept: 5 });
    for (let user = 0; user < 100; user += 1) guard.observe(event(`u${user}`, `i${user}`, user));
    guard.tidy(100);
    const row = guard.toRow();
    expect(Object.keys(row.users)).toHaveLength(5);
    expect(row.histograms.USER_RATE).toEqual({ 0: 95 });
  });
});
