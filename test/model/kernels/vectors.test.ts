import { expect, test } from 'vitest';
import { axpy, createRowScanner, dot, gemm, gram } from '../../../model/kernels/index.ts';
import { solveFactors } from '../../../model/kernels/reference/solveFactors.ts';
import { combineRows } from '../../../model/kernels/reference/combineRows.ts';
import { scanRows } from '../../../model/kernels/reference/scanRows.ts';
import { randomArray, seededRandom } from './seededRandom.ts';

test('dot and axpy by hand', () => {
  expect(dot([1, 2, 3], [4, 5, 6])).toBe(32);
  const target = Float32Array.of(1, 1);
  axpy(2, [3, -1], target);
  expect([...target]).toEqual([7, -1]);
});

test('gram counts co-occurrences, with and without values', () => {
  const rows = { offsets: Uint32Array.of(0, 2, 5), indices: Uint32Array.of(0, 2, 0, 1, 2) };
  expect([...gram(rows, 3)]).toEqual([2, 1, 2, 1, 1, 1, 2, 1, 2]);
  const weighted = gram({ ...rows, values: Float32Array.of(2, 3, 1, 1, 1) }, 3);
  expect([...weighted]).toEqual([5, 1, 7, 1, 1, 1, 7, 1, 10]);
});

test.each([
  [3, 5],
  [9, 64],
  [130, 68],
])('a row scanner equals the plain scan for %i rows of %i', (rows, columns) => {
  const random = seededRandom(rows);
  const matrix = randomArray(rows * columns, random);
  const query = randomArray(columns, random);
  const expected = scanRows(matrix, rows, columns, query);
  const scanner = createRowScanner(matrix, rows, columns);
  const out = new Float32Array(rows);
  expect(scanner.scan(query, out)).toBe(out);
  expected.forEach((value, index) => expect(out[index]).toBeCloseTo(value, 4));
  expect(scanner.scan(query)).toEqual(out);
});

test.each([
  [4, 5],
  [9, 64],
  [7, 2003],
])('a row scanner combines rows as the plain sum does (%i rows of %i)', (rows, columns) => {
  const random = seededRandom(columns);
  const matrix = randomArray(rows * columns, random);
  const scanner = createRowScanner(matrix, rows, columns);
  for (const rowIndices of [[], [2], [0, 3], [1, 1, 3]]) {
    const factors = rowIndices.map(() => random() - 0.5);
    const expected = combineRows(matrix, columns, rowIndices, factors);
    const out = new Float32Array(columns).fill(9);
    expect(scanner.combine(rowIndices, factors, out)).toBe(out);
    expected.forEach((value, index) => expect(out[index]).toBeCloseTo(value, 5));
  }
});

test('a row scanner folds in as solveFactors does, and refuses what it cannot hold', () => {
  const random = seededRandom(17);
  const dimensions = 8;
  const matrix = randomArray(12 * dimensions, random);
  const scanner = createRowScanner(matrix, 12, dimensions);
  const shared = gemm(matrix, matrix, dimensions, dimensions, 12, { transposeA: true, alpha: 0.1 });
  const indices = [1, 5, 9];
  const weights = [1, 0.5, 2];
  const folded = scanner.foldIn({ indices, weights, targets: weights, shared, regularisation: 0.5, steps: 3 });
  const expected = solveFactors(
    {
      dimensions,
      rows: { offsets: Uint32Array.of(0, 3), indices: Uint32Array.from(indices), values: Float32Array.from(weights) },
      fixed: matrix,
      shared,
      regularisation: Float32Array.of(0.5),
      steps: 3,
    },
    new Float32Array(dimensions),
  );
  expected.forEach((value, index) => expect(folded[index]).toBeCloseTo(value, 4));
  expect(() => scanner.combine(new Array(5000).fill(0), new Array(5000).fill(0))).toThrow(
    'at most 4096 rows; received 5000',
  );
  expect(() =>
    createRowScanner(new Float32Array(6), 2, 3).foldIn({
      indices: [],
      weights: [],
      targets: [],
      shared,
      regularisation: 1,
      steps: 1,
    }),
  ).toThrow('multiples of 4');
});
