import { createRandom, shuffle } from '../statistics/createRandom.ts';
import type { Random } from '../statistics/createRandom.ts';
import type { ScoreContext } from '../data/History.ts';
import type { Dataset } from '../data/Dataset.ts';
import { historyOf, newestTime, seenBy } from '../data/historyOf.ts';
import { withInteractions } from '../data/withInteractions.ts';
import type { EvaluationCase, EvaluationSplit } from './EvaluationSplit.ts';

/** The right answers of one user; `outside` counts those that are not in the catalogue. */
export interface Relevant {
  items: Iterable<number>;
  outside?: number;
}

/** The case of one user: everything in `train` is history and seen. */
export function caseOf(train: Dataset, user: number, relevant: Relevant, now: number): EvaluationCase {
  const items = Uint32Array.from(new Set(relevant.items));
  const context: ScoreContext = train.hasTimestamps ? { now } : {};
  return {
    userId: train.userIds[user],
    history: historyOf(train, user, now),
    context,
    seen: seenBy(train, user),
    relevant: items,
    relevantCount: items.length + (relevant.outside ?? 0),
  };
}

/** Which positions of `dataset` are held out, and the users to ask about. */
interface HeldOut {
  /** Per interaction: 0 is trained on, 1 is asked for, 2 is neither. */
  positions: Uint8Array;
  users: readonly number[];
  /** The moment of the request, per user. Default, and where undefined: the newest event that is left. */
  nowOf?: (train: Dataset, user: number) => number | undefined;
  /** The context of the event that is asked for. */
  momentOf?: (user: number, context: ScoreContext) => ScoreContext | undefined;
  /** Whether the user is asked about, given what is left. Default: everybody is. */
  asks?: (train: Dataset, user: number) => boolean;
  /** Which way of holding out the user met, where there are several. */
  kindOf?: (user: number) => string | undefined;
}

function splitOf(dataset: Dataset, heldOut: HeldOut): EvaluationSplit {
  const train = withInteractions(dataset, (position) => heldOut.positions[position] === 0);
  const newest = newestTime(train);
  const cases: EvaluationCase[] = [];
  for (const user of heldOut.users) {
    const relevant: number[] = [];
    for (let position = dataset.userOffsets[user]; position < dataset.userOffsets[user + 1]; position += 1) {
      const isAnswer = heldOut.positions[position] === 1 && dataset.weights[position] > 0;
      if (isAnswer) relevant.push(dataset.itemIndices[position]);
    }
    if (relevant.length === 0 || heldOut.asks?.(train, user) === false) continue;
    const one = caseOf(train, user, { items: relevant }, heldOut.nowOf?.(train, user) ?? newest);
    const seen = new Set(one.seen);
    const momentContext = heldOut.momentOf?.(user, one.context);
    // What the user had before stays an answer that no list can hold, as in a test file.
    const relevantUnseen = one.relevant.filter((item) => !seen.has(item));
    cases.push({ ...one, relevant: relevantUnseen, momentContext, kind: heldOut.kindOf?.(user) });
  }
  return { train, cases };
}

/** Up to `limit` users that pass the test, drawn by seed, in ascending order. */
function drawUsers(
  dataset: Dataset,
  limit: number,
  seed: number,
  test: (interactions: number, user: number) => boolean,
): number[] {
  const users = Uint32Array.from({ length: dataset.userIds.length }, (_, user) => user).filter((user) =>
    test(dataset.userOffsets[user + 1] - dataset.userOffsets[user], user),
  );
  return [...shuffle(users, createRandom(seed)).slice(0, limit).sort()];
}

/** No item's interactions are held out as a whole because it is drawn so often. */
const mostLikely = 0.9;

/**
 * Holds out a random part of the interactions of up to `maxUsers` users, each with a chance in proportion to the count of
 * its item to the power of `popularityPower`: above 0 what is held out is better known than what is left, below 0 less.
 */
export function splitRandom(
  dataset: Dataset,
  part: number,
  seed: number,
  maxUsers = Infinity,
  popularityPower = 0,
): EvaluationSplit {
  const users = drawUsers(dataset, maxUsers, seed, (interactions) => interactions >= 2);
  const random = createRandom(seed + 1);
  const positions = new Uint8Array(dataset.itemIndices.length);
  const chances = chancesByItem(dataset, part, popularityPower);
  for (const user of users) drawPositions(dataset, user, chances, random, positions);
  return splitOf(dataset, { positions, users });
}

/** How the interactions of one user are held out: by the count of their items to these powers. */
const powers = { random: 0, 'well-known': 0.5, 'little-known': -0.5 } as const;
export const mixedKinds = Object.keys(powers) as (keyof typeof powers)[];

