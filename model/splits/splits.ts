import { createRandom, shuffle } from '../statistics/createRandom.ts';
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
  /** The moment of the request, per user. Default: the newest event that is left. */
  nowOf?: (train: Dataset, user: number) => number;
  /** The context of the event that is asked for. */
  momentOf?: (user: number, context: ScoreContext) => ScoreContext;
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
    if (relevant.length === 0) continue;
    const one = caseOf(train, user, { items: relevant }, heldOut.nowOf?.(train, user) ?? newest);
    const seen = new Set(one.seen);
    const fresh = one.relevant.filter((item) => !seen.has(item));
    if (fresh.length === 0) continue;
    const momentContext = heldOut.momentOf?.(user, one.context);
    cases.push({ ...one, relevant: fresh, relevantCount: fresh.length, momentContext });
  }
  return { train, cases };
}

/** Up to `limit` users that pass the test, drawn by seed, in ascending order. */
function drawUsers(dataset: Dataset, limit: number, seed: number, test: (interactions: number) => boolean): number[] {
  const users = Uint32Array.from({ length: dataset.userIds.length }, (_, user) => user).filter((user) =>
    test(dataset.userOffsets[user + 1] - dataset.userOffsets[user]),
  );
  return [...shuffle(users, createRandom(seed)).slice(0, limit).sort()];
}

/** Holds out a random part of the interactions of up to `maxUsers` users. */
export function splitRandom(dataset: Dataset, part: number, seed: number, maxUsers = Infinity): EvaluationSplit {
  const users = drawUsers(dataset, maxUsers, seed, (interactions) => interactions >= 2);
  const random = createRandom(seed + 1);
  const positions = new Uint8Array(dataset.itemIndices.length);
  for (const user of users) {
    for (let position = dataset.userOffsets[user]; position < dataset.userOffsets[user + 1]; position += 1) {
      if (random() < part) positions[position] = 1;
    }
  }
  return splitOf(dataset, { positions, users });
}

/** Holds out the last positive interaction of up to `maxUsers` users. The request comes right after what is left. */
export function splitLeaveLastOut(dataset: Dataset, seed = 0, maxUsers = Infinity): EvaluationSplit {
  const users = drawUsers(dataset, maxUsers, seed, (interactions) => interactions >= 2);
  const positions = new Uint8Array(dataset.itemIndices.length);
  const heldOutPosition = new Uint32Array(dataset.userIds.length);
  for (const user of users) {
    let last = dataset.userOffsets[user + 1] - 1;
    while (last > dataset.userOffsets[user] && !(dataset.weights[last] > 0)) last -= 1;
    positions.fill(1, last, dataset.userOffsets[user + 1]);
    heldOutPosition[user] = last;
  }
  return splitOf(dataset, {
    positions,
    users,
    nowOf: (train, user) => train.timestamps[Math.max(0, train.userOffsets[user + 1] - 1)],
    momentOf: (user, context) => ({ ...context, ...momentOf(dataset, heldOutPosition[user]) }),
  });
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
  for (const user of users) {
    const [start, end] = [dataset.userOffsets[user], dataset.userOffsets[user + 1]];
    positions.fill(1, end - Math.max(1, Math.round((end - start) * part)), end);
  }
  return splitOf(dataset, { positions, users });
}

/**
 * Holds out one window of time with a part of all interactions: the newest (0), the one before it (1) and so on. What
 * came before the window is trained on, what came after it is left out. Users who are new in it have an empty history.
 */
export function splitTemporal(
  dataset: Dataset,
  part: number,
  seed = 0,
  maxUsers = Infinity,
  window = 0,
): EvaluationSplit {
  const times = dataset.timestamps.slice().sort();
  const timeAt = (share: number): number =>
    times[Math.max(0, Math.min(times.length - 1, Math.floor(times.length * (1 - share))))];
  const start = timeAt(part * (window + 1));
  const end = window === 0 ? Number.POSITIVE_INFINITY : timeAt(part * window);
  const positions = Uint8Array.from(dataset.timestamps, (time) => (time < start ? 0 : time < end ? 1 : 2));
  return splitOf(dataset, { positions, users: drawUsers(dataset, maxUsers, seed, () => true) });
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
