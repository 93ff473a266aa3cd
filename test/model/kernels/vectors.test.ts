import { expect, test } from 'vitest';
import { axpy, createRowScanner, dot, gram } from '../../../model/kernels/index.ts';
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
