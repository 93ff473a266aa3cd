import { expect, test } from 'vitest';
import { dominantSubspace, normalise } from '../../../model/algorithms/subspace.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';

test('spans the items of the largest singular values, also where there are fewer than were asked for', () => {
  // Two groups of users who share nothing: the first with three items, the second with two. Rank 2.
  const offsets = [0];
  const indices: number[] = [];
  for (let user = 0; user < 12; user += 1) {
    indices.push(...(user < 8 ? [0, 1, 2] : [3, 4]));
    offsets.push(indices.length);
  }
  const matrix = {
    users: 12,
    items: 6,
    offsets: Uint32Array.from(offsets),
    indices: Uint32Array.from(indices),
    values: new Float32Array(indices.length).fill(1),
    times: new Float64Array(indices.length),
  };
  const basis = dominantSubspace(normalise(matrix), 4, createRandom(1));
  const projected = (row: number, column: number): number => {
    let sum = 0;
    for (let index = 0; index < 4; index += 1) sum += basis[row * 4 + index] * basis[column * 4 + index];
    return sum;
  };
  for (const [row, column, value] of [
    [0, 0, 1 / 3],
    [0, 2, 1 / 3],
    [3, 4, 1 / 2],
    [0, 3, 0],
    [5, 5, 0],
  ]) {
    expect(projected(row, column)).toBeCloseTo(value, 4);
  }
});
