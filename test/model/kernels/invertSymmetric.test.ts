import { describe, expect, test } from 'vitest';
import {
  allocateSquare,
  invertSymmetric as publicInvert,
  NotPositiveDefiniteError,
} from '../../../model/kernels/index.ts';
import { invertSymmetric as referenceInvert } from './reference/invertSymmetric.ts';
import { randomPositiveDefinite, seededRandom } from './seededRandom.ts';

describe.each([
  ['reference', referenceInvert],
  ['public', publicInvert],
])('invertSymmetric (%s)', (_name, invertSymmetric) => {
  test('inverts a 2x2 matrix as by hand', () => {
    const inverse = invertSymmetric(Float32Array.of(4, 2, 2, 3), 2);
    [0.375, -0.25, -0.25, 0.5].forEach((value, index) => expect(inverse[index]).toBeCloseTo(value, 6));
  });

  test.each([1, 7, 64, 200, 301])('times the matrix gives the identity (n = %i)', (n) => {
    const matrix = randomPositiveDefinite(n, seededRandom(n));
    const inverse = invertSymmetric(Float32Array.from(matrix), n);
    let worst = 0;
    for (let row = 0; row < n; row += 1) {
      for (let column = 0; column < n; column += 1) {
        let sum = 0;
        for (let index = 0; index < n; index += 1) sum += inverse[row * n + index] * matrix[index * n + column];
        worst = Math.max(worst, Math.abs(sum - (row === column ? 1 : 0)));
        expect(inverse[row * n + column]).toBe(inverse[column * n + row]);
      }
    }
    expect(worst).toBeLessThan(2e-5);
  });

  test('works in place, also on a matrix of allocateSquare', () => {
    const matrix = allocateSquare(2);
    matrix.set([2, 0, 0, 4]);
    expect(invertSymmetric(matrix, 2)).toBe(matrix);
    expect([...matrix]).toEqual([0.5, 0, 0, 0.25]);
  });

  test('says which pivot fails', () => {
    expect(() => invertSymmetric(Float32Array.of(1, 2, 2, 1), 2)).toThrow(NotPositiveDefiniteError);
    expect(() => invertSymmetric(Float32Array.of(0), 1)).toThrow('pivot 0 is 0');
  });
});
