import type { Dataset } from './Dataset.ts';
import { userItemMatrix } from './UserItemMatrix.ts';

const millisecondsPerDay = 86_400_000;

/** The sizes of a dataset that decide which fits are worth their time. Counts are of positive interactions. */
export interface DataSize {
  readonly users: number;
  /** Items that somebody touched. */
  readonly items: number;
  readonly interactions: number;
  /** Sum over users of the squared history length: the work of one pass over all co-occurrences. */
  readonly pairs: number;
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
    hasTimestamps: dataset.hasTimestamps && newest > oldest,
    hasDevices: dataset.deviceNames.length > 0,
    days: dataset.hasTimestamps ? (newest - oldest) / millisecondsPerDay : 0,
    hasAttributes: dataset.items.some((item) => item !== undefined),
  };
}

/** Below this part of all pairs of users and items touched, data is sparse, and wants other settings. */
const sparseDensity = 0.005;

export function isSparseData({ users, items, interactions }: DataSize): boolean {
  return interactions / (users * items) < sparseDensity;
}
