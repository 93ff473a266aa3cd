import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startDynamoDBEngine } from '../../emulator/dynamodb/index.ts';
import { lambdaService } from '../../emulator/index.ts';
import { startLocalCloud } from '../../local/startLocalCloud.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import { interactionPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import { FaultProxy } from '../helpers/FaultProxy.ts';
import { postGraphql } from '../helpers/postGraphql.ts';
import { seededRandom } from '../model/kernels/seededRandom.ts';
import { checks } from './checkRecording.ts';
import type { Recording, Row } from './checkRecording.ts';
import { openFindings } from './openFindings.ts';
import { plantedBugs } from './plantedBugs.ts';
import { Recorder } from './Recorder.ts';
import type { Sent } from './Recorder.ts';

const seed = Number(process.env.RECSYNC_SEED ?? 20261128);
/** Interactions, about. */
const runs = Number(process.env.RECSYNC_RUNS ?? 240);
const users = ['ada', 'ben', 'cy', 'dee'];
/**
 * Those of interactions that are sent with one content, and those of which several are sent under one eventId. Of the
 * first so many that few users reach what a counter takes from one of them: beyond it a double count would not show.
 */
const plainIds = Array.from({ length: Math.max(50, Math.ceil(runs / 4)) }, (_, index) => `plain-${index}`);
const contestedIds = Array.from({ length: 8 }, (_, index) => `contested-${index}`);
/** Those of people under whom bugs are planted. */
const plantedIds = (user: string): string[] => Array.from({ length: 8 }, (_, index) => `of ${user}-${index}`);
const nobodyPlanted = 'nothing planted';

