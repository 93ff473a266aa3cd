import { leastPastValues, mostPastValues } from '../../experiments/drift/learnThreshold.ts';
import type { Dataset } from '../data/Dataset.ts';

/** What happened in one window of time. Impressions count for `eventTypes` only: the others are what people did. */
export interface DriftWindow {
  readonly eventTypes: Float64Array;
  /** Per item. */
  readonly items: Float64Array;
  /** Interactions by how active their user was in the window: a bucket each for returning users, then for new ones. */
  readonly users: Float64Array;
  readonly interactions: number;
  /** The most interactions of one user. */
  readonly mostOfOneUser: number;
}

/** Of users with 1, 2, 3 to 4, 5 to 8, 9 to 16 and more interactions in a window. */
const activityBuckets = 6;
/** Windows before one that it is compared with, and in which a user must have been seen not to be new. */
export const referenceWindows = 7;
/** One that is judged, those that it learns from, their references, and what tells new users in these. */
const mostWindows = 1 + mostPastValues + 2 * referenceWindows;
const leastWindows = 1 + leastPastValues + 2 * referenceWindows;

const millisecondsPerDay = 86_400_000;

/**
 * The newest windows of a dataset, newest first, each a day long and counted back from the newest event; where the data
 * spans too few days, the span in equal parts. Empty without times.
 */
export function driftWindows(dataset: Dataset, most = mostWindows): DriftWindow[] {
  const { timestamps, userOffsets, itemIndices, eventTypes, eventTypeNames, itemIds } = dataset;
  if (!dataset.hasTimestamps) return [];
  let [oldest, newest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of timestamps) {
    oldest = Math.min(oldest, time);
    newest = Math.max(newest, time);
  }
  const span = newest - oldest + 1;
  const length = Math.min(millisecondsPerDay, span / leastWindows);
  if (length < 1) return [];
  const count = Math.min(most, Math.floor(span / length + 1e-9));
  const windows = Array.from({ length: count }, () => ({
    eventTypes: new Float64Array(eventTypeNames.length),
    items: new Float64Array(itemIds.length),
    users: new Float64Array(2 * activityBuckets),
    interactions: 0,
    mostOfOneUser: 0,
  }));
  const impression = eventTypeNames.indexOf('IMPRESSION');
  const ofUser = new Uint32Array(count);
  for (let user = 0; user + 1 < userOffsets.length; user += 1) {
    ofUser.fill(0);
    for (let position = userOffsets[user]; position < userOffsets[user + 1]; position += 1) {
      const index = Math.floor((newest - timestamps[position]) / length);
      if (index >= count) continue;
      const window = windows[index];
      window.eventTypes[eventTypes[position]] += 1;
      if (eventTypes[position] === impression) continue;
      window.items[itemIndices[position]] += 1;
      window.interactions += 1;
      ofUser[index] += 1;
    }
    ofUser.forEach((interactions, index) => {
      if (interactions === 0) return;
      const window = windows[index];
      const isNew = ofUser.subarray(index + 1, index + 1 + referenceWindows).every((before) => before === 0);
      window.users[activityOf(interactions) + (isNew ? activityBuckets : 0)] += interactions;
      window.mostOfOneUser = Math.max(window.mostOfOneUser, interactions);
    });
  }
  return windows;
}

function activityOf(interactions: number): number {
  return Math.min(activityBuckets - 1, Math.ceil(Math.log2(interactions)));
}
