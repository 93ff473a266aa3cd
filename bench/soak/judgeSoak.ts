import type { Verdict } from '../peak/judgePeak.ts';
import type { ProcessReading } from './readProcesses.ts';

/** All processes at one moment, minutes after the load began. */
export interface Sample {
  readonly minute: number;
  readonly processes: readonly ProcessReading[];
  /** Timers and handles that keep the cloud's own process alive, by kind. */
  readonly resources: Readonly<Record<string, number>>;
}

/** How something goes over the time that counts. */
export interface Trend {
  /** A minute, by least squares over the least value of each minute: between two, a heap fills and is emptied. */
  readonly slope: number;
  /** Half of the width of the slope's 95% interval. */
  readonly error: number;
  readonly first: number;
  readonly last: number;
}

/** A process over the time that counts. */
export interface ProcessTrend {
  readonly name: string;
  readonly pid: number;
  readonly minutes: number;
  readonly memory: Trend;
  readonly descriptors: Trend;
}

/** Memory may grow by this part of itself in an hour, or by so many MiB. Caches fill for longer than a soak lasts. */
const hourlyShare = 0.1;
const hourlyMebibytes = 12;
/** Open files of a process may grow by so many in an hour: connections come and go. */
const hourlyDescriptors = 12;
/** Fewer minutes of a process say nothing about its slope. */
const fewestMinutes = 4;

/** How each process goes that was there for long enough from `from` minutes on, when caches are warm. */
export function trendsOf(samples: readonly Sample[], from: number): ProcessTrend[] {
  const counted = samples.filter(({ minute }) => minute >= from);
  const processes = new Map(counted.flatMap(({ processes: all }) => all.map(({ pid, name }) => [pid, name])));
  return [...processes].flatMap(([pid, name]) => {
    const readings = counted.flatMap(({ minute, processes: all }) =>
      all.filter((one) => one.pid === pid).map((one) => ({ minute, ...one })),
    );
    const memory = leastOfMinutes(readings.map(({ minute, mebibytes }) => [minute, mebibytes]));
    const descriptors = leastOfMinutes(readings.map(({ minute, descriptors: count }) => [minute, count]));
    if (memory.length < fewestMinutes) return [];
    return [{ name, pid, minutes: memory.length, memory: trendOf(memory), descriptors: trendOf(descriptors) }];
  });
}

/**
 * Whether everything stays as it is: there is something that was watched for long enough, and nothing whose growth is
 * beyond chance and would be too much in an hour.
 */
export function judgeTrends(trends: readonly ProcessTrend[], resources: Trend): Verdict[] {
  const hourly = ({ slope, error }: Trend): number => 60 * (slope - error);
  const growing = trends.filter(({ memory }) => hourly(memory) > Math.max(hourlyMebibytes, hourlyShare * memory.first));
  const leaking = trends.filter(({ descriptors }) => hourly(descriptors) > hourlyDescriptors);
  const named = (all: readonly ProcessTrend[]): string => all.map(({ name, pid }) => `${name} (${pid})`).join(', ');
  return [
    {
      promise: `No process grows by more than ${100 * hourlyShare}% or ${hourlyMebibytes} MiB an hour, beyond chance`,
      kept: trends.length > 0 && growing.length === 0,
      found: growing.length === 0 ? `${trends.length} processes` : named(growing),
    },
    {
      promise: `No process keeps more than ${hourlyDescriptors} files and sockets more open an hour, beyond chance`,
      kept: trends.length > 0 && leaking.length === 0,
      found: leaking.length === 0 ? `${trends.length} processes` : named(leaking),
    },
    {
      promise: `The cloud's timers and handles do not grow by more than ${hourlyDescriptors} an hour, beyond chance`,
      kept: hourly(resources) <= hourlyDescriptors,
      found: `${resources.first} at first, ${resources.last} at last`,
    },
  ];
}

/** The least value of each whole minute, at its number. */
export function leastOfMinutes(points: readonly (readonly [minute: number, value: number])[]): [number, number][] {
  const least = new Map<number, number>();
  for (const [minute, value] of points) {
    const whole = Math.floor(minute);
    least.set(whole, Math.min(least.get(whole) ?? Infinity, value));
  }
  return [...least];
}

/** Two-sided 95% quantiles of Student's t, for 1 to 10 degrees of freedom; beyond, the normal one is near enough. */
const quantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

/** The line of least squares through points, and how sure its slope is. */
export function trendOf(points: readonly (readonly [x: number, y: number])[]): Trend {
  const count = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const left = points.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  const freedom = count - 2;
  const error = (quantiles[freedom - 1] ?? 1.96) * Math.sqrt(left / Math.max(1, freedom) / spread);
  return { slope, error, first: points[0][1], last: points[count - 1][1] };
}
