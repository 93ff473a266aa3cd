import type { DriftReport } from '../../schema/contract/models.ts';
import { learnThreshold, leastPastValues, median, mostPastValues } from '../../experiments/drift/learnThreshold.ts';
import type { Distance } from '../../experiments/drift/learnThreshold.ts';
import { populationStability } from '../../experiments/drift/populationStability.ts';
import { referenceWindows } from './driftWindows.ts';
import type { DriftWindow } from './driftWindows.ts';

type MeasureName = DriftReport['measures'][number]['name'];

/** The most touched items of a reference have a bucket each, the others share some. */
const itemsWithBucket = 50;
const sharedBuckets = 10;
/** Of two windows of about 1.6 times the size of one another; less is no change of volume, and an index below is little. */
const floors: Record<MeasureName, number> = { EVENT_TYPES: 0.1, ITEMS: 0.1, USERS: 0.1, VOLUME: 0.25 };
/** A window with fewer interactions says nothing. */
const leastInteractions = 30;

/**
 * How far the newest window is from the seven before it, by thresholds learned from what the windows before it were by
 * the same measure: the median and ten median absolute deviations, at least a floor. Values of distributions are
 * compared in units of what chance gives windows of their size, so that quiet days do not teach busy ones to be deaf.
 *
 * @param windows newest first
 */
export function measureDrift(windows: readonly DriftWindow[]): DriftReport {
  const measures: DriftReport['measures'] = [];
  let learnedFrom = Number.POSITIVE_INFINITY;
  for (const [name, measure] of Object.entries(measuresOf) as [MeasureName, (typeof measuresOf)[MeasureName]][]) {
    const values: (Distance | undefined)[] = [];
    // The oldest windows are references of references: nobody knows who was new in them.
    const measurable = Math.min(1 + mostPastValues, windows.length - 2 * referenceWindows);
    for (let index = 0; index < measurable; index += 1) {
      const reference = windows.slice(index + 1, index + 1 + referenceWindows);
      const isEnough = windows[index].interactions >= leastInteractions;
      values.push(isEnough || name === 'VOLUME' ? measure(windows[index], reference) : undefined);
    }
    const [newest, ...past] = values;
    const known = past.filter((one) => one !== undefined);
    learnedFrom = Math.min(learnedFrom, known.length);
    if (newest === undefined || known.length < leastPastValues) continue;
    const threshold = learnThreshold(newest.unit, known, floors[name]);
    measures.push({ name, value: newest.value, threshold });
  }
  return {
    measures,
    drifted: measures.some(({ value, threshold }) => value > threshold),
    windows: Number.isFinite(learnedFrom) ? learnedFrom : 0,
  };
}

const measuresOf: Record<
  MeasureName,
  (window: DriftWindow, reference: readonly DriftWindow[]) => Distance | undefined
> = {
  EVENT_TYPES: (window, reference) => stability(window.eventTypes, sum(reference, 'eventTypes')),
  ITEMS(window, reference) {
    const expected = sum(reference, 'items');
    const bucketOf = itemBuckets(expected);
    return stability(inBuckets(window.items, bucketOf), inBuckets(expected, bucketOf));
  },
  USERS: (window, reference) => stability(window.users, sum(reference, 'users')),
  VOLUME(window, reference) {
    const usual = median(reference.map(({ interactions }) => interactions));
    const [now, before] = [window.interactions + 1, usual + 1];
    // The term of the index for one bucket: the two volumes as shares of both.
    return { value: ((now - before) / (now + before)) * Math.log(now / before), unit: 1 };
  },
};

function stability(actual: ArrayLike<number>, expected: ArrayLike<number>): Distance | undefined {
  const found = populationStability(actual, expected);
  return found && { value: found.value, unit: found.chance };
}

function sum(windows: readonly DriftWindow[], field: 'eventTypes' | 'items' | 'users'): Float64Array {
  const total = new Float64Array(windows[0][field].length);
  for (const window of windows)
    for (let index = 0; index < total.length; index += 1) total[index] += window[field][index];
  return total;
}

/** By item: a bucket of its own for those touched most, a shared one of items about as popular, one for new items. */
function itemBuckets(expected: Float64Array): Uint8Array {
  const ordered = Array.from(expected.keys()).filter((item) => expected[item] > 0);
  ordered.sort((a, b) => expected[b] - expected[a] || a - b);
  const bucketOf = new Uint8Array(expected.length).fill(itemsWithBucket + sharedBuckets);
  const others = Math.max(1, ordered.length - itemsWithBucket);
  ordered.forEach((item, place) => {
    bucketOf[item] =
      place < itemsWithBucket
        ? place
        : itemsWithBucket + Math.floor(((place - itemsWithBucket) * sharedBuckets) / others);
  });
  return bucketOf;
}

function inBuckets(counts: Float64Array, bucketOf: Uint8Array): Float64Array {
  const buckets = new Float64Array(itemsWithBucket + sharedBuckets + 1);
  for (let item = 0; item < counts.length; item += 1) buckets[bucketOf[item]] += counts[item];
  return buckets;
}
