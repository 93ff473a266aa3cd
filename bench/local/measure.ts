import type { GraphqlConnection } from './GraphqlConnection.ts';

/** One request; the number counts up. Throws when the answer is not what is being measured. */
export type Operation<Connection = GraphqlConnection> = (connection: Connection, count: number) => Promise<void>;

/** Milliseconds that requests took, when so many were on their way at a time. */
export interface Latencies {
  connections: number;
  p50: number;
  p99: number;
  requests: number;
  perSecond: number;
  /** Milliseconds of processor time that the cloud and what it started took for one; undefined where it cannot be seen. */
  processorTime?: number;
}

export interface Measurement {
  name: string;
  /** With one connection. */
  single: Latencies;
  /** With several. */
  many: Latencies;
}

export interface MeasureOptions<Connection> {
  connect: () => Connection;
  seconds: number;
  parallel: number;
  /** Processor seconds of the cloud and what it started, up to now. */
  processorSeconds?: () => number;
}

const warmUpShare = 0.2;
const leastRequests = 50;

/** The value below which a share of the sorted values lies (nearest rank). */
export const percentile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];

/** Latency and throughput with one request at a time, then with several; both after a warm-up. */
export async function measure<Connection extends { close(): void }>(
  name: string,
  operation: Operation<Connection>,
  options: MeasureOptions<Connection>,
): Promise<Measurement> {
  const { seconds, parallel } = options;
  let count = 0;
  const next = (): number => (count += 1);
  await loop(operation, options, seconds * warmUpShare, next);
  const atOnce = async (connections: number): Promise<Latencies> => {
    const before = options.processorSeconds?.();
    const startedAt = performance.now();
    const rounds = await Promise.all(
      Array.from({ length: connections }, () => loop(operation, options, seconds, next)),
    );
    const elapsed = (performance.now() - startedAt) / 1000;
    const latencies = rounds.flat().sort((one, other) => one - other);
    return {
      connections,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      requests: latencies.length,
      perSecond: latencies.length / elapsed,
      processorTime:
        before === undefined ? undefined : ((options.processorSeconds!() - before) * 1000) / latencies.length,
    };
  };
  return { name, single: await atOnce(1), many: await atOnce(parallel) };
}

/** Sends one request after another for a time, and at least fifty. Returns the milliseconds that each took. */
async function loop<Connection extends { close(): void }>(
  operation: Operation<Connection>,
  { connect }: MeasureOptions<Connection>,
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
