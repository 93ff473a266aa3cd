import { describe, expect, it } from 'vitest';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import { historyOf } from '../../../model/data/historyOf.ts';
import { transpose, userItemMatrix } from '../../../model/data/UserItemMatrix.ts';
import { withInteractions } from '../../../model/data/withInteractions.ts';
import { smallWorld } from '../smallWorld.ts';

const rows = [
  { userId: 'u', itemId: 'b', eventType: 'VIEW', timestamp: 20 },
  { userId: 'v', itemId: 'a', eventType: 'LIKE', timestamp: 5 },
  { userId: 'u', itemId: 'a', eventType: 'VIEW', timestamp: 10 },
  { userId: 'u', itemId: 'b', eventType: 'PURCHASE', timestamp: 15 },
  { userId: 'v', itemId: 'a', eventType: 'DISLIKE', timestamp: 6 },
  { userId: 'v', itemId: 'b', eventType: 'IMPRESSION', timestamp: 7 },
];

describe('buildDataset', () => {
  const dataset = buildDataset(rows, [{ itemId: 'cold', title: 'Nobody knows' }]);

  it('sorts by user, then by time', () => {
    expect(dataset.userIds).toEqual(['u', 'v']);
    expect([...dataset.userOffsets]).toEqual([0, 3, 6]);
    expect([...dataset.timestamps]).toEqual([10, 15, 20, 5, 6, 7]);
    expect([...dataset.itemIndices].map((item) => dataset.itemIds[item])).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
  });

  it('has the items of the catalogue that nobody touched', () => {
    expect(dataset.itemIds).toEqual(['b', 'a', 'cold']);
    expect(dataset.items[2]?.title).toBe('Nobody knows');
    expect(dataset.items[0]).toBeUndefined();
  });

  it('weighs events: impressions are no evidence, dislikes are against', () => {
    expect([...dataset.weights]).toEqual([1, 1.5, 1, 1.25, -1, 0]);
  });

  it('goes by the order of rows when one has no time', () => {
    const { hasTimestamps, timestamps } = buildDataset([...rows, { userId: 'u', itemId: 'a' }]);
    expect(hasTimestamps).toBe(false);
    expect([...timestamps]).toEqual([0, 2, 3, 6, 1, 4, 5]);
  });

  it('is the same for the same rows', () => {
    expect(buildDataset(rows)).toEqual(buildDataset(rows));
  });

  it('is empty for no rows', () => {
    expect(buildDataset([])).toMatchObject({ userIds: [], itemIds: [], hasTimestamps: false });
  });
});

describe('userItemMatrix', () => {
  it('has one entry per user and item, with the strongest weight, without what was disliked last', () => {
    const matrix = userItemMatrix(buildDataset(rows));
    expect([...matrix.offsets]).toEqual([0, 2, 2]);
    expect([...matrix.indices]).toEqual([1, 0]);
    expect([...matrix.values]).toEqual([1, 1.5]);
    expect([...matrix.times]).toEqual([10, 20]);
  });

  it('transposes there and back', () => {
    const matrix = userItemMatrix(smallWorld());
    const twice = transpose(transpose(matrix));
    for (let user = 0; user < matrix.users; user += 1) {
      const row = (source: typeof matrix): number[] =>
        [...source.indices.subarray(source.offsets[user], source.offsets[user + 1])].toSorted((a, b) => a - b);
      expect(row(twice)).toEqual(row(matrix));
    }
  });
});

describe('withInteractions', () => {
  it('keeps users and items while it drops interactions', () => {
    const dataset = buildDataset(rows);
    const part = withInteractions(dataset, (position) => dataset.timestamps[position] >= 15);
    expect(part.userIds).toEqual(dataset.userIds);
    expect([...part.userOffsets]).toEqual([0, 2, 2]);
    expect([...part.timestamps]).toEqual([15, 20]);
  });
});

describe('historyOf', () => {
  it('is the history that a request with the same events would have', () => {
    const dataset = buildDataset(rows);
    const history = historyOf(dataset, 0, 20);
    expect([...history.items].map((item) => dataset.itemIds[item])).toEqual(['a', 'b']);
    expect([...history.weights]).toEqual([1, 1.5]);
    expect([...historyOf(dataset, 1, 20).weights]).toEqual([-1]);
  });
});
