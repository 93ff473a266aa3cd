import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { movieLensFormat } from '../../data/formats/movieLensFormat.ts';
import type { FolderOptions } from '../../data/formats/openFolder.ts';
import { collectLines } from './helpers/collect.ts';

const data = process.env.RECSYNC_DATA ?? join(import.meta.dirname, '../../../shared/data');
const skip = (folder: string) => !existsSync(join(data, folder));

const readFolder = async (name: string) => {
  const source = await movieLensFormat.open({ folder: join(data, name), now: Date.now } as FolderOptions);
  const items = await collectLines(source.items({ fraction: 0 }));
  const interactions = await collectLines(source.interactions({ fraction: 0 }));
  return { items, interactions };
};
const linesOf = async (path: string, encoding: 'utf8' | 'latin1' = 'utf8') =>
  (await readFile(join(data, path), encoding)).trimEnd().split(/\r?\n/);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

describe('real MovieLens data, every line of it', () => {
  test.skipIf(skip('ml-latest-small'))('ml-latest-small (skipped when RECSYNC_DATA has no such folder)', async () => {
    const ratings = (await linesOf('ml-latest-small/ratings.csv')).slice(1).map((line) => line.split(','));
    const { items, interactions } = await readFolder('ml-latest-small');
    expect([items.records.length, interactions.records.length]).toEqual([9742, 100_836]);
    expect([items.rejected, interactions.rejected]).toEqual([[], []]);
    expect(items.records).toHaveLength((await linesOf('ml-latest-small/movies.csv')).length - 1);
    expect(
      interactions.records.map(({ userId, itemId, eventValue, timestamp }) => [userId, itemId, eventValue, timestamp]),
    ).toEqual(
      ratings.map(([user, movie, rating, seconds]) => [
        user,
        movie,
        Number(rating),
        new Date(Number(seconds) * 1000).toISOString(),
      ]),
    );
    expect(items.records.find(({ itemId }) => itemId === '11')).toMatchObject({
      title: 'American President, The (1995)',
      categories: ['Comedy', 'Drama', 'Romance'],
    });
    expect(items.records.find(({ itemId }) => itemId === '296')?.tags).toHaveLength(50);
  });

  test.skipIf(skip('ml-100k'))('ml-100k (skipped when RECSYNC_DATA has no such folder)', async () => {
    const ratings = (await linesOf('ml-100k/u.data')).map((line) => line.split('\t'));
    const { items, interactions } = await readFolder('ml-100k');
    expect([items.records.length, interactions.records.length]).toEqual([1682, 100_000]);
    expect([items.rejected, interactions.rejected]).toEqual([[], []]);
    expect(items.records).toHaveLength((await linesOf('ml-100k/u.item', 'latin1')).length);
    expect(sum(interactions.records.map(({ eventValue }) => eventValue as number))).toBe(
      sum(ratings.map(([, , r]) => Number(r))),
    );
    expect(items.records.find(({ itemId }) => itemId === '543')?.title).toBe('Misérables, Les (1995)');
  });
});