/**
 * Holds out a part of the interactions of up to `maxUsers` users in several ways at once: at random, well-known items
 * more often, or little-known ones more often; a way per user. What will be asked for is seldom drawn as evenly as a
 * random part; what does well on all of these does not rest on how it is drawn.
 */
export function splitMixed(dataset: Dataset, part: number, seed: number, maxUsers = Infinity): EvaluationSplit {
  const users = drawUsers(dataset, maxUsers, seed, (interactions) => interactions >= 2);
  const random = createRandom(seed + 1);
  const positions = new Uint8Array(dataset.itemIndices.length);
  const kinds = new Map(users.map((user, place) => [user, mixedKinds[place % mixedKinds.length]]));
  const chances = mixedKinds.map((kind) => chancesByItem(dataset, part, powers[kind]));
  for (const [user, kind] of kinds) {
    drawPositions(dataset, user, chances[mixedKinds.indexOf(kind)], random, positions);
  }
  return splitOf(dataset, { positions, users, kindOf: (user) => kinds.get(user) });
}

/** Per item the chance that one of its interactions is held out, so that it comes to `part` of them all. */
function chancesByItem({ itemIds, itemIndices }: Dataset, part: number, power: number): Float64Array {
  const counts = new Float64Array(itemIds.length);
  for (const item of itemIndices) counts[item] += 1;
  const ofItem = counts.map((count) => count ** power);
  let sum = 0;
  for (const item of itemIndices) sum += ofItem[item];
  const perUnit = (part * itemIndices.length) / Math.max(sum, Number.MIN_VALUE);
  return ofItem.map((units) => Math.min(Math.max(part, mostLikely), perUnit * units));
}

function drawPositions(
  { userOffsets, itemIndices }: Dataset,
  user: number,
  chances: Float64Array,
  random: Random,
  into: Uint8Array,
): void {
  for (let position = userOffsets[user]; position < userOffsets[user + 1]; position += 1) {
    if (random() < chances[itemIndices[position]]) into[position] = 1;
  }
}

/** At least one. */
function holdOutNewest({ userOffsets }: Dataset, user: number, part: number, into: Uint8Array): void {
  const [start, end] = [userOffsets[user], userOffsets[user + 1]];
  into.fill(1, end - Math.max(1, Math.round((end - start) * part)), end);
}

/** Holds out the last positive interaction of up to `maxUsers` users. The request comes right after what is left. */
export function splitLeaveLastOut(dataset: Dataset, seed = 0, maxUsers = Infinity): EvaluationSplit {
  const users = drawUsers(dataset, maxUsers, seed, (interactions) => interactions >= 2);
  const positions = new Uint8Array(dataset.itemIndices.length);
  const lastOf = new Map<number, number>();
  for (const user of users) {
    const last = lastPositive(dataset, user, dataset.userOffsets[user + 1]);
    positions.fill(1, last, dataset.userOffsets[user + 1]);
    lastOf.set(user, last);
  }
  return splitOf(dataset, { positions, users, ...rightAfter(dataset, lastOf) });
}

/** The last interaction of a user before position `end` that speaks for something; their first one if none does. */
function lastPositive({ userOffsets, weights }: Dataset, user: number, end: number): number {
  let last = end - 1;
  while (last > userOffsets[user] && !(weights[last] > 0)) last -= 1;
  return last;
}

/** The request comes right after what is left, and in the moment of the interaction at the position `lastOf` its user. */
function rightAfter(dataset: Dataset, lastOf: ReadonlyMap<number, number>): Pick<HeldOut, 'nowOf' | 'momentOf'> {
  return {
    nowOf: (train, user) =>
      lastOf.has(user) ? train.timestamps[Math.max(0, train.userOffsets[user + 1] - 1)] : undefined,
    momentOf: (user, context) => {
      const last = lastOf.get(user);
      return last === undefined ? undefined : { ...context, ...momentOf(dataset, last) };
    },
  };
}

/** Hour and weekday (UTC) and device of one interaction. */
function momentOf(dataset: Dataset, position: number): ScoreContext {
  const time = new Date(dataset.timestamps[position]);
  const device = dataset.deviceNames[dataset.devices[position]];
  return {
    ...(dataset.hasTimestamps ? { hourOfDay: time.getUTCHours(), dayOfWeek: time.getUTCDay() } : {}),
    ...(device === undefined ? {} : { device }),
  };
}

/** Holds out the newest part of each user's interactions, at least one, of up to `maxUsers` users. */
export function splitNewestPart(dataset: Dataset, part: number, seed = 0, maxUsers = Infinity): EvaluationSplit {
  const users = drawUsers(dataset, maxUsers, seed, (interactions) => interactions >= 2);
  const positions = new Uint8Array(dataset.itemIndices.length);
  for (const user of users) holdOutNewest(dataset, user, part, positions);
  return splitOf(dataset, { positions, users });
}

