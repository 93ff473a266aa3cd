import type { HistoryEvent } from '../contract/index.ts';
import type { Dataset } from '../data/Dataset.ts';
import { createRandom, shuffle } from '../statistics/createRandom.ts';

/** One question of the judge: what a user had done until `now`, and what they liked afterwards. A line of `cases.jsonl`. */
export interface JudgedCase {
  /** A pseudonym. */
  userId: string;
  /** When the judged window begins: milliseconds since the Unix epoch. */
  now: number;
  /** Without evidence before `now`. */
  isNewUser: boolean;
  /** The newest events before `now`, oldest first. */
  history: HistoryEvent[];
  /** Items that they liked in the window and had not touched before. */
  liked: string[];
  /** Those of them that nobody had liked before `now`. */
  cold: string[];
}

export interface HoldOutOptions {
  /** Part of the interactions that speak for something. */
  readonly share: number;
  readonly seed: number;
}

/** What is kept from training. */
export interface HoldOut {
  /** The window begins here, in milliseconds; Infinity where nothing is held out. */
  readonly start: number;
  readonly interactions: number;
  readonly cases: readonly JudgedCase[];
}

/** More teach nothing about which of two models is better; the rest is worth more in training. */
const mostHeldOut = 100_000;
/** With fewer people, an interval over them says nothing. */
const leastUsers = 30;
/** The file of cases stays small; the judge draws among them. */
const mostCases = 20_000;
/** Newest events of a history: what serving may be asked with is cut further by the model itself. */
const longestHistory = 2000;
/** Events of one instant belong together; a window that becomes this many times too large for it is none. */
const mostOvershoot = 2;

/**
 * Holds out the newest window of time: the asked share of the interactions, at most 100,000, if at least 30 people liked
 * something new in it. Else the whole share is taken, and if that is not enough, nothing: the model is then trained on
 * everything and judged by nobody. Impressions are held out with their window and count for nothing.
 */
export function holdOut(dataset: Dataset, { share, seed }: HoldOutOptions): HoldOut {
  const none: HoldOut = { start: Number.POSITIVE_INFINITY, interactions: 0, cases: [] };
  if (!dataset.hasTimestamps) return none;
  const times = dataset.timestamps.filter((_, position) => dataset.weights[position] !== 0).sort();
  const wanted = Math.floor(share * times.length);
  for (const count of new Set([Math.min(wanted, mostHeldOut), wanted])) {
    const start = windowStart(times, count);
    if (start === undefined) continue;
    const users = usersLikingFrom(dataset, start);
    if (users.length < leastUsers) continue;
    const interactions = times.length - firstAtOrAfter(times, start);
    const isWarm = warmBefore(dataset, start);
    const drawnCases = Array.from(drawn(users, seed), (user) => caseOf(dataset, user, start, isWarm));
    return { start, interactions, cases: drawnCases };
  }
  return none;
}

/** Where the newest `count` of the sorted times begin, without parting those of one instant. */
function windowStart(times: Float64Array, count: number): number | undefined {
  if (count < 1) return undefined;
  const start = times[times.length - count];
  const first = firstAtOrAfter(times, start);
  if (times.length - first <= mostOvershoot * count) return first === 0 ? undefined : start;
  return times.find((time) => time > start);
}

function firstAtOrAfter(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Users who liked something new to them from `start` on. */
function usersLikingFrom(dataset: Dataset, start: number): Uint32Array {
  return Uint32Array.from(dataset.userIds.keys()).filter((user) => likedBy(dataset, user, start).length > 0);
}

function likedBy(dataset: Dataset, user: number, start: number): number[] {
  const { userOffsets, timestamps, itemIndices, weights } = dataset;
  const seen = new Set<number>();
  const liked = new Set<number>();
  for (let position = userOffsets[user]; position < userOffsets[user + 1]; position += 1) {
    const item = itemIndices[position];
    if (timestamps[position] < start) {
      if (!isImpression(dataset, position)) seen.add(item);
    } else if (weights[position] > 0 && !seen.has(item)) liked.add(item);
  }
  return [...liked];
}

function isImpression({ eventTypeNames, eventTypes }: Dataset, position: number): boolean {
  return eventTypeNames[eventTypes[position]] === 'IMPRESSION';
}

function drawn(users: Uint32Array, seed: number): Uint32Array {
  if (users.length <= mostCases) return users;
  return shuffle(users, createRandom(seed)).slice(0, mostCases).sort();
}

/** 1 per item that somebody liked before `start`. */
function warmBefore(dataset: Dataset, start: number): Uint8Array {
  const isWarm = new Uint8Array(dataset.itemIds.length);
  dataset.timestamps.forEach((time, position) => {
    if (time < start && dataset.weights[position] > 0) isWarm[dataset.itemIndices[position]] = 1;
  });
  return isWarm;
}

function caseOf(dataset: Dataset, user: number, start: number, isWarm: Uint8Array): JudgedCase {
  const { userOffsets, timestamps, itemIndices, itemIds, eventTypes, eventTypeNames, weights } = dataset;
  const history: HistoryEvent[] = [];
  let isNewUser = true;
  for (let position = userOffsets[user]; position < userOffsets[user + 1]; position += 1) {
    if (timestamps[position] >= start) break;
    if (weights[position] !== 0) isNewUser = false;
    if (isImpression(dataset, position)) continue;
    history.push({
      itemId: itemIds[itemIndices[position]],
      eventType: eventTypeNames[eventTypes[position]],
      eventValue: storedValue(dataset, position),
      timestamp: timestamps[position],
    });
  }
  const liked = likedBy(dataset, user, start);
  return {
    userId: dataset.userIds[user],
    now: start,
    isNewUser,
    history: history.slice(-longestHistory),
    liked: liked.map((item) => itemIds[item]),
    cold: liked.filter((item) => isWarm[item] === 0).map((item) => itemIds[item]),
  };
}

/** An event's value as it was: 32 bits hold its first seven digits. */
export function storedValue({ values }: Dataset, position: number): number | undefined {
  return Number.isNaN(values[position]) ? undefined : Number(values[position].toPrecision(7));
}
