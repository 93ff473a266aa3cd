import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { importData, type DataTables, type ImportOptions } from '../../data/index.ts';
import { readAll, startTables } from './helpers/startTables.ts';

const now = Date.UTC(2026, 10, 21);
let database: Awaited<ReturnType<typeof startTables>>;
let tables: DataTables;
let count = 0;
beforeAll(async () => {
  database = await startTables();
});
afterAll(() => database.close());

/** Imports files into new tables. */
const importFiles = async (files: Record<string, string>, options: Partial<ImportOptions> = {}) => {
  const folder = join(database.folder, `files-${(count += 1)}`);
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  tables = options.tables ?? (await database.makeTables());
  const stateFolder = join(database.folder, `state-${count}`);
  return importData({ client: database.client, tables, stateFolder, now: () => now, folder, ...options });
};
const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    ({ code, message }: { code: string; message: string }) =>
      `${code}: ${message.replace(/\S*\/files-\d+/g, '<folder>')}`,
  );
const interactions = async () =>
  (await readAll(database.client, tables.userData)).map(
    ({ userId, itemId, eventType, timestamp }) => `${userId.S} ${itemId.S} ${eventType.S} ${timestamp.S}`,
  );
const items = () => readAll(database.client, tables.catalogue);

describe('a map of columns', () => {
  const files = {
    'catalogue.csv': 'ProdID,Name,Colour,Stock\np1,Kettle,red,4\np2,Mug,,0\n',
    'orders.csv': 'Customer,ProdID,When,Amount\nada,p1,2026-01-02T03:04:05Z,19.5\nben,p2,2026-01-02T03:04:06Z,\n',
  };
  const columns = {
    ...{ ProdID: 'itemId', Name: 'title', Colour: 'attributes.colour' },
    ...{ Customer: 'userId', When: 'timestamp', Amount: 'eventValue' },
  };
  const options = { columns, eventType: 'purchase', itemsFile: 'catalogue.csv', interactionsFile: 'orders.csv' };

  test('reads any CSV, and counts the columns that it does not name', async () => {
    const result = await importFiles(files, options);
    expect(result).toMatchObject({
      ...{ items: 2, interactions: 2, rejected: 0 },
      readAs: 'CSV, because there is catalogue.csv and orders.csv',
      notes: { 'catalogue.csv: Stock left out': 2 },
    });
    expect(await items()).toMatchObject([
      { itemId: { S: 'p1' }, title: { S: 'Kettle' }, attributes: { S: '{"colour":"red"}' } },
      { itemId: { S: 'p2' }, title: { S: 'Mug' } },
    ]);
    expect(await interactions()).toEqual([
      'ada p1 PURCHASE 2026-01-02T03:04:05.000Z',
      'ben p2 PURCHASE 2026-01-02T03:04:06.000Z',
    ]);
  });

  test('reads JSON with other names as well, an array too, and takes the items from the interactions', async () => {
    const orders = [
      { customer: { name: 'x' }, who: 'ada', sku: 7, kind: 'Bought', when: 1767323045 },
      { who: 'ben', sku: 8, kind: 'add to cart', when: 1767323046 },
    ];
    const result = await importFiles(
      { 'orders.json': JSON.stringify(orders) },
      {
        ...{ interactionsFile: 'orders.json', eventTypes: { bought: 'PURCHASE' } },
        columns: { who: 'userId', sku: 'itemId', kind: 'eventType', when: 'timestamp' },
      },
    );
    expect(result).toMatchObject({ items: 2, interactions: 2, notes: { 'orders.json: customer left out': 1 } });
    expect(await interactions()).toEqual([
      'ada 7 PURCHASE 2026-01-02T03:04:05.000Z',
      'ben 8 ADD_TO_CART 2026-01-02T03:04:06.000Z',
    ]);
  });

  test('is another import of the same files when it says something else', async () => {
    await importFiles(files, options);
    const folder = join(database.folder, `files-${count}`);
    const stateFolder = join(database.folder, `state-${count}`);
    const again = (more: Partial<ImportOptions>) =>
      importFiles({}, { ...options, tables, folder, stateFolder, ...more });
    expect(await again({})).toMatchObject({ status: 'UNCHANGED' });
    expect(await again({ eventType: 'VIEW' })).toMatchObject({ status: 'LOADED' });
  });

  test.each<[string, Partial<ImportOptions>, string]>([
    [
      'a column that no file has',
      { ...options, columns: { ...columns, Price: 'price' } },
      'HeaderBroken: No file has the column "Price" that --map names.',
    ],
    [
      'a needed field without a column',
      { ...options, columns: { ...columns, Customer: 'sessionId' } },
      'HeaderBroken: The header of orders.csv lacks the field userId; say which column it is by --map userId=<column>.',
    ],
    ['a file that is not there', { ...options, itemsFile: 'x.csv' }, 'FileMissing: <folder> has no x.csv.'],
    [
      'a format with columns of its own',
      { ...options, format: 'shopify' },
      'OptionMisplaced: Shopify products has columns of its own; --map, --items and --interactions are for csv and jsonl.',
    ],
  ])('is refused: %s', async (_, refused, message) => {
    expect(await messageOf(importFiles(files, refused))).toBe(message);
  });
});

