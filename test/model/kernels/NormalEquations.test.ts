import { expect, test } from 'vitest';
import { Cholesky, NormalEquations, NotPositiveDefiniteError } from '../../../model/kernels/index.ts';
import { seededRandom } from './seededRandom.ts';

test('solves systems of changing size in the same memory', () => {
  const random = seededRandom(5);
  const system = new NormalEquations(9);
  for (const size of [9, 1, 4, 7, 9, 2]) {
    const roots = Float64Array.from({ length: size * size }, () => random() - 0.5);
    const matrix = new Float64Array(size * size);
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        let sum = row === column ? 0.5 : 0;
        for (let index = 0; index < size; index += 1) sum += roots[row * size + index] * roots[column * size + index];
        matrix[row * size + column] = sum;
        if (column >= row) system.matrix[row * system.width + column] = sum;
      }
    }
    const b = Float64Array.from({ length: size }, () => random());
    const expected = new Cholesky(matrix, size).solve(b);
    const solved = system.solve(b);
    expect(solved).toHaveLength(size);
    expected.forEach((value, index) => expect(solved[index]).toBeCloseTo(value, 10));
  }
});

test('refuses what is not positive definite', () => {
  const system = new NormalEquations(2);
  system.matrix.set([1, 2, 0, 1]);
  expect(() => system.solve([1, 1])).toThrow(NotPositiveDefiniteError);
});
