import { halfHourCounterSeconds, longestTrendWindow, quarterDayCounterSeconds } from '../../schema/contract/limits.ts';
import type { TrendingWindow } from '../../schema/generated/types.ts';

/** How finely interactions are counted, and for how long. */
export interface Granularity {
  name: string;
  /** Length of a bucket in milliseconds. */
  length: number;
  /** Seconds that a bucket's counters are kept after it began. */
  keptSeconds: number;
}

/** A time span that a trend is measured over. */
export interface TrendWindow {
  name: TrendingWindow;
  /** Milliseconds. */
  length: number;
  granularity: Granularity;
  /** A fold is due when the last one is this old, in milliseconds. */
  foldEvery: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const halfHour: Granularity = { name: 'HALF_HOUR', length: 30 * minute, keptSeconds: halfHourCounterSeconds };
const quarterDay: Granularity = { name: 'QUARTER_DAY', length: 6 * hour, keptSeconds: quarterDayCounterSeconds };

/** Every interaction is counted once in each: two, so that a week is folded from few buckets and an hour is exact enough. */
export const granularities = [halfHour, quarterDay];

export const trendWindows: TrendWindow[] = [
  { name: 'HOUR', length: hour, granularity: halfHour, foldEvery: minute },
  { name: 'DAY', length: day, granularity: quarterDay, foldEvery: minute },
  { name: 'WEEK', length: longestTrendWindow, granularity: quarterDay, foldEvery: 10 * minute },
];

/** The beginning of the bucket that an instant (milliseconds since 1970) is in. */
export function bucketStart(instant: number, { length }: Granularity): number {
  return Math.floor(instant / length) * length;
}

/** The name of a bucket in keys: its beginning, to the minute, in UTC. */
export function bucketName(start: number): string {
  return new Date(start).toISOString().slice(0, 16);
}

/**
 * The buckets that a window reaches into, newest first, each with the share of it that lies within: the oldest one
 * sticks out, and counts as if its interactions were spread evenly.
 */
export function bucketsOf({ length, granularity }: TrendWindow, now: number): { start: number; share: number }[] {
  const from = now - length;
  const buckets: { start: number; share: number }[] = [];
  for (let start = bucketStart(now, granularity); start + granularity.length > from; start -= granularity.length) {
    buckets.push({ start, share: start >= from ? 1 : (start + granularity.length - from) / granularity.length });
  }
  return buckets;
}
