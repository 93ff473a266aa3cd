import {
  freshItem,
  itemTests,
  pastAfter,
  noPast,
  updateItem,
  type ItemPast,
  type ItemState,
  type ItemTest,
} from './itemScores.ts';
import {
  addScore,
  ageHistogram,
  alarmBucket,
  bucketEnd,
  bucketOf,
  mergeHistograms,
  type ScoreHistogram,
} from './ScoreHistogram.ts';
import { extendSpell, isOver, type Spell } from './Spell.ts';
import { updateUser, userTests, type UserState, type UserTest } from './userScores.ts';

export type AnomalyTest = UserTest | ItemTest;
export const anomalyTests: readonly AnomalyTest[] = [...userTests, ...itemTests];

export interface GuardEvent {
  readonly userId: string;
  readonly itemId: string;
  /** When it arrived, in milliseconds since the Unix epoch: what clients say of time may be a lie. */
  readonly recordedAt: number;
  /** Whether the user was seen for the first time a short while ago; the caller says what is short. */
  readonly isNewUser: boolean;
}

export interface Alarm {
  readonly test: AnomalyTest;
  /** A user id, or an item id for the tests of items. */
  readonly subject: string;
  readonly score: number;
  /** What the score had to reach. */
  readonly threshold: number;
  /** Events of the subject's spell up to the alarm. */
  readonly events: number;
  readonly recordedAt: number;
}

export interface GuardOptions {
  /** The share of normal spells that raise an alarm, for each test, at most. @defaultValue 0.0001 */
  readonly alarmRate?: number;
  /** Users, and items, that are kept in memory; those idle for longest go first. @defaultValue 20000 */
  readonly subjectsKept?: number;
  /** What other instances know, merged: it counts for thresholds and is never written again. */
  readonly others?: GuardRow;
}

/** What outlives an instance: a few kilobytes. Everything in it is a sum, a maximum or a list of subjects. */
export interface GuardRow {
  readonly version: 1;
  /** By test: the highest scores of spells that are over. */
  readonly histograms: Readonly<Record<string, ScoreHistogram>>;
  /** Up to when the histograms are aged. */
  readonly agedAt: number;
  readonly visits: number;
  readonly newUserVisits: number;
  /** The spells that came nearest to an alarm. */
  readonly users: Readonly<Record<string, Spell<UserTest, UserState>>>;
  readonly items: Readonly<Record<string, Spell<ItemTest, ItemState>>>;
}

export const emptyGuardRow: GuardRow = {
  version: 1,
  histograms: {},
  agedAt: 0,
  visits: 0,
  newUserVisits: 0,
  users: {},
  items: {},
};

const day = 24 * 60 * 60 * 1000;
const histogramHalfLife = 14 * day;
const subjectsInRow = 8;
const priorVisits = 100;
const priorNewUserShare = 0.1;

/**
 * Watches a stream for what people do not do, with a stated rate of false alarms and without a read for an event: it
 * keeps active users and items in memory, and `toRow` is written once a batch. The highest score of each spell joins a
 * histogram; an alarm is a score above a quantile of it, so normal behaviour raises one as often as stated whatever it
 * looks like. Until `1 / alarmRate` spells are over nothing is raised.
 */
export class AnomalyGuard {
  readonly #alarmRate: number;
  readonly #subjectsKept: number;
  readonly #users: Map<string, Spell<UserTest, UserState>>;
  readonly #items: Map<string, Spell<ItemTest, ItemState>>;
  readonly #pasts = new Map<string, ItemPast>();
  readonly #histograms: Map<AnomalyTest, ScoreHistogram>;
  readonly #others: GuardRow;
  readonly #alarmBuckets = new Map<AnomalyTest, number>();
  #agedAt: number;
  #visits: number;
  #newUserVisits: number;

