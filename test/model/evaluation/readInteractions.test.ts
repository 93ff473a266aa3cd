import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readInteractions } from '../../../model/evaluation/readInteractions.ts';

describe('readInteractions', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'interactions-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const read = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return readInteractions(join(folder, name));
  };

  it('takes Windows line ends, a byte order mark, empty values and lines that leave columns out', async () => {
    const { rows, brokenLines } = await read(
      'windows.tsv',
      '\uFEFFu\ta\t3\t100\r\nu\tb\t\t200\r\nv\ta\r\n\r\nv\tb\t2\r\n',
    );
    expect(brokenLines).toBe(0);
    expect(rows).toEqual([
      { userId: 'u', itemId: 'a', value: 3, timestamp: 100_000 },
      { userId: 'u', itemId: 'b', timestamp: 200_000 },
      { userId: 'v', itemId: 'a' },
      { userId: 'v', itemId: 'b', value: 2 },
    ]);
  });

  it('tells milliseconds from seconds by their size', async () => {
    const { rows } = await read('times.tsv', 'u\ta\t1\t1537799250\nu\tb\t1\t1537799250123\n');
    expect(rows.map((row) => row.timestamp)).toEqual([1_537_799_250_000, 1_537_799_250_123]);
  });

  it.each(['userId\tmovieId\trating\ttimestamp', 'user_id\titem_id', 'User\tItem'])(
    'reports the header %j as broken',
    async (header) => {
      const { rows, problems } = await read('header.tsv', `${header}\nu\ta\n`);
      expect(rows).toHaveLength(1);
      expect(problems).toEqual([expect.stringContaining('line 1: this is a header')]);
    },
  );
});
