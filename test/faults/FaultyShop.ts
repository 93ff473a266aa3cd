import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { vi } from 'vitest';
import { Operator } from '../../cli/loop/Operator.ts';
import { startDynamoDBEngine, type DynamoDBEngine } from '../../emulator/dynamodb/index.ts';
import { impressionPrefix, interactionPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import { FaultProxy } from '../helpers/FaultProxy.ts';
import { writeFilms } from '../helpers/writeFilms.ts';
import { seededRandom } from '../model/kernels/seededRandom.ts';
import type { Recording } from './checkRecording.ts';
import type { FunctionFaults } from './FunctionFaults.ts';
import { Listener } from './Listener.ts';
import { Recorder } from './Recorder.ts';
import { ShopCloud } from './ShopCloud.ts';
import { SocketProxy } from './SocketProxy.ts';
import type { Row } from './recount.ts';

/** How long a process may take to come back on a machine that does other things as well. */
const recovery = { timeout: 120_000, interval: 50 };
/** Waits until it holds; what fails meanwhile may be on its way back. */
export const eventually = (
  holds: () => boolean | Promise<boolean>,
  options: Partial<typeof recovery> = {},
): Promise<void> =>
  vi.waitFor(
    async () => {
      if (!(await holds())) throw new Error(`It never came true: ${holds}`);
    },
    { ...recovery, ...options },
  );
const health = { interval: 500, patience: 2000, failures: 2 };
const functionFaults = ['before', 'after', 'heldUp', 'apart', 'again'] as const;
/** The share of writes and of pieces of conversations that are struck. */
const [writesStruck, piecesStruck] = [0.2, 0.02];

/**
 * A shop with a model, whose cloud, database, model server and functions can be struck while people use it: the database
 * runs behind a proxy that strikes writes, and people reach the cloud through one that strikes connections.
 */
export class FaultyShop {
  readonly cloud: ShopCloud;
  readonly writes: FaultProxy;
  readonly sockets: SocketProxy;
  readonly listeners: Listener[] = [];
  /** How often functions were struck, by processes that were killed since. */
  readonly #struckBefore: FunctionFaults['struck'] = { before: 0, after: 0, heldUp: 0, apart: 0, again: 0, bug: 0 };
  readonly #engine: DynamoDBEngine;
  readonly #client: DynamoDBClient;
  readonly #seed: number;
  #isStriking = false;
  #starts = 0;

  private constructor(
    parts: Pick<FaultyShop, 'cloud' | 'writes' | 'sockets'> & { engine: DynamoDBEngine; seed: number },
  ) {
    this.cloud = parts.cloud;
    this.writes = parts.writes;
    this.sockets = parts.sockets;
    this.#engine = parts.engine;
    this.#seed = parts.seed;
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    this.#client = new DynamoDBClient({ endpoint: this.writes.url, region: 'us-east-1', credentials });
  }

  /** Opens it, with films that people like and a model that knows them. */
  static async open(folder: string, seed: number): Promise<FaultyShop> {
    const engine = await startDynamoDBEngine('dynoxide', folder, { health });
    const writes = await FaultProxy.start(engine.endpoint, seededRandom(seed + 1));
    const sockets = await SocketProxy.start(seededRandom(seed + 2));
    const shop = new FaultyShop({ cloud: new ShopCloud(folder, writes.url), writes, sockets, engine, seed });
    try {
      await shop.#start();
      await shop.cloud.ask({ ask: 'import', folder: writeFilms(join(folder, 'films'), 12, 20) });
      const operator = new Operator(shop.cloud);
      const first = await operator.requestTraining({ budgetSeconds: 2, toleratedLoss: 1 });
      const { status, reason } = await operator.ends(first);
      if (status !== 'PROMOTED') throw new Error(`The first model is ${status}: ${reason}`);
      return shop;
    } catch (error) {
      await shop.close();
      throw error;
    }
  }

  /** Where people reach it, whichever process answers. */
  get graphqlUrl(): string {
    return `http://127.0.0.1:${this.sockets.port}/graphql`;
  }

  async clientsOf(user: string, count: number): Promise<Recorder[]> {
    const credentials = { token: await this.cloud.token(user) };
    return Array.from({ length: count }, () => new Recorder(this.graphqlUrl, credentials));
  }

  async listenAs(user: string, placement: string): Promise<Listener> {
    const listener = new Listener(this.graphqlUrl, await this.cloud.token(user), user, placement);
    this.listeners.push(listener);
    await eventually(() => listener.lists.length > 0);
    return listener;
  }

  /** What strikes at writes, connections and functions from now on. */
  async strike(isStriking: boolean): Promise<void> {
    this.#isStriking = isStriking;
    await this.cloud.ask({ ask: 'strikeFunctions', seed: this.#seed + 3 + this.#starts, isStriking });
    this.sockets.share = isStriking ? piecesStruck : 0;
    this.writes.share = isStriking ? writesStruck : 0;
  }

  /** What ends or hangs as a whole; each is over when another answers in its place. */
  readonly strikes: Record<string, () => Promise<void>> = {
    'the cloud is killed': async () => {
      const struck = await this.cloud.ask<FunctionFaults['struck']>({ ask: 'struck' });
      for (const name of functionFaults) this.#struckBefore[name] += struck[name];
      this.writes.share = 0;
      await this.cloud.kill();
      await this.#start();
      await this.strike(this.#isStriking);
    },
    'every sandbox of a function ends': () => this.cloud.ask({ ask: 'crashFunctions' }),
    'the database is killed': () => this.#strikeProcess(async () => this.#engine.pid, 'SIGKILL'),
    'the database hangs': () => this.#strikeProcess(async () => this.#engine.pid, 'SIGSTOP'),
    'the model server is killed': () => this.#strikeProcess(async () => (await this.modelServer())?.pid, 'SIGKILL'),
    'the model server hangs': () => this.#strikeProcess(async () => (await this.modelServer())?.pid, 'SIGSTOP'),
  };

  modelServer(): Promise<{ pid: number; port: number } | null> {
    return this.cloud.ask({ ask: 'modelServer' });
  }

  /** How often each fault struck. */
  async struck(): Promise<Record<string, number>> {
    const now = await this.cloud.ask<FunctionFaults['struck']>({ ask: 'struck' });
    const ofFunctions = functionFaults.map((name) => [name, this.#struckBefore[name] + now[name]] as const);
    return { ...this.writes.struck, ...this.sockets.struck, ...Object.fromEntries(ofFunctions) };
  }

  /** How often the planted bug was met by a push. */
  async bugMet(): Promise<number> {
    return (await this.cloud.ask<FunctionFaults['struck']>({ ask: 'struck' })).bug;
  }

  /** What these users were told and what is kept of them, at a placement, now. */
  async read(
    of: ReadonlyMap<string, readonly Recorder[]>,
    { placement, plainIds, contestedIds }: Pick<Recording, 'placement' | 'plainIds' | 'contestedIds'>,
  ): Promise<Recording> {
    const { tables } = this.cloud;
    const all = await this.interactions();
    const rows = new Map<string, Row[]>([...of.keys()].map((user) => [userPartitionKey(user), []]));
    for (const row of all) rows.get(String(row.pk))?.push(row);
    const listeners = this.listeners.filter((listener) => listener.placement === placement);
    const [counters, metrics] = await Promise.all([this.#scan(tables.counters), this.#scan(tables.feedback)]);
    return { recorders: of, rows, counters, metrics, listeners, placement, plainIds, contestedIds };
  }

  /** Every interaction that is stored, of everybody. */
  async interactions(): Promise<Row[]> {
    const rows = await this.#scan(this.cloud.tables.userData);
    return rows.filter(({ sk }) =>
      [interactionPrefix, impressionPrefix].some((prefix) => String(sk).startsWith(prefix)),
    );
  }

  /** Has a training collect what is stored into the archive. */
  async archive(): Promise<void> {
    const operator = new Operator(this.cloud);
    await operator.reaches(await operator.requestTraining({ budgetSeconds: 2, force: true }), 'VALIDATE');
  }

  async close(): Promise<void> {
    this.listeners.forEach((listener) => listener.close());
    await this.cloud.kill();
    this.#client.destroy();
    await this.sockets.stop();
    await this.writes.stop();
    await this.#engine.stop();
  }

  async #start(): Promise<void> {
    this.#starts += 1;
    await this.cloud.start();
    this.sockets.target = Number(new URL(this.cloud.graphqlUrl).port);
  }

  async #strikeProcess(pidOf: () => Promise<number | undefined>, signal: 'SIGKILL' | 'SIGSTOP'): Promise<void> {
    let before: number | undefined;
    // One that was struck before may be on its way back.
    await eventually(async () => (before = await pidOf()) !== undefined);
    process.kill(before!, signal);
    await eventually(async () => ((await pidOf()) ?? before) !== before);
  }

  async #scan(TableName: string): Promise<Row[]> {
    const found: Row[] = [];
    const client = DynamoDBDocumentClient.from(this.#client);
    for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
      found.push(...Items);
    return found;
  }
}
