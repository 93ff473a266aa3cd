import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportTrainingData, importData } from '../../data/index.ts';
import { readTrainingData } from '../../model/data/read/readTrainingData.ts';
import { startTables } from './helpers/startTables.ts';

let database: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  database = await startTables();
});
afterAll(() => database.close());

test('what was imported can be trained on, and rows that break the rules are counted and left out', async () => {
  const tables = await database.makeTables();
  const stateFolder = join(database.folder, 'export');
  const imported = await importData({
    ...{ client: database.client, tables, stateFolder, now: () => Date.UTC(2026, 10, 21) },
    ...{ format: 'movielens', folder: join(import.meta.dirname, '../fixtures/data/movielens-latest') },
  });
  const put = (TableName: string, Item: Record<string, AttributeValue>) =>
    database.client.send(new PutItemCommand({ TableName, Item }));
  const event = (eventId: string, more: Record<string, AttributeValue>): Record<string, AttributeValue> => ({
    ...{ pk: { S: 'USER#u' }, sk: { S: `EVT#2026-01-01T00:00:00.000Z#${eventId}` }, userId: { S: 'u' } },
    ...{ itemId: { S: '1' }, eventType: { S: 'RATING' }, timestamp: { S: '2026-01-01T00:00:00.000Z' } },
    ...more,
  });
  // Numbers of which the SDK by itself makes a BigInt, or nothing at all.
  await put(tables.userData, event('large', { eventValue: { N: '12345678901234567890' } }));
  await put(tables.userData, event('long', { eventValue: { N: '1234567890123456789.5' } }));
  await put(tables.userData, event('small', { eventValue: { N: '1E-120' } }));
  await put(tables.userData, { ...event('impression', {}), sk: { S: 'DISPLAY#2026-01-01T00:00:00.000Z#impression' } });
  await put(tables.catalogue, { itemId: { S: 'broken' }, attributes: { S: '{"no JSON' } });
  // Types that no writer of this project uses.
  await put(tables.catalogue, { itemId: { S: 'set' }, tags: { SS: ['a'] } });
  await put(tables.catalogue, { itemId: { S: 'bytes' }, title: { B: new Uint8Array([255]) } });

  const folder = join(database.folder, 'training');
  const counts: number[][] = [];
  const exported = await exportTrainingData({
    ...{ client: database.client, tables, folder },
    progress: (interactions, items) => counts.push([interactions, items]),
  });
  expect(exported).toEqual({ interactions: imported.interactions + 3, items: imported.items + 3 });
  expect(counts.at(-1)).toEqual([imported.interactions + 3, imported.items + 3]);

  const { dataset, acceptedInteractions, acceptedItems, rejected } = await readTrainingData(folder);
  expect({ acceptedInteractions, acceptedItems }).toEqual({
    acceptedInteractions: imported.interactions,
    acceptedItems: imported.items,
  });
  expect(rejected.map(({ reason }) => reason).sort()).toEqual([
    'attributes: received "{"no JSON"; allowed: a JSON object.',
    'eventValue: received 12345678901234567000; allowed: a number between -1e15 and 1e15.',
    'eventValue: received 1234567890123456800; allowed: a number between -1e15 and 1e15.',
    'eventValue: received 1e-120; allowed: a number between -1e15 and 1e15.',
    'tags: received {}; allowed: a list of texts.',
    'title: received {"0":255}; allowed: a text.',
  ]);
  expect(dataset.items[dataset.itemIds.indexOf('1')]).toMatchObject({
    title: 'Paper Lighthouse (1995)',
    attributes: { year: 1995 },
    createdAt: '2026-11-21T00:00:00.000Z',
  });
  expect(await readFile(join(folder, 'interactions', 'interactions.jsonl'), 'utf8')).not.toContain('recordedAt');
});
