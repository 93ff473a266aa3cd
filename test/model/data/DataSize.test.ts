import { describe, expect, it } from 'vitest';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import type { Dataset } from '../../../model/data/Dataset.ts';
import { sizeOf } from '../../../model/data/DataSize.ts';
import { transpose, userItemMatrix } from '../../../model/data/UserItemMatrix.ts';
import { visitCooccurrence } from '../../../model/algorithms/cooccurrence.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';

function allDistinctPairs(dataset: Dataset): number {
  const byUser = userItemMatrix(dataset);
  let pairs = 0;
  visitCooccurrence(byUser, transpose(byUser), (_item, _neighbours, count) => (pairs += count));
  return pairs;
}

describe('the size of a dataset', () => {
  it('counts users, items, interactions and pairs of a few lines', () => {
    const lines = ['u1 a', 'u1 b', 'u2 a', 'u2 b', 'u2 c', 'u3 c'].map((line) => line.split(' '));
    const size = sizeOf(buildDataset(lines.map(([userId, itemId]) => ({ userId, itemId }))));
    // Pairs: 2 x 2 of u1, 3 x 3 of u2, 1 of u3; distinct: all of the three items with each other.
    expect(size).toMatchObject({ users: 3, items: 3, interactions: 6, pairs: 14, distinctPairs: 9 });
  });

  it('tells distinct pairs within a tenth where only a sample of the items is looked at', () => {
    const random = createRandom(5);
    const rows = Array.from({ length: 600 }, (_, user) =>
      Array.from({ length: 150 }, () => ({ userId: `u${user}`, itemId: `i${Math.floor(2000 * random() ** 2)}` })),
    ).flat();
    const dataset = buildDataset(rows);
    const size = sizeOf(dataset);
    const exact = allDistinctPairs(dataset);
    // Fewer than half of the items are looked at.
    expect(size.pairs).toBeGreaterThan(8e6);
    expect(Math.abs(size.distinctPairs / exact - 1)).toBeLessThan(0.1);
  });
});
