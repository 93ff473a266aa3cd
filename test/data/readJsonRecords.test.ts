import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readJsonRecords } from '../../data/read/readJsonRecords.ts';
import { maximumLineBytes } from '../../data/read/readLines.ts';
import { collect } from './helpers/collect.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recsync-json-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = async (content: string | Buffer) => {
  const path = join(folder, 'records.json');
  await writeFile(path, content);
  const records = (await collect(readJsonRecords(path))).flat();
  return records.map(({ line, value, reason }) => [line, value ?? reason]);
};

describe('a JSON array', () => {
  test('is read by its members, on one line or many, with the line of each', async () => {
    expect(await read('[{"a":1},{"a":"],{"},{"a":[{"b":"\\\\\\""}]}]')).toEqual([
      [1, { a: 1 }],
      [1, { a: '],{' }],
      [1, { a: [{ b: '\\"' }] }],
    ]);
    expect(await read('\uFEFF[\n  {\n    "a": 1\n  },\n\n  {"a": "é"}\n]\n')).toEqual([
      [2, { a: 1 }],
      [6, { a: 'é' }],
    ]);
    expect(await read('[]')).toEqual([]);
  });

  test('loses a broken member only', async () => {
    expect(await read('[\n{"a":1},\n{a:2},\n7,\n{"a":4},]')).toEqual([
      [2, { a: 1 }],
      [3, 'the line is not JSON'],
      [4, 'the line is not a JSON object'],
      [5, { a: 4 }],
    ]);
    expect(
      await read(Buffer.concat([Buffer.from('[{"a":"'), Buffer.from([0xff]), Buffer.from('"},{"a":2}]')])),
    ).toEqual([
      [1, 'the line is not UTF-8 text'],
      [1, { a: 2 }],
    ]);
  });

  test('that was cut gives what is whole', async () => {
    expect(await read('[{"a":1},\n{"a":2},\n{"a":')).toEqual([
      [1, { a: 1 }],
      [2, { a: 2 }],
      [3, 'the line is not JSON'],
    ]);
  });

  test('may be one line of any length, with characters across the pieces that are read', async () => {
    const text = 'é€😀'.repeat(20_000);
    const members = Array.from({ length: 30 }, (_, index) => ({ index, text }));
    expect(await read(JSON.stringify(members))).toEqual(members.map((member) => [1, member]));
    const long = JSON.stringify([{ text: 'x'.repeat(maximumLineBytes) }, { a: 2 }]);
    expect(await read(long)).toEqual([
      [1, `the member is longer than ${maximumLineBytes} characters`],
      [1, { a: 2 }],
    ]);
  });
});

test('JSON Lines whose first line is an array stay lines', async () => {
  expect(await read('[1]\n{"a":2}\n')).toEqual([
    [1, 'the line is not a JSON object'],
    [2, { a: 2 }],
  ]);
});
