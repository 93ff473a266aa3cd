import type { Dataset } from './Dataset.ts';
import { transpose, userItemMatrix } from './UserItemMatrix.ts';
import type { UserItemMatrix } from './UserItemMatrix.ts';

const millisecondsPerDay = 86_400_000;

/** The sizes of a dataset that decide which fits are worth their time. Counts are of positive interactions. */
export interface DataSize {
  readonly users: number;
  /** Items that somebody touched. */
  readonly items: number;
  readonly interactions: number;
  /** Sum over users of the squared history length: the work of one pass over all co-occurrences. */
  readonly pairs: number;
  /** Pairs of different items that some user has both of, each way round and with itself, counted on a sample. */
  readonly distinctPairs: number;
  readonly hasTimestamps: boolean;
  /** Whether events carry a device. */
  readonly hasDevices: boolean;
  /** Days between the oldest and the newest event. */
  readonly days: number;
  readonly hasAttributes: boolean;
}

/** The sizes that decide what is worth fitting. */
export function sizeOf(dataset: Dataset): DataSize {
  const matrix = userItemMatrix(dataset);
  let pairs = 0;
  let users = 0;
  for (let user = 0; user < matrix.users; user += 1) {
    const length = matrix.offsets[user + 1] - matrix.offsets[user];
    pairs += length * length;
    if (length > 0) users += 1;
  }
  let oldest = Number.POSITIVE_INFINITY;
  let newest = Number.NEGATIVE_INFINITY;
  for (const time of matrix.times) {
    oldest = Math.min(oldest, time);
    newest = Math.max(newest, time);
  }
  return {
    users,
    items: new Set(matrix.indices).size,
    interactions: matrix.indices.length,
    pairs,
    distinctPairs: distinctPairsOf(matrix, pairs),
    hasTimestamps: dataset.hasTimestamps && newest > oldest,
    hasDevices: dataset.deviceNames.length > 0,
    days: dataset.hasTimestamps ? (newest - oldest) / millisecondsPerDay : 0,
    hasAttributes: dataset.items.some((item) => item !== undefined),
  };
}

/** How many pairs are looked at to count the distinct ones: milliseconds, whatever the size of the data. */
const sampledPairs = 4e6;

/** Of every n-th item that somebody touched, in order of their users, so that each kind of item has its part. */
function distinctPairsOf(byUser: UserItemMatrix, pairs: number): number {
  const byItem = transpose(byUser);
  const users = (item: number): number => byItem.offsets[item + 1] - byItem.offsets[item];
  const touched = Uint32Array.from({ length: byUser.items }, (_, item) => item)
    .filter((item) => users(item) > 0)
    .sort((a, b) => users(a) - users(b) || a - b);
  const stride = Math.max(1, Math.ceil(pairs / sampledPairs));
  const metBy = new Int32Array(byUser.items).fill(-1);
  let sampled = 0;
  let distinct = 0;
  for (let place = Math.floor((stride - 1) / 2); place < touched.length; place += stride) {
    const item = touched[place];
    sampled += 1;
    for (let entry = byItem.offsets[item]; entry < byItem.offsets[item + 1]; entry += 1) {
      const user = byItem.indices[entry];
      for (let other = byUser.offsets[user]; other < byUser.offsets[user + 1]; other += 1) {
        if (metBy[byUser.indices[other]] === item) continue;
        metBy[byUser.indices[other]] = item;
        distinct += 1;
      }
    }
  }
  return Math.round((distinct * touched.length) / Math.max(1, sampled));
}

/** Below this part of all pairs of users and items touched, data is sparse, and wants other settings. */
const sparseDensity = 0.005;

export function isSparseData({ users, items, interactions }: DataSize): boolean {
  return interactions / (users * items) < sparseDensity;
}