describe('files without times', () => {
  const header = 'userId,itemId,eventType';
  const files = { 'items.csv': 'itemId\na\nb\n', 'interactions.csv': `${header}\nu,b,view\nu,a,View\nu,b,VIEW\n` };

  test('keep the order of their lines, the same in every run', async () => {
    const result = await importFiles(files);
    expect(result).toMatchObject({
      interactions: 3,
      notes: { 'interactions.csv: no time: kept in the order of the lines, from 2000-01-01 on': 3 },
    });
    const first = await interactions();
    expect(first).toEqual(
      [2, 3, 4].map((second) => `u ${second === 3 ? 'a' : 'b'} VIEW 2000-01-01T00:00:0${second}.000Z`),
    );
    await importFiles(files, { tables });
    expect(await interactions()).toEqual(first);
  });

  test('are JSON whose first object has none; in a file with times a line without is broken', async () => {
    const [dated, undated] = [',"timestamp":1767323045', ''].map(
      (time) => `{"userId":"u","itemId":"a","eventType":"VIEW"${time}}`,
    );
    const item = { 'items.jsonl': '{"itemId":"a"}' };
    expect(await importFiles({ ...item, 'interactions.jsonl': `${undated}\n${dated}\n` })).toMatchObject({
      ...{ interactions: 2, rejected: 0 },
    });
    expect(await importFiles({ ...item, 'interactions.jsonl': `${dated}\n${undated}\n` })).toMatchObject({
      ...{ interactions: 1, rejected: 1, firstRejected: { line: 2 } },
    });
  });
});

describe('items', () => {
  test('of the same id: the first line is kept, the others are listed with its place', async () => {
    const result = await importFiles({
      'items.csv': 'itemId,title\na,Shirt\nb,Cap\na,"Shirt, blue"\na,"Shirt, red"\n',
    });
    expect(result).toMatchObject({
      ...{ items: 2, rejected: 2, notes: { 'items.csv: itemId repeated, the first line of each is kept': 2 } },
      firstRejected: { line: 4, reason: 'itemId: received "a", which line 2 has; allowed: one line an item.' },
    });
    expect((await items()).map(({ title }) => title.S)).toEqual(['Shirt', 'Cap']);
  });

  test('of the same id are found in a resumed import too', async () => {
    const line = (index: number) => JSON.stringify({ itemId: `i${index}`, title: `${index}` });
    const lines = Array.from({ length: 1500 }, (_, index) => line(index));
    const files = { 'items.jsonl': [...lines, '{"itemId":"i3","title":"another"}'].join('\n') };
    const stop = new AbortController();
    stop.abort();
    expect(await messageOf(importFiles(files, { signal: stop.signal }))).toMatch(/^Interrupted/);
    const folder = join(database.folder, `files-${count}`);
    const stateFolder = join(database.folder, `state-${count}`);
    const resumed = await importFiles({}, { tables, folder, stateFolder });
    expect(resumed).toMatchObject({ status: 'RESUMED', items: 1500, firstRejected: { line: 1501 } });
    expect((await items()).find(({ itemId }) => itemId.S === 'i3')?.title.S).toBe('3');
  });

  test('that interactions only name leave known items as they are', async () => {
    tables = await database.makeTables();
    const known = { itemId: { S: '5510' }, title: { S: 'Kettle' }, createdAt: { S: '2026-01-01T00:00:00.000Z' } };
    await database.client.send(new PutItemCommand({ TableName: tables.catalogue, Item: known }));
    const events =
      'timestamp,visitorid,event,itemid,transactionid\n1764000000117,7001,view,5510,\n1764000000118,7001,view,7,\n';
    expect(await importFiles({ 'events.csv': events }, { tables })).toMatchObject({
      ...{ items: 2, itemsUnchanged: 1, interactions: 2 },
    });
    expect((await items())[0]).toEqual(known);
  });
});

describe('a folder without --format', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    [
      'that is nothing known is refused with what is in it',
      { 'sales.csv': 'who,what\n', 'notes.txt': '' },
      /^FormatUnknown: <folder> has no format that is known\. It holds notes\.txt; sales\.csv with who, what\. Say --format csv\|jsonl\|.*--map/,
    ],
    [
      'that may be two things is refused with the reasons',
      { 'items.csv': 'itemId\n', 'items.jsonl': '{"itemId":"a"}\n' },
      /^FormatAmbiguous: <folder> may be CSV \(--format csv\), because there is items\.csv, or JSON \(--format jsonl\), because/,
    ],
  ])('%s', async (_, files, message) => {
    expect(await messageOf(importFiles(files))).toMatch(message);
  });
});
