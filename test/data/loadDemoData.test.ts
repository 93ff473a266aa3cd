import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateDemo } from '../../data/demo/generateDemo.ts';
import { loadDemoData } from '../../data/index.ts';
import { readAll, startTables } from './helpers/startTables.ts';

const end = Date.UTC(2026, 10, 21, 4);
let database: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  database = await startTables();
});
afterAll(() => database.close());

test('an interrupted load resumes with the data it began with', async () => {
  const tables = await database.makeTables();
  const stateFolder = join(database.folder, 'demo');
  /** Loads until so many interactions are there; the whole takes its time, and imports are tested to their end. */
  const loadUntil = async (lines: number, seed: number, people: number, now: number): Promise<void> => {
    const stop = new AbortController();
    // A clock that runs fast, so that progress is reported after every round.
    let time = now;
    const clock = (): number => (time += 1000) - 1000;
    const load = loadDemoData({
      ...{ client: database.client, tables, stateFolder, seed, people, now: clock, signal: stop.signal },
      progress: ({ step, done }) => step === 'interactions' && done >= lines && stop.abort(),
    });
    await expect(load).rejects.toMatchObject({ code: 'Interrupted' });
  };
  await loadUntil(1000, 7, 200, end);
  // An hour later, with another seed and fewer people: none of it counts any more.
  await loadUntil(4000, 8, 100, end + 3_600_000);

  const demo = generateDemo(7, end, 200);
  expect(await readAll(database.client, tables.catalogue)).toHaveLength(demo.items.length);
  const stored = await readAll(database.client, tables.userData);
  const keysOf = (interactions: { userId: string; timestamp: string; itemId: string; eventType: string }[]) =>
    interactions
      .map(({ userId, timestamp, itemId, eventType }) => [userId, timestamp, itemId, eventType].join())
      .sort();
  const plain = stored.map((each) => ({
    userId: each.userId.S as string,
    timestamp: each.timestamp.S as string,
    itemId: each.itemId.S as string,
    eventType: each.eventType.S as string,
  }));
  expect(stored.length).toBeGreaterThan(1000);
  expect(keysOf(plain)).toEqual(keysOf(demo.interactions.slice(0, stored.length)));
}, 120_000);

test('demo data is not mixed into a catalogue that has items', async () => {
  const tables = await database.makeTables();
  await database.client.send(new PutItemCommand({ TableName: tables.catalogue, Item: { itemId: { S: 'real' } } }));
  const stateFolder = join(database.folder, 'not-empty');
  await mkdir(stateFolder);

  const result = await loadDemoData({ client: database.client, tables, stateFolder, now: () => end });
  expect(result).toMatchObject({ status: 'UNCHANGED', items: 0 });
  expect(await readAll(database.client, tables.catalogue)).toHaveLength(1);
});
