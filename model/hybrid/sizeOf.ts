import type { Dataset } from '../data/Dataset.ts';
import { userItemMatrix } from '../data/UserItemMatrix.ts';
import type { DataSize } from './planFits.ts';

const millisecondsPerDay = 86_400_000;

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
