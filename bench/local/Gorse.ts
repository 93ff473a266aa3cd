import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InteractionRecord } from '../../data/records/InteractionRecord.ts';
import { ChildProcess, freePort } from '../../emulator/processes/index.ts';
import { HttpConnection } from './HttpConnection.ts';
import type { Operation } from './measure.ts';

/** Gorse on this machine, with data and fitted lists. */
export interface Gorse {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

export interface GorseOptions {
  /** Of `gorse-in-one`, 0.5, which runs its master, its server and its worker in one process. */
  binary: string;
  folder: string;
  itemIds: readonly string[];
  interactions: readonly InteractionRecord[];
  /** Who must have a list before it counts as fitted. */
  userId: string;
  /** Milliseconds until then. @defaultValue ten minutes */
  patience?: number;
}

const listLength = 25;
const rowsPerRequest = 1000;

/**
 * Its configuration (config/config.toml of its repository says what each line means): SQLite, this machine alone, every
 * kind of event counted as a positive one, as the demo shop's blend counts them, and no list that is not its model's.
 */
const configuration = (
  folder: string,
  ports: { grpc: number; http: number },
  eventTypes: readonly string[],
): string => `
[database]
cache_store = "sqlite://${join(folder, 'cache.db')}"
data_store = "sqlite://${join(folder, 'data.db')}"

[master]
host = "127.0.0.1"
port = ${ports.grpc}
http_host = "127.0.0.1"
http_port = ${ports.http}
n_jobs = 2

[recommend.data_source]
positive_feedback_types = ${JSON.stringify(eventTypes)}

[recommend.fallback]
recommenders = []
`;

const json = { 'content-type': 'application/json' };

async function send(connection: HttpConnection, method: string, path: string, body?: unknown): Promise<unknown> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const answer = await connection.send(method, path, text === undefined ? {} : json, text);
  if (answer.status !== 200) throw new Error(`Gorse answered ${answer.status} to ${method} ${path}: ${answer.text}`);
  return JSON.parse(answer.text);
}

const feedback = ({ eventType, userId, itemId, timestamp }: InteractionRecord): object => ({
  ...{ FeedbackType: eventType, UserId: userId, ItemId: itemId, Timestamp: timestamp },
});

async function sendAll(connection: HttpConnection, path: string, rows: readonly object[]): Promise<void> {
  for (let first = 0; first < rows.length; first += rowsPerRequest) {
    await send(connection, 'POST', path, rows.slice(first, first + rowsPerRequest));
  }
}

const listOf = async (connection: HttpConnection, userId: string): Promise<unknown[]> =>
  (await send(connection, 'GET', `/api/recommend/${encodeURIComponent(userId)}?n=${listLength}`)) as unknown[];

/** Starts it, loads the data, starts it again, so that it fits at once, and waits for the first list. */
export async function startGorse(options: GorseOptions): Promise<Gorse> {
  const { binary, folder, itemIds, interactions, userId, patience = 600_000 } = options;
  mkdirSync(folder, { recursive: true });
  const ports = { grpc: await freePort(), http: await freePort() };
  const eventTypes = [...new Set(interactions.map(({ eventType }) => eventType))];
  const file = join(folder, 'config.toml');
  writeFileSync(file, configuration(folder, ports, eventTypes));
  const url = `http://127.0.0.1:${ports.http}`;
  const connection = new HttpConnection(url);
  const start = async (): Promise<ChildProcess> => {
    const child = new ChildProcess({
      ...{ name: 'Gorse', command: binary, logFile: join(folder, 'gorse.log') },
      args: ['--config', file, '--cache-path', join(folder, 'cache')],
    });
    await child.waitUntil(async () => (await connection.send('GET', '/api/health/live')).status === 200, 60_000);
    return child;
  };
  let child = await start();
  try {
    await sendAll(
      connection,
      '/api/items',
      itemIds.map((ItemId) => ({ ItemId })),
    );
    await sendAll(connection, '/api/feedback', interactions.map(feedback));
    await child.stop();
    child = await start();
    const deadline = Date.now() + patience;
    while ((await listOf(connection, userId)).length < listLength) {
      if (Date.now() > deadline) throw new Error(`Gorse had no list of ${listLength} for ${userId} in ${patience} ms.`);
      await sleep(500);
    }
  } catch (error) {
    await child.stop();
    throw error;
  } finally {
    connection.close();
  }
  return { url, pid: child.pid!, stop: () => child.stop() };
}

/** A list of 25 that it has fitted: ids alone. */
export const gorseList =
  (userIds: readonly string[]): Operation<HttpConnection> =>
  async (connection, count) => {
    const { length } = await listOf(connection, userIds[count % userIds.length]);
    if (length !== listLength) throw new Error(`Expected a list of ${listLength} from Gorse, got ${length}.`);
  };

/** One event. */
export const gorseEvent =
  (userIds: readonly string[], itemIds: readonly string[]): Operation<HttpConnection> =>
  async (connection, count) => {
    const [userId, itemId] = [userIds[count % userIds.length], itemIds[count % itemIds.length]];
    const timestamp = new Date().toISOString();
    await send(connection, 'POST', '/api/feedback', [feedback({ userId, itemId, eventType: 'VIEW', timestamp })]);
  };