/**
 * Holds out one window of time with a part of all interactions: the newest (0), the one before it (1) and so on. What
 * came before the window is trained on, what came after it is left out. Users who are new in it have an empty history;
 * `who` asks about them alone, or about the others.
 */
export function splitTemporal(
  dataset: Dataset,
  part: number,
  seed = 0,
  maxUsers = Infinity,
  window = 0,
  who: 'everybody' | 'new' | 'returning' = 'everybody',
): EvaluationSplit {
  const timeAt = timeByShare(dataset);
  const start = timeAt(part * (window + 1));
  const end = window === 0 ? Number.POSITIVE_INFINITY : timeAt(part * window);
  const positions = Uint8Array.from(dataset.timestamps, (time) => (time < start ? 0 : time < end ? 1 : 2));
  const asks =
    who === 'everybody'
      ? undefined
      : (train: Dataset, user: number) => hasHistory(train, user) === (who === 'returning');
  return splitOf(dataset, { positions, users: drawUsers(dataset, maxUsers, seed, () => true), asks });
}

function hasHistory({ userOffsets, weights }: Dataset, user: number): boolean {
  for (let position = userOffsets[user]; position < userOffsets[user + 1]; position += 1) {
    if (weights[position] !== 0) return true;
  }
  return false;
}

/** Sorted once for all windows of a dataset. */
const sortedTimes = new WeakMap<Dataset, Float64Array>();

/** The time after which a part of all interactions lies. */
function timeByShare(dataset: Dataset): (part: number) => number {
  const times = sortedTimes.get(dataset) ?? dataset.timestamps.slice().sort();
  sortedTimes.set(dataset, times);
  return (part) => times[Math.max(0, Math.min(times.length - 1, Math.floor(times.length * (1 - part))))];
}

export type NextAndWindowKind = 'next' | 'window';

/**
 * Asks in two ways about what comes, of up to `maxUsers` users, half of them each: everything that a user who came back
 * did in the newest window of time with a part of all interactions (`window`), or the last positive interaction before
 * that window (`next`). Nothing of the window is trained on. A list is for both: the next click, and the days until it is
 * looked at again.
 */
export function splitNextAndWindow(dataset: Dataset, part: number, seed = 0, maxUsers = Infinity): EvaluationSplit {
  const { userOffsets, userIds, timestamps } = dataset;
  const start = timeByShare(dataset)(part);
  /** By user: their first position in the window. */
  const windowAt = Uint32Array.from(userIds, (_, user) => {
    let position = userOffsets[user + 1];
    while (position > userOffsets[user] && timestamps[position - 1] >= start) position -= 1;
    return position;
  });
  const positions = Uint8Array.from(timestamps, (time) => (time < start ? 0 : 2));
  const half = Math.ceil(maxUsers / 2);
  const came = (user: number): boolean => windowAt[user] > userOffsets[user] && windowAt[user] < userOffsets[user + 1];
  const returning = drawUsers(dataset, half, seed, (_, user) => came(user));
  for (const user of returning) positions.fill(1, windowAt[user], userOffsets[user + 1]);
  const isReturning = new Set(returning);
  const others = drawUsers(
    dataset,
    half,
    seed + 1,
    (_, user) => !isReturning.has(user) && windowAt[user] - userOffsets[user] >= 2,
  );
  const lastOf = new Map(others.map((user) => [user, lastPositive(dataset, user, windowAt[user])]));
  for (const [user, last] of lastOf) positions.fill(1, last, windowAt[user]);
  return splitOf(dataset, {
    positions,
    users: [...returning, ...others].sort((one, other) => one - other),
    ...rightAfter(dataset, lastOf),
    kindOf: (user): NextAndWindowKind => (lastOf.has(user) ? 'next' : 'window'),
  });
}

/** Holds out a random part of the items that have interactions, with all their events; only they are ranked. */
export function splitColdItems(dataset: Dataset, part: number, seed: number, maxUsers = Infinity): EvaluationSplit {
  const touched = Uint32Array.from(new Set(dataset.itemIndices)).sort();
  const cold = shuffle(touched, createRandom(seed))
    .slice(0, Math.round(touched.length * part))
    .sort();
  const isCold = new Uint8Array(dataset.itemIds.length);
  for (const item of cold) isCold[item] = 1;
  const positions = Uint8Array.from(dataset.itemIndices, (item) => isCold[item]);
  const users = drawUsers(dataset, maxUsers, seed, () => true);
  return { ...splitOf(dataset, { positions, users }), candidates: cold };
}