describe(`recording while the database and the functions fail (RECSYNC_SEED=${seed} repeats it)`, () => {
  const random = seededRandom(seed);
  const integer = (below: number): number => Math.floor(random() * below);
  const pick = <T>(values: readonly T[]): T => values[integer(values.length)];
  const began = Date.now();
  let stateFolder: string;
  let cloud: LocalCloud;
  let proxy: FaultProxy;
  const ends: (() => Promise<unknown>)[] = [];
  /** How often a function was struck, and when. */
  const brokenOff = { before: 0, after: 0 };
  const recorders = new Map<string, Recorder[]>();
  let recording: Recording;

  const scan = async (TableName: string): Promise<Row[]> => {
    const found: Row[] = [];
    const client = DynamoDBDocumentClient.from(cloud.dynamodb);
    for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
      found.push(...Items);
    return found;
  };

  /** What clients were told, and what is stored of these users. */
  const read = async (of: ReadonlyMap<string, readonly Recorder[]>): Promise<Recording> => {
    const rows = new Map<string, Row[]>([...of.keys()].map((user) => [userPartitionKey(user), []]));
    for (const row of await scan(cloud.tables.userData)) {
      if (String(row.sk).startsWith(interactionPrefix)) rows.get(String(row.pk))?.push(row);
    }
    return { recorders: of, rows, counters: await scan(cloud.tables.counters), plainIds, contestedIds };
  };

  /**
   * Ends the function that reads the stream after all of its work, before it could say so, then before it did anything;
   * every third call is left alone.
   */
  const breakOffFunctions = (): (() => void) => {
    const functions = cloud.emulator.service(lambdaService);
    const invoke = functions.invoke.bind(functions);
    const killed = JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited: signal: killed' });
    let calls = 0;
    const spy = vi.spyOn(functions, 'invoke').mockImplementation(async (name, event, context) => {
      if (!event.includes('"eventSource":"aws:dynamodb"')) return invoke(name, event, context);
      const moment = (['after', 'before', undefined] as const)[calls % 3];
      calls += 1;
      if (moment) brokenOff[moment] += 1;
      const outcome = moment === 'before' ? undefined : await invoke(name, event, context);
      return moment || !outcome ? { payload: killed, functionError: 'Unhandled' } : outcome;
    });
    return () => spy.mockRestore();
  };

  const makeSent = (eventId: string, itemIds: string[]): Sent => ({
    itemId: pick(itemIds),
    eventType: pick(['VIEW', 'LIKE', 'PURCHASE']),
    eventId,
    timestamp: new Date(began - integer(60_000)).toISOString(),
  });

  /** One user at three clients: alone, in batches, the same twice at once, and different things under one eventId. */
  const use = async (user: string): Promise<void> => {
    const credentials = { token: await cloud.token(user) };
    const clients = Array.from({ length: 3 }, () => new Recorder(cloud.graphqlUrl, credentials));
    recorders.set(user, clients);
    const [first, second, third] = clients;
    for (let count = 0, sentCount = 0; sentCount < runs / users.length; count += 1) {
      const name = `${user}-${count}`;
      const isContested = random() < 0.4;
      const itemIds = isContested ? contestedIds : plainIds;
      const batch = Array.from({ length: 1 + integer(10) }, (_, index) => makeSent(`${name}-${index}`, itemIds));
      sentCount += batch.length;
      const other = (sent: Sent): Sent => ({ ...makeSent(sent.eventId, itemIds), timestamp: sent.timestamp });
      const acts = isContested
        ? [
            () => Promise.all([first.recordBatch(batch), second.recordBatch(batch.map(other))]),
            () => Promise.all([first.recordBatch(batch), second.record(other(batch[0])), third.record(batch[0])]),
          ]
        : [
            () => Promise.all(batch.map((sent) => first.record(sent))),
            () => first.recordBatch(batch),
            () => Promise.all(clients.map((client) => client.recordBatch(batch))),
          ];
      await pick(acts)();
    }
  };

  beforeAll(
    async () => {
      stateFolder = await mkdtemp(join(tmpdir(), 'recsync-test-'));
      ends.unshift(() => rm(stateFolder, { recursive: true, force: true }));
      const engine = await startDynamoDBEngine('dynoxide', stateFolder);
      ends.unshift(() => engine.stop());
      proxy = await FaultProxy.start(engine.endpoint, random);
      ends.unshift(() => proxy.stop());
      cloud = await startLocalCloud({ templateFolder: 'cdk.out', stateFolder, port: 0, dynamodb: proxy.url });
      ends.unshift(() => cloud.stop());
      const admin = { token: await cloud.token('root', ['admin']) };
      const planted = [nobodyPlanted, ...Object.keys(plantedBugs)].flatMap(plantedIds);
      const items = [...plainIds, ...contestedIds, ...planted].map((itemId) => ({ itemId }));
      const query = 'mutation ($input: PutItemsInput!) { putItems(input: $input) { results { errorType } } }';
      for (let start = 0; start < items.length; start += 25) {
        const input = { items: items.slice(start, start + 25) };
        expect((await postGraphql(cloud.graphqlUrl, admin, query, { input })).errors).toBeUndefined();
      }

      const restore = breakOffFunctions();
      proxy.share = 0.35;
      await Promise.all(users.map(use));
      proxy.share = 0;
      // A fast machine records all of it before the stream is read for the second time.
      await cloud.streamsRead();
      restore();
      recording = await read(recorders);
      const settled = [...recorders.values()].flat().flatMap((recorder) => recorder.settled);
      console.log(`seed ${seed}: ${settled.length} settled; struck:`, proxy.struck, 'functions broken off:', brokenOff);
    },
    180_000 + runs * 2_000,
  );
  afterAll(async () => {
    for (const end of ends) await end();
  });

  const seen = new Set<string>();
  /** A test; one that is known to fail says so instead. */
  const check = (name: string, body: () => void | Promise<void>): void =>
    it(name, async () => {
      try {
        await body();
      } catch (error) {
        const item = openFindings[name];
        if (item === undefined) throw error;
        seen.add(item);
        console.log(`open (${item}): ${(error as Error).message.slice(0, 200)}`);
      }
    });

  check('strikes with every fault', () => {
    expect(Math.min(...Object.values(proxy.struck), ...Object.values(brokenOff))).toBeGreaterThan(0);
  });

  for (const [name, violationsOf] of Object.entries(checks))
    check(name, () => expect(violationsOf(recording)).toEqual([]));

  it('lists no finding as open that is mended', () => {
    expect([...new Set(Object.values(openFindings))].filter((item) => !seen.has(item))).toEqual([]);
  });

  /** Somebody of their own records things of their own, everything at two clients at once. */
  const recordAs = async (user: string): Promise<Recording> => {
    const credentials = { token: await cloud.token(user) };
    const clients = Array.from({ length: 2 }, () => new Recorder(cloud.graphqlUrl, credentials));
    const itemIds = plantedIds(user);
    const sent = itemIds.map((_, index) => makeSent(`${user}-${index}`, itemIds));
    await Promise.all(sent.flatMap((one) => clients.map((client) => client.recordBatch([one]))));
    await cloud.streamsRead();
    return { ...(await read(new Map([[user, clients]]))), plainIds: itemIds, contestedIds: [] };
  };

  it('finds nothing where no bug is planted', async () => {
    const clean = await recordAs(nobodyPlanted);
    expect(Object.values(checks).flatMap((violationsOf) => violationsOf(clean))).toEqual([]);
  });

  it.each(Object.entries(plantedBugs))('finds %s', async (name, { plant, foundBy }) => {
    proxy.plant = plant;
    const planted = await recordAs(name).finally(() => (proxy.plant = undefined));
    const violations = checks[foundBy](planted);
    console.log(`${name}: ${violations.length} violations, such as ${violations[0]}`);
    expect(violations).not.toEqual([]);
  });
});
