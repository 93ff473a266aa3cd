import { expect, test } from 'vitest';
import { createRowScanner, gram, Workspace } from '../../../model/kernels/index.ts';
import { combineRows } from './reference/combineRows.ts';
import { scanRows } from './reference/scanRows.ts';
import { randomArray, seededRandom } from './seededRandom.ts';

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

test('a row scanner refuses more rows than it has room for', () => {
  const scanner = createRowScanner(new Float32Array(48), 12, 4);
  expect(() => scanner.combine(new Array(5000).fill(0), new Array(5000).fill(0))).toThrow(
    'at most 4096 rows; received 5000',
  );
});

test('a row scanner reads a matrix in a workspace where it lies', () => {
  const workspace = new Workspace(2 ** 20);
  const matrix = workspace.float32(24);
  matrix.set(randomArray(24, seededRandom(3)));
  const scanner = createRowScanner(matrix, 6, 4);
  expect(scanner.matrix).toBe(matrix);
  const out = workspace.float32(6);
  scanner.scan([1, 0, 0, 2], out);
  expect(scanner.scan([1, 0, 0, 2])).toEqual(Float32Array.from(out));
  out.forEach((value, row) => expect(value).toBeCloseTo(matrix[row * 4] + 2 * matrix[row * 4 + 3], 6));
});

test.each([1, 7, 8, 1003])('blends arrays of %i values as combineRows does', (length) => {
  const random = seededRandom(length);
  const workspace = new Workspace(2 ** 17);
  const matrix = randomArray(3 * length, random);
  const pointers = workspace.uint32(3);
  const factors = workspace.float32(3);
  const out = workspace.float32(length).fill(9);
  for (let row = 0; row < 3; row += 1) {
    const values = workspace.float32(length);
    values.set(matrix.subarray(row * length, (row + 1) * length));
    pointers[row] = values.byteOffset;
    factors[row] = random() - 0.5;
  }
  for (const count of [0, 1, 3]) {
    const rows = [0, 1, 2].slice(0, count);
    const expected = combineRows(matrix, length, rows, factors.slice(0, count));
    workspace.kernels.blendArrays(pointers.byteOffset, factors.byteOffset, count, length, out.byteOffset);
    out.forEach((value, index) => expect(value).toBeCloseTo(expected[index], 6));
  }
});
