import type { GraphqlConnection } from './GraphqlConnection.ts';

/** One request; the number counts up. Throws when the answer is not what is being measured. */
export type Operation = (connection: GraphqlConnection, count: number) => Promise<void>;

export interface Measurement {
  name: string;
  /** Milliseconds, one request at a time. */
  p50: number;
  p99: number;
  requests: number;
  /** With several requests at a time. */
  perSecond: number;
}

export interface MeasureOptions {
  connect: () => GraphqlConnection;
  seconds: number;
  parallel: number;
}

const warmUpShare = 0.2;
const leastRequests = 50;

/** The value below which a share of the sorted values lies (nearest rank). */
export const percentile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];

/** Latency with one request at a time, then throughput with several; both after a warm-up. */
export async function measure(name: string, operation: Operation, options: MeasureOptions): Promise<Measurement> {
  const { seconds, parallel } = options;
  let count = 0;
  await loop(operation, options, seconds * warmUpShare, () => (count += 1));
  const latencies = (await loop(operation, options, seconds, () => (count += 1))).sort((a, b) => a - b);
  const startedAt = performance.now();
  const rounds = await Promise.all(
    Array.from({ length: parallel }, () => loop(operation, options, seconds, () => (count += 1))),
  );
  const elapsed = (performance.now() - startedAt) / 1000;
  return {
    name,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    requests: latencies.length,
    perSecond: rounds.flat().length / elapsed,
  };
}

/** Sends one request after another for a time, and at least fifty. Returns the milliseconds that each took. */
async function loop(
  operation: Operation,
  { connect }: MeasureOptions,
  seconds: number,
  next: () => number,
): Promise<number[]> {
  const connection = connect();
  const latencies: number[] = [];
  const until = performance.now() + seconds * 1000;
  try {
    while (performance.now() < until || latencies.length < leastRequests) {
      const startedAt = performance.now();
      await operation(connection, next());
      latencies.push(performance.now() - startedAt);
    }
  } finally {
    connection.close();
  }
  return latencies;
}
