import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Distribution, type DistributionRecord } from './Distribution.ts';

/** What names a metric. */
export interface Metric {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
}

/** A value of a metric, or several of one moment. */
export interface MetricDatum extends Metric {
  /** Milliseconds since the Unix epoch. */
  timestamp: number;
  values: number[];
  /** How often each value was seen. @defaultValue once each */
  counts?: number[];
  /** What the sender has summed up itself, instead of values. */
  summary?: Omit<DistributionRecord, 'values'>;
  /** Seconds: 1 for metrics of high resolution. @defaultValue 60 */
  resolution?: 1 | 60;
}

interface Series {
  metric: Metric;
  /** By the second that the period begins at. */
  points: Map<number, Distribution>;
}

interface SeriesRecord {
  metric: Metric;
  points: [second: number, distribution: DistributionRecord][];
}

const hour = 3600;
/** So long are values kept; CloudWatch keeps them for 15 days and longer. */
const keptHours = 72;
/** More are dropped: a dimension with values without number would fill the memory. */
const mostSeries = 2000;
/** How often what came in is written; a crash loses so much. Milliseconds. */
const saveInterval = 5000;

/**
 * Where a query begins that asks for values from `start` on.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export const beginOf = (start: number, period: number): number => {
  const unit = Math.min(60, period);
  return Math.floor(start / unit) * unit;
};

/** One key for one metric, whatever the order of its dimensions. */
const idOf = ({ namespace, name, dimensions }: Metric): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1))]);

/** The values of metrics: in memory, and a file for each hour. */
export class MetricStore {
  readonly #folder: string;
  readonly #log: (line: string) => void;
  readonly #series = new Map<string, Series>();
  readonly #unsaved = new Set<number>();
  readonly #timer: NodeJS.Timeout;
  #isFull = false;
  /** The hour in which old values were last forgotten. */
  #forgottenAt: number | undefined;

  constructor(folder: string, log: (line: string) => void) {
    this.#folder = folder;
    this.#log = log;
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
      const kept = JSON.parse(readFileSync(join(folder, name), 'utf8')) as SeriesRecord[];
      for (const { metric, points } of kept) {
        const series = this.#seriesOf(metric);
        points.forEach(([second, distribution]) => series?.points.set(second, Distribution.from(distribution)));
      }
    }
    this.#timer = setInterval(() => this.save(), saveInterval).unref();
  }

  put({ timestamp, values, counts, summary, resolution = 60, ...metric }: MetricDatum): void {
    const series = this.#seriesOf(metric);
    const second = Math.floor(timestamp / 1000 / resolution) * resolution;
    if (!series || !Number.isFinite(second)) {
      return;
    }
    const distribution = series.points.get(second) ?? new Distribution();
    values.forEach((value, index) => distribution.add(value, counts?.[index] ?? 1));
    if (summary) distribution.addSummary(summary);
    series.points.set(second, distribution);
    this.#unsaved.add(Math.floor(second / hour));
  }

  /**
   * The values from `start` to `end` (excluded), by the second that each period begins at, in order. Periods begin at
   * multiples of their length; of one that `start` cuts, the rest is given.
   * @param start seconds since the Unix epoch, rounded down to the minute or to a shorter period
   * @param period seconds
   */
  read(metric: Metric, start: number, end: number, period: number): Map<number, Distribution> {
    const found = new Map<number, Distribution>();
    const first = beginOf(start, period);
    const points = [...(this.#series.get(idOf(metric))?.points ?? [])].filter(
      ([second]) => second >= first && second < end,
    );
    for (const [second, distribution] of points.sort(([left], [right]) => left - right)) {
      const begin = Math.max(first, Math.floor(second / period) * period);
      const merged = found.get(begin) ?? new Distribution();
      merged.merge(distribution);
      found.set(begin, merged);
    }
    return found;
  }

  /** Every metric that has values. */
  list(): Metric[] {
    return [...this.#series.values()].map(({ metric }) => metric);
  }

  /** Writes what came in, and once an hour forgets what is old. @param now milliseconds */
  save(now = Date.now()): void {
    const unsaved = [...this.#unsaved];
    this.#unsaved.clear();
    for (const one of unsaved) {
      const path = this.#file(one);
      writeFileSync(`${path}.new`, JSON.stringify(this.#recordOf(one)));
      renameSync(`${path}.new`, path);
    }
    const current = Math.floor(now / 1000 / hour);
    if (current !== this.#forgottenAt) {
      this.#forget(current - keptHours);
      this.#forgottenAt = current;
    }
  }

  stop(): void {
    clearInterval(this.#timer);
    if (existsSync(this.#folder)) this.save();
  }

  /** @param oldest the first hour that stays */
  #forget(oldest: number): void {
    for (const name of readdirSync(this.#folder)) {
      if (Number.parseInt(name, 10) < oldest) rmSync(join(this.#folder, name));
    }
    for (const [id, { points }] of this.#series) {
      for (const second of points.keys()) if (second < oldest * hour) points.delete(second);
      if (points.size === 0) this.#series.delete(id);
    }
  }

  #recordOf(one: number): SeriesRecord[] {
    return [...this.#series.values()].flatMap(({ metric, points }) => {
      const within = [...points]
        .filter(([second]) => Math.floor(second / hour) === one)
        .map(([second, distribution]): [number, DistributionRecord] => [second, distribution.record()]);
      return within.length > 0 ? [{ metric, points: within }] : [];
    });
  }

  #seriesOf({ namespace, name, dimensions }: Metric): Series | undefined {
    const id = idOf({ namespace, name, dimensions });
    const known = this.#series.get(id);
    if (known) {
      return known;
    }
    if (this.#series.size >= mostSeries) {
      if (!this.#isFull) this.#log(`More than ${mostSeries} metrics are not kept; ${name} is left out, and others.`);
      this.#isFull = true;
      return undefined;
    }
    const made = { metric: { namespace, name, dimensions }, points: new Map<number, Distribution>() };
    this.#series.set(id, made);
    return made;
  }

  #file(one: number): string {
    return join(this.#folder, `${one}.json`);
  }
}
