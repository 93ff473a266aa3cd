import type { History } from './History.ts';
import type { Dataset } from './Dataset.ts';

const millisecondsPerDay = 86_400_000;

/**
 * A user's history as `toHistory` makes it from a request's events: one entry per item, oldest first, events without
 * evidence left out. `now` is where ages are measured from; ages are 0 where the data carries no time.
 */
export function historyOf(dataset: Dataset, user: number, now: number): History {
  const entries = new Map<number, { weight: number; timestamp: number }>();
  for (let position = dataset.userOffsets[user]; position < dataset.userOffsets[user + 1]; position += 1) {
    const weight = dataset.weights[position];
    if (weight === 0) continue;
    const item = dataset.itemIndices[position];
    const known = entries.get(item);
    entries.delete(item);
    const isStronger = known !== undefined && weight > 0 && known.weight > weight;
    entries.set(item, { weight: isStronger ? known.weight : weight, timestamp: dataset.timestamps[position] });
  }
  const kept = [...entries];
  return {
    items: Uint32Array.from(kept, ([item]) => item),
    weights: Float32Array.from(kept, ([, entry]) => entry.weight),
    ages: Float32Array.from(kept, ([, entry]) =>
      dataset.hasTimestamps ? Math.max(0, now - entry.timestamp) / millisecondsPerDay : 0,
    ),
  };
}

/** The items a user touched in any way, without repeats. */
export function seenBy(dataset: Dataset, user: number): Uint32Array {
  return Uint32Array.from(
    new Set(dataset.itemIndices.subarray(dataset.userOffsets[user], dataset.userOffsets[user + 1])),
  );
}

/** The newest timestamp in the dataset, 0 when it is empty. */
export function newestTime(dataset: Dataset): number {
  return dataset.timestamps.reduce((newest, time) => Math.max(newest, time), 0);
}
