import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import type { Agent } from 'node:http';
import { Connection, requestBytes } from './Connection.ts';

/** Latencies in milliseconds. */
export interface LoadResult {
  readonly requests: number;
  readonly refused: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly p50: number;
  readonly p99: number;
}

/** Processor seconds of another process so far (Linux: fields 14 and 15 of /proc/<pid>/stat, in hundredths). */
export function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Sends one body and resolves with the status and the answer. */
export function post(url: string, agent: Agent, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/**
 * Sends `count` of the bodies in turn. Without `rate`, `connections` callers each wait for their answer before the next
 * request (the most the server can do); with it, requests leave at that many a second whether answers came or not, on
 * whichever of the connections is free.
 */
export async function load(
  url: string,
  pid: number,
  bodies: readonly string[],
  { count, connections, rate }: { count: number; connections: number; rate?: number },
): Promise<LoadResult> {
  const requests = bodies.map((body) => requestBytes(url, body));
  const open = Array.from({ length: connections }, () => new Connection(url));
  const latencies: number[] = [];
  let refused = 0;
  let next = 0;
  const one = async (connection: Connection): Promise<void> => {
    const started = performance.now();
    const status = await connection.send(requests[next++ % requests.length]);
    if (status === 200) latencies.push(performance.now() - started);
    else refused += 1;
  };
  const cpuBefore = cpuSecondsOf(pid);
  const started = performance.now();
  if (rate === undefined) {
    await Promise.all(
      open.map(async (connection) => {
        while (next < count) await one(connection);
      }),
    );
  } else {
    const waiting: Promise<void>[] = [];
    for (let sent = 0; sent < count; sent += 1) {
      const due = started + (sent * 1000) / rate;
      let free: Connection | undefined;
      while (performance.now() < due || (free = open.find(({ isBusy }) => !isBusy)) === undefined) {
        // Asleep until then, a millisecond late at most: a client that watches the clock takes a core from the server.
        await new Promise((resolve) => setTimeout(resolve, Math.max(1, Math.floor(due - performance.now()))));
      }
      waiting.push(one(free));
    }
    await Promise.all(waiting);
  }
  const seconds = (performance.now() - started) / 1000;
  const cpuSeconds = cpuSecondsOf(pid) - cpuBefore;
  for (const connection of open) connection.close();
  latencies.sort((a, b) => a - b);
  const quantile = (part: number): number =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))];
  return { requests: latencies.length, refused, seconds, cpuSeconds, p50: quantile(0.5), p99: quantile(0.99) };
}
