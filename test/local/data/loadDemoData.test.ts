import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateDemo } from '../../../local/data/demo/generateDemo.ts';
import { loadDemoData } from '../../../local/data/index.ts';
import { readAll, startTables } from './helpers/startTables.ts';

const end = Date.UTC(2026, 10, 21, 4);
let database: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  database = await startTables();
});
afterAll(() => database.close());

test('an interrupted load resumes with the data it began with, and a finished one is left alone', async () => {
  const tables = await database.makeTables();
  const stateFolder = join(database.folder, 'demo');
  const stop = new AbortController();
  const options = { client: database.client, tables, stateFolder, seed: 7 };
  const first = loadDemoData({
    ...options,
    now: () => end,
    signal: stop.signal,
    progress: ({ step, done }) => step === 'interactions' && done >= 1000 && stop.abort(),
  });
  await expect(first).rejects.toMatchObject({ code: 'Interrupted' });

  // An hour later, with another seed: neither counts any more.
  const second = await loadDemoData({ ...options, seed: 8, now: () => end + 3_600_000 });
  const demo = generateDemo(7, end);
  expect(second).toMatchObject({ status: 'RESUMED', items: demo.items.length, interactions: demo.interactions.length });
  const stored = await readAll(database.client, tables.userData);
  const key = (userId: string, timestamp: string, itemId: string, eventType: string) =>
    `${userId} ${timestamp} ${itemId} ${eventType}`;
  expect(new Set(stored.map((each) => key(each.userId.S!, each.timestamp.S!, each.itemId.S!, each.eventType.S!)))).toEqual(
    new Set(demo.interactions.map((each) => key(each.userId, each.timestamp, each.itemId, each.eventType))),
  );
  expect((await loadDemoData({ ...options, now: () => end + 7_200_000 })).status).toBe('UNCHANGED');
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