  /** @param row what this instance writes from now on: empty, or taken over from instances that have ended */
  constructor(
    row: GuardRow = emptyGuardRow,
    { alarmRate = 0.0001, subjectsKept = 20_000, others = emptyGuardRow }: GuardOptions = {},
  ) {
    this.#others = others;
    this.#alarmRate = alarmRate;
    this.#subjectsKept = subjectsKept;
    this.#users = new Map(Object.entries(row.users));
    this.#items = new Map(Object.entries(row.items));
    this.#histograms = new Map(anomalyTests.map((test) => [test, row.histograms[test] ?? {}]));
    this.#agedAt = row.agedAt;
    this.#visits = row.visits;
    this.#newUserVisits = row.newUserVisits;
  }

  /** Takes in one event. Alarms come once for each test and spell. */
  observe({ userId, itemId, recordedAt: time, isNewUser }: GuardEvent): Alarm[] {
    this.#closeIfOver(userId, itemId, time);
    const user = this.#users.get(userId);
    const item = this.#items.get(itemId);
    const userSpell = extendSpell(user, updateUser(user?.state, itemId, time), time);
    const itemState = item?.state ?? freshItem(this.#pasts.get(itemId) ?? noPast, time);
    const itemUpdate = updateItem(itemState, { userId, time, isNewUser }, this.#newUserShare());
    const itemSpell = extendSpell(item, itemUpdate, time);
    if (itemUpdate.isVisit) {
      this.#visits += 1;
      this.#newUserVisits += Number(isNewUser);
    }
    const alarms = [...this.#alarmsOf(userId, userSpell, time), ...this.#alarmsOf(itemId, itemSpell, time)];
    // Set anew, a subject moves to the end of its map: those at the beginning are idle for longest.
    keep(this.#users, userId, withAlarms(userSpell, alarms, userTests));
    keep(this.#items, itemId, withAlarms(itemSpell, alarms, itemTests));
    return alarms;
  }

  /** Closes the spells that are over, and lets histograms age. For the end of a batch. */
  tidy(time: number): void {
    // In the order of idleness: behind the first one that goes on, those that are over wait for their next event.
    for (const [userId, spell] of this.#users) {
      if (!isOver(spell, time) && this.#users.size <= this.#subjectsKept) break;
      this.#endUser(userId, spell);
    }
    for (const [itemId, spell] of this.#items) {
      if (!isOver(spell, time) && this.#items.size <= this.#subjectsKept) break;
      this.#endItem(itemId, spell);
    }
    for (const itemId of this.#pasts.keys()) {
      if (this.#pasts.size <= this.#subjectsKept) break;
      this.#pasts.delete(itemId);
    }
    if (this.#agedAt === 0) this.#agedAt = time;
    if (time - this.#agedAt < day) return;
    const factor = 0.5 ** ((time - this.#agedAt) / histogramHalfLife);
    for (const [test, histogram] of this.#histograms) this.#setHistogram(test, ageHistogram(histogram, factor));
    this.#visits *= factor;
    this.#newUserVisits *= factor;
    this.#agedAt = time;
  }

  toRow(): GuardRow {
    return {
      version: 1,
      histograms: Object.fromEntries(this.#histograms),
      agedAt: this.#agedAt,
      visits: this.#visits,
      newUserVisits: this.#newUserVisits,
      users: this.#nearestToAlarm(this.#users),
      items: this.#nearestToAlarm(this.#items),
    };
  }

  /** What a score of a test has to reach; Infinity while too little is known. */
  threshold(test: AnomalyTest): number {
    let bucket = this.#alarmBuckets.get(test);
    if (bucket === undefined) {
      const known = mergeHistograms(this.#histograms.get(test)!, this.#others.histograms[test] ?? {});
      bucket = alarmBucket(known, this.#alarmRate);
      this.#alarmBuckets.set(test, bucket);
    }
    return bucketEnd(bucket);
  }

  #newUserShare(): number {
    const visits = this.#visits + this.#others.visits;
    return (
      (this.#newUserVisits + this.#others.newUserVisits + priorVisits * priorNewUserShare) / (visits + priorVisits)
    );
  }

  #alarmsOf<Test extends AnomalyTest>(subject: string, spell: Spell<Test, unknown>, time: number): Alarm[] {
    return (Object.keys(spell.peaks) as Test[])
      .filter((test) => !spell.alarmed.includes(test) && this.#isAlarming(test, spell.peaks[test]))
      .map((test) => ({
        test,
        subject,
        score: spell.peaks[test],
        threshold: this.threshold(test),
        events: spell.events,
        recordedAt: time,
      }));
  }

  #isAlarming(test: AnomalyTest, score: number): boolean {
    return this.threshold(test) < Infinity && bucketOf(score) > this.#alarmBuckets.get(test)!;
  }

  #closeIfOver(userId: string, itemId: string, time: number): void {
    const user = this.#users.get(userId);
    if (user !== undefined && isOver(user, time)) this.#endUser(userId, user);
    const item = this.#items.get(itemId);
    if (item !== undefined && isOver(item, time)) this.#endItem(itemId, item);
  }

  #endUser(userId: string, { peaks }: Spell<UserTest, UserState>): void {
    for (const test of userTests) this.#setHistogram(test, addScore(this.#histograms.get(test)!, peaks[test]));
    this.#users.delete(userId);
  }

  #endItem(itemId: string, { peaks, state }: Spell<ItemTest, ItemState>): void {
    for (const test of itemTests) this.#setHistogram(test, addScore(this.#histograms.get(test)!, peaks[test]));
    this.#items.delete(itemId);
    keep(this.#pasts, itemId, pastAfter(state));
  }

  #setHistogram(test: AnomalyTest, histogram: ScoreHistogram): void {
    this.#histograms.set(test, histogram);
    this.#alarmBuckets.delete(test);
  }

  #nearestToAlarm<Test extends AnomalyTest, State>(
    spells: ReadonlyMap<string, Spell<Test, State>>,
  ): Record<string, Spell<Test, State>> {
    const nearness = ({ peaks }: Spell<Test, State>): number =>
      Math.max(...(Object.keys(peaks) as Test[]).map((test) => peaks[test] / Math.min(1e6, this.threshold(test))));
    return Object.fromEntries(
      [...spells].sort(([, one], [, other]) => nearness(other) - nearness(one)).slice(0, subjectsInRow),
    );
  }
}

/**
 * What several instances know together, to take over from them or to know what `others` know. A user's events come to
 * one shard, so of two spells the later one holds; an item's come to all, and each instance judges its own part of them.
 */
export function mergeGuardRows(rows: readonly GuardRow[]): GuardRow {
  return rows.reduce(
    (one, other): GuardRow => ({
      version: 1,
      histograms: Object.fromEntries(
        anomalyTests.map((test) => [test, mergeHistograms(one.histograms[test] ?? {}, other.histograms[test] ?? {})]),
      ),
      agedAt: Math.max(one.agedAt, other.agedAt),
      visits: one.visits + other.visits,
      newUserVisits: one.newUserVisits + other.newUserVisits,
      users: later(one.users, other.users),
      items: later(one.items, other.items),
    }),
    emptyGuardRow,
  );
}

function later<Held extends { readonly last: number }>(
  one: Readonly<Record<string, Held>>,
  other: Readonly<Record<string, Held>>,
): Record<string, Held> {
  const merged = { ...one };
  for (const [subject, held] of Object.entries(other)) {
    if (merged[subject] === undefined || merged[subject].last < held.last) merged[subject] = held;
  }
  return merged;
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
}

const withAlarms = <Test extends AnomalyTest, State>(
  spell: Spell<Test, State>,
  alarms: readonly Alarm[],
  tests: readonly Test[],
): Spell<Test, State> => {
  const raised = tests.filter((test) => alarms.some((alarm) => alarm.test === test));
  return raised.length === 0 ? spell : { ...spell, alarmed: [...spell.alarmed, ...raised] };
};
