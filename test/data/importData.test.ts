import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importData, type DataTables, type ImportOptions, type LoadProgress } from '../../data/index.ts';
import { readAll, startTables } from './helpers/startTables.ts';

const fixtures = join(import.meta.dirname, '../fixtures/data');
const now = Date.UTC(2026, 10, 21);
let database: Awaited<ReturnType<typeof startTables>>;
let tables: DataTables;
let stateFolder: string;
let count = 0;

beforeAll(async () => {
  database = await startTables();
});
afterAll(() => database.close());
beforeEach(async () => {
  tables = await database.makeTables();
  stateFolder = join(database.folder, `state-${(count += 1)}`);
});

const run = (options: Partial<ImportOptions> & Pick<ImportOptions, 'format' | 'folder'>) =>
  importData({ client: database.client, tables, stateFolder, now: () => now, ...options });
const stored = async () => ({
  items: await readAll(database.client, tables.catalogue),
  interactions: await readAll(database.client, tables.userData),
});

describe('importData', () => {
  test('leaves out people whose data were erased, counts them, and lists nothing of them', async () => {
    const folder = join(database.folder, `erased-${count}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'items.jsonl'), '{"itemId":"i1"}\n');
    const line = (userId: string): string =>
      JSON.stringify({ userId, itemId: 'i1', eventType: 'VIEW', timestamp: '2026-11-01T00:00:00Z' });
    const users = ['ada', 'gone', 'ben', ...Array.from({ length: 120 }, (_, index) => `user-${index}`)];
    await writeFile(join(folder, 'interactions.jsonl'), `${users.map(line).join('\n')}\n`);
    const mark = { pk: { S: 'USER#gone' }, sk: { S: 'ERASED' } };
    await database.client.send(new PutItemCommand({ TableName: tables.userData, Item: mark }));
    const result = await run({ format: 'jsonl', folder });
    expect(result).toMatchObject({ status: 'LOADED', rejected: 0, rejectedFile: undefined });
    expect(result.notes).toEqual({ 'of users whose data were erased, left out': 1 });
    const { interactions } = await stored();
    expect(interactions).toHaveLength(users.length);
    expect(interactions.filter(({ pk }) => pk.S === 'USER#gone')).toEqual([mark]);
  });

  test('stores items and interactions in the shapes of docs/contracts.md', async () => {
    const result = await run({ format: 'jsonl', folder: join(fixtures, 'jsonl') });

    expect(result).toMatchObject({ status: 'LOADED', items: 3, interactions: 4, rejected: 18 });
    const { items, interactions } = await stored();
    expect(items).toEqual([
      {
        itemId: { S: '2' },
        createdAt: { S: '2026-11-21T00:00:00.000Z' },
        updatedAt: { S: '2026-11-21T00:00:00.000Z' },
      },
      {
        itemId: { S: 'i1' },
        title: { S: 'Kettle' },
        description: { S: 'Whistles.' },
        categories: { L: [{ S: 'Kitchen' }] },
        tags: { L: [{ S: 'steel' }, { S: 'steel' }, { S: 'tea' }] },
        brand: { S: 'Blue Kettle' },
        creator: { S: 'Noor' },
        price: { N: '19.5' },
        imageUrl: { S: 'https://example.org/kettle.png' },
        availableFrom: { S: '2025-01-01T00:00:00.000Z' },
        availableUntil: { S: '2027-01-01T00:00:00.000Z' },
        hidden: { BOOL: false },
        attributes: { S: '{"litres":1.5}' },
        createdAt: { S: '2026-11-21T00:00:00.000Z' },
        updatedAt: { S: '2026-11-21T00:00:00.000Z' },
      },
      {
        itemId: { S: 'i6' },
        tags: { L: [{ S: 'one' }] },
        createdAt: { S: '2026-11-21T00:00:00.000Z' },
        updatedAt: { S: '2026-11-21T00:00:00.000Z' },
      },
    ]);
    // The fourth line says the same as the first, so there are three.
    expect(interactions).toHaveLength(3);
    const [impression, view, purchase] = interactions;
    expect(impression).toMatchObject({
      pk: { S: 'USER#u1' },
      sk: { S: expect.stringMatching(/^DISPLAY#2026-01-02T03:04:05\.000Z#import-/) },
      eventType: { S: 'IMPRESSION' },
    });
    expect(view.sk.S).toBe(`EVT#2026-01-02T03:04:05.000Z#${view.eventId.S}`);
    expect(purchase).toEqual({
      pk: { S: 'USER#u1' },
      sk: { S: 'EVT#2026-01-02T03:04:05.123Z#order-1' },
      userId: { S: 'u1' },
      itemId: { S: 'i1' },
      eventType: { S: 'PURCHASE' },
      eventValue: { N: '19.5' },
      eventId: { S: 'order-1' },
      timestamp: { S: '2026-01-02T03:04:05.123Z' },
      evidenceAt: { S: '2026-01-02T03:04:05.123Z' },
      recordedAt: { S: '2026-01-02T03:04:05.123Z' },
      sessionId: { S: 's1' },
      recommendationId: { S: 'r1' },
      context: {
        M: {
          device: { S: 'phone' },
          locale: { S: 'en-GB' },
          hourOfDay: { N: '3' },
          dayOfWeek: { N: '5' },
          attributes: { M: { shop: { S: 'north' } } },
        },
      },
      properties: { S: '{"coupon":true}' },
    });
  });

  test('lists rejected lines with file, line, reason and text', async () => {
    const result = await run({ format: 'movielens', folder: join(fixtures, 'movielens-latest') });

    expect(result).toMatchObject({
      items: 4,
      interactions: 5,
      rejected: 11,
      firstRejected: {
        file: 'tags.csv',
        line: 7,
        reason: 'movieId: received "99"; allowed: the movies of movies.csv.',
      },
    });
    const lines = (await readFile(result.rejectedFile as string, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(12);
    expect(lines[0]).toBe('file,line,reason,text');
    expect(lines).toContain(
      'tags.csv,7,"movieId: received ""99""; allowed: the movies of movies.csv.","2,99,lost,1445715002"',
    );
    expect(lines).toContain('ratings.csv,6,item 77 is not in the catalogue,"2,77,3.5,1445714885"');
  });

  test('lists what DynamoDB could not hold with its line, and takes the rest', async () => {
    const folder = join(database.folder, 'unstorable');
    await mkdir(folder, { recursive: true });
    const line = (more: string): string =>
      `{"userId":"u","itemId":"a","eventType":"RATING","timestamp":"2026-01-02T03:04:05Z"${more}}`;
    const values = ['1e126', '1e-140', '9007199254740993', '"\\ud83d"'];
    const broken = values.map((value) => line(`,"eventValue":${value}`));
    await writeFile(join(folder, 'items.jsonl'), '{"itemId":"a","title":"\\ud83d"}\n{"itemId":"a"}\n');
    await writeFile(
      join(folder, 'interactions.jsonl'),
      [...broken, line(',"sessionId":"\\ud83d"'), line('')].join('\n'),
    );

    const result = await run({ format: 'jsonl', folder });
    expect(result).toMatchObject({ status: 'LOADED', items: 1, interactions: 1, rejected: 6 });
    const lines = (await readFile(result.rejectedFile as string, 'utf8')).trim().split('\n').slice(1);
    expect(lines.map((each) => each.split(':')[0].replace('"', ''))).toEqual([
      'items.jsonl,1,title',
      ...[1, 2, 3, 4].map((number) => `interactions.jsonl,${number},eventValue`),
      'interactions.jsonl,5,sessionId',
    ]);
  });

  test('changes nothing the second time, nor without its memory of the first', async () => {
    const options = { format: 'movielens', folder: join(fixtures, 'movielens-100k') } as const;
    await run(options);
    const before = await stored();

    expect(await run({ ...options, now: () => now + 1000 })).toMatchObject({ status: 'UNCHANGED', interactions: 3 });
    expect(await stored()).toEqual(before);

    await rm(stateFolder, { recursive: true });
    const again = await run({ ...options, now: () => now + 1000 });
    expect(again).toMatchObject({ status: 'LOADED', items: 3, itemsUnchanged: 3, interactions: 3 });
    expect(await stored()).toEqual(before);
  });

  test('loads changed files again, and keeps when an item was created', async () => {
    const folder = join(database.folder, 'changing');
    await mkdir(folder, { recursive: true });
    const write = (title: string) =>
      writeFile(join(folder, 'items.jsonl'), `{"itemId":"a","title":"${title}"}\n{"itemId":"b"}\n`);
    await write('Old');
    await run({ format: 'jsonl', folder });
    await write('New');
    const result = await run({ format: 'jsonl', folder, now: () => now + 60_000 });

    expect(result).toMatchObject({ status: 'LOADED', items: 2, itemsUnchanged: 1 });
    expect((await stored()).items[0]).toEqual({
      itemId: { S: 'a' },
      title: { S: 'New' },
      createdAt: { S: '2026-11-21T00:00:00.000Z' },
      updatedAt: { S: '2026-11-21T00:01:00.000Z' },
    });
  });

  test('loads into new tables of the same name', async () => {
    const options = { format: 'movielens', folder: join(fixtures, 'movielens-100k') } as const;
    await run(options);
    tables = await database.makeTables();

    expect(await run(options)).toMatchObject({ status: 'LOADED', items: 3 });
    expect((await stored()).interactions).toHaveLength(3);
  });

  test('takes interactions of items that are in the catalogue already', async () => {
    const folder = join(database.folder, 'interactions-only');
    await mkdir(folder, { recursive: true });
    await database.client.send(new PutItemCommand({ TableName: tables.catalogue, Item: { itemId: { S: 'a' } } }));
    const line = (itemId: string) =>
      `${JSON.stringify({ userId: 'u', itemId, eventType: 'VIEW', timestamp: 1767323045 })}\n`;
    await writeFile(join(folder, 'interactions.jsonl'), line('a') + line('b'));

    expect(await run({ format: 'jsonl', folder })).toMatchObject({ items: 0, interactions: 1, rejected: 1 });
  });

  test('loads what is recent last and not quietly, so that it counts in trends', async () => {
    const folder = join(database.folder, 'recent');
    await mkdir(folder, { recursive: true });
    const day = 24 * 60 * 60;
    const ages = [1, 30, 2, 0, 400, 6, 8];
    const line = (age: number) => ({ userId: 'u', itemId: 'a', eventType: 'VIEW', timestamp: now / 1000 - age * day });
    await writeFile(join(folder, 'items.jsonl'), '{"itemId":"a"}\nbroken');
    await writeFile(
      join(folder, 'interactions.jsonl'),
      `broken\n${ages.map((age) => JSON.stringify(line(age))).join('\n')}`,
    );
    let quiet: Awaited<ReturnType<typeof stored>> | undefined;
    const result = await run({
      format: 'jsonl',
      folder,
      quietly: async (work) => {
        const answer = await work();
        quiet = await stored();
        return answer;
      },
    });
    const agesOf = ({ interactions }: Awaited<ReturnType<typeof stored>>) =>
      interactions.map(({ timestamp }) => (now - Date.parse(timestamp.S as string)) / 1000 / day).sort((a, b) => a - b);
    expect(agesOf(quiet as NonNullable<typeof quiet>)).toEqual([8, 30, 400]);
    expect(agesOf(await stored())).toEqual([0, 1, 2, 6, 8, 30, 400]);
    expect(result).toMatchObject({ status: 'LOADED', items: 1, interactions: 7, rejected: 2 });
    expect(await run({ format: 'jsonl', folder })).toMatchObject({ status: 'UNCHANGED', interactions: 7 });
  });

  test('reports every step to its end', async () => {
    const reports: LoadProgress[] = [];
    await run({
      format: 'jsonl',
      folder: join(fixtures, 'jsonl'),
      progress: (progress) => reports.push(progress),
    });
    const last = (step: string) => reports.filter((report) => report.step === step).at(-1);
    expect(last('items')).toMatchObject({ done: 12, fraction: 1, secondsLeft: 0 });
    expect(last('interactions')).toMatchObject({ done: 13, fraction: 1, secondsLeft: 0 });
  });
});

describe('a data set that is to stand alone', () => {
  const films = { format: 'movielens', folder: join(fixtures, 'movielens-latest'), unmixed: true } as const;

  test('is refused where another one is, which stays as it is', async () => {
    await run({ format: 'jsonl', folder: join(fixtures, 'jsonl') });
    const before = await stored();
    await expect(run(films)).rejects.toMatchObject({
      code: 'DataMixed',
      message: expect.stringMatching(
        /^The store holds .*\/jsonl, and .*\/movielens-latest would be mixed into it: --fresh .*--state/,
      ),
    });
    expect(await stored()).toEqual(before);
  });

  test('is taken where nothing is, and left alone where it is already, whatever was added since', async () => {
    expect((await run(films)).status).toBe('LOADED');
    expect((await run(films)).status).toBe('UNCHANGED');
    await run({ format: 'jsonl', folder: join(fixtures, 'jsonl') });
    expect((await run(films)).status).toBe('UNCHANGED');
    // The same state folder with other tables: another engine, or the same one emptied.
    tables = await database.makeTables();
    expect((await run(films)).status).toBe('LOADED');
  });

  test('may change under the same name', async () => {
    const folder = join(database.folder, 'growing');
    await mkdir(folder);
    await writeFile(join(folder, 'items.jsonl'), '{"itemId":"a"}\n');
    await run({ format: 'jsonl', folder, unmixed: true });
    await writeFile(join(folder, 'items.jsonl'), '{"itemId":"a"}\n{"itemId":"b"}\n');
    expect(await run({ format: 'jsonl', folder, unmixed: true })).toMatchObject({
      status: 'LOADED',
      items: 2,
      itemsUnchanged: 1,
    });
  });
});
