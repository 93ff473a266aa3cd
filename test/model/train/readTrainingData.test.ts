import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTrainingData } from '../../../model/data/read/readTrainingData.ts';
import { UnusableDataError } from '../../../model/data/read/UnusableDataError.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recsync-read-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

const lines = (...records: unknown[]): string => `${records.map((record) => JSON.stringify(record)).join('\n')}\n`;
const event = (userId: string, itemId: string, timestamp: unknown, more: object = {}): object => ({
  userId,
  itemId,
  eventType: 'VIEW',
  timestamp,
  ...more,
});

describe('readTrainingData', () => {
  test('JSON lines and CSV of the same events give the same dataset', async () => {
    await put(
      'interactions/a.jsonl',
      lines(
        event('u1', 'i1', '2023-11-14T22:13:20Z', { context: { device: 'phone' } }),
        event('u1', 'i2', 1_699_999_999_500, { eventValue: 3 }),
        // Seconds, which the size tells, as everywhere.
        event('u2', 'i1', 1_700_000_001),
      ),
    );
    await put('items/items.jsonl', lines({ itemId: 'i1', title: 'One', tags: ['x', 'y'], price: 2, hidden: true }));
    const fromJson = await readTrainingData(folder);
    await rm(join(folder, 'interactions'), { recursive: true });
    await rm(join(folder, 'items'), { recursive: true });
    await put(
      'training/interactions.csv',
      '\ufeffUSER_ID,item_id,eventType,eventValue,timestamp,device\r\n' +
        'u1,i1,VIEW,,1700000000000,phone\r\nu1,i2,VIEW,3,1699999999500,\r\nu2,"i1",VIEW,,2023-11-14T22:13:21.000Z,\r\n',
    );
    await put('training/items.csv', 'itemId,title,tags,price,hidden\ni1,One,x|y,2,true\n');
    const fromCsv = await readTrainingData(folder);

    expect(fromCsv.dataset).toEqual(fromJson.dataset);
    expect(fromJson.dataset).toMatchObject({ userIds: ['u1', 'u2'], itemIds: ['i1', 'i2'], hasTimestamps: true });
    expect([...fromJson.dataset.timestamps]).toEqual([1_699_999_999_500, 1_700_000_000_000, 1_700_000_001_000]);
    expect(fromJson.dataset.items[0]).toEqual({ itemId: 'i1', title: 'One', tags: ['x', 'y'], price: 2, hidden: true });
    expect(fromJson).toMatchObject({ acceptedInteractions: 3, acceptedItems: 1, rejectedCount: 0 });
  });

  test('packed files give the same dataset and fingerprint, also in several members; a cut one is an error', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => event(`u${index % 50}`, `i${index % 70}`, 1e12 + index));
    await put('interactions/a.jsonl', lines(...rows));
    await put('items/b.csv', 'itemId,title\ni1,One\n');
    const plain = await readTrainingData(folder);
    await rm(join(folder, 'interactions'), { recursive: true });
    await rm(join(folder, 'items'), { recursive: true });
    const members = [rows.slice(0, 1000), rows.slice(1000)].map((part) => gzipSync(lines(...part)));
    await put('interactions/a.jsonl.gz', Buffer.concat(members));
    await put('items/b.csv.gz', gzipSync('itemId,title\ni1,One\n'));
    expect(await readTrainingData(folder)).toEqual(plain);
    await put('interactions/a.jsonl.gz', members[0].subarray(0, 1000));
    await expect(readTrainingData(folder)).rejects.toThrow('cannot be read: unexpected end of file');
  });

  test('broken lines are counted with their place and the rest is taken', async () => {
    await put(
      'interactions/a.jsonl',
      [
        JSON.stringify(event('u1', 'i1', 1)),
        '{"userId": "u1", "itemId"',
        '',
        JSON.stringify(event('', 'i1', 1)),
        JSON.stringify(event('u1', 'x'.repeat(10_000), 1)),
        JSON.stringify(event('u1', 'i1', 'yesterday')),
        JSON.stringify(event('u1', 'i1', undefined)),
        '[1]',
        JSON.stringify(event('u2', 'i2', 2)),
      ].join('\n'),
    );
    await put('interactions/b.csv', 'userId,itemId,timestamp\nu3,i1,5\nu3\nu4,i2,6\n');
    await put(
      'items/items.jsonl',
      lines({ itemId: 'i1', tags: [1] }, { title: 'no id' }, { itemId: 'i2', availableFrom: 'soon' }),
    );
    const { rejected, rejectedCount, acceptedInteractions, dataset } = await readTrainingData(folder);
    expect(acceptedInteractions).toBe(4);
    expect(dataset.userIds).toEqual(['u1', 'u2', 'u3', 'u4']);
    expect(rejectedCount).toBe(10);
    expect(rejected).toEqual([
      { file: 'interactions/a.jsonl', line: 2, reason: 'the line is not JSON' },
      { file: 'interactions/a.jsonl', line: 4, reason: 'userId: received an empty text; allowed: 1 to 256 bytes.' },
      {
        file: 'interactions/a.jsonl',
        line: 5,
        reason: expect.stringMatching(/^itemId: received .*; allowed: 1 to 256/),
      },
      {
        file: 'interactions/a.jsonl',
        line: 6,
        reason: 'timestamp: received "yesterday"; allowed: an ISO 8601 instant.',
      },
      { file: 'interactions/a.jsonl', line: 7, reason: 'timestamp is missing' },
      { file: 'interactions/a.jsonl', line: 8, reason: 'the line is not a JSON object' },
      { file: 'interactions/b.csv', line: 3, reason: 'it has 1 field where the header has 3' },
      { file: 'items/items.jsonl', line: 1, reason: 'tags[0]: received 1; allowed: a text.' },
      { file: 'items/items.jsonl', line: 2, reason: 'itemId: received nothing; allowed: an id of 1 to 256 bytes.' },
      { file: 'items/items.jsonl', line: 3, reason: 'availableFrom: received "soon"; allowed: an ISO 8601 instant.' },
    ]);
  });

  test('what breaks the rules of the API costs only itself, whoever put it into the table', async () => {
    const rejectedInteractions: object[] = [
      { eventValue: 1e126 },
      { eventValue: 1e-140 },
      { eventValue: 2 ** 53 },
      { userId: '\ud83d' },
      { timestamp: '2026-02-30T00:00:00Z' },
    ];
    await put(
      'interactions/a.jsonl',
      lines(
        event('u1', 'i1', 1),
        ...rejectedInteractions.map((more) => event('u1', 'i1', 1, more)),
        event('u2', 'i2', 2),
      ),
    );
    const rejectedItems: object[] = [
      { price: 1e126 },
      { price: -1 },
      { attributes: 'no JSON' },
      { title: 'x'.repeat(1025) },
      { availableFrom: '2026-02-01T00:00:00Z', availableUntil: '2026-01-01T00:00:00Z' },
    ];
    await put(
      'items/items.jsonl',
      lines(...rejectedItems.map((more) => ({ itemId: 'i1', ...more })), { itemId: 'i2' }),
    );
    const { rejected, acceptedInteractions, acceptedItems } = await readTrainingData(folder);
    expect({ acceptedInteractions, acceptedItems }).toEqual({ acceptedInteractions: 2, acceptedItems: 1 });
    expect(rejected.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 1, 2, 3, 4, 5]);
    expect(rejected.map(({ reason }) => reason.split(':')[0])).toEqual([
      ...['eventValue', 'eventValue', 'eventValue', 'userId', 'timestamp'],
      ...['price', 'price', 'attributes', 'title', 'availableUntil'],
    ]);
  });

  test('a quote that never closes costs its line, not what follows', async () => {
    await put('interactions/a.csv', 'userId,itemId,timestamp\nu1,i1,1\nu2,i2,2\nu3,"i1,3\nu4,i2,4\n');
    const { rejected, acceptedInteractions } = await readTrainingData(folder);
    expect(acceptedInteractions).toBe(3);
    expect(rejected).toEqual([{ file: 'interactions/a.csv', line: 4, reason: 'its quotes do not match' }]);
  });

  test('a line that is longer than memory should hold is skipped, not kept', async () => {
    await put(
      'interactions/a.jsonl',
      `${JSON.stringify(event('u1', 'i1', 1))}\n"${'x'.repeat(6 << 20)}"\n${JSON.stringify(event('u1', 'i2', 2))}`,
    );
    const { rejected, acceptedInteractions } = await readTrainingData(folder);
    expect(acceptedInteractions).toBe(2);
    expect(rejected).toEqual([
      { file: 'interactions/a.jsonl', line: 2, reason: 'the line is longer than 1048576 bytes' },
    ]);
  });

  test('data without time keeps the order of the lines', async () => {
    await put('interactions/a.csv', 'user_id,item_id\nu1,i2\nu1,i1\n');
    const { dataset } = await readTrainingData(folder);
    expect(dataset.hasTimestamps).toBe(false);
    expect([...dataset.itemIndices].map((index) => dataset.itemIds[index])).toEqual(['i2', 'i1']);
  });

  test('the fingerprint follows the content and nothing else', async () => {
    await put('interactions/a.jsonl', lines(event('u1', 'i1', 1), event('u1', 'i2', 2)));
    const first = await readTrainingData(folder);
    expect(first.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect((await readTrainingData(folder)).fingerprint).toBe(first.fingerprint);
    await put('interactions/a.jsonl', lines(event('u1', 'i1', 1), event('u1', 'i2', 3)));
    expect((await readTrainingData(folder)).fingerprint).not.toBe(first.fingerprint);
  });

  test('nothing to read is an error, nothing usable is not', async () => {
    await expect(readTrainingData(folder)).rejects.toThrow(UnusableDataError);
    await expect(readTrainingData(folder)).rejects.toThrow('No training files under');
    await put('interactions/a.jsonl', 'broken\n');
    expect(await readTrainingData(folder)).toMatchObject({ acceptedInteractions: 0, rejectedCount: 1 });
    await rm(join(folder, 'interactions'), { recursive: true });
    await put('items/items.jsonl', lines({ itemId: 'i1' }));
    expect(await readTrainingData(folder)).toMatchObject({ acceptedInteractions: 0, acceptedItems: 1 });
  });
});
