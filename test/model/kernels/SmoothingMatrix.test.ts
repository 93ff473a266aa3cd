import { expect, test } from 'vitest';
import { SmoothingMatrix } from '../../../model/kernels/index.ts';
import { multiplySparse } from './reference/multiplySparse.ts';
import { randomArray, seededRandom } from './seededRandom.ts';

/** Three rows over four columns, one of them empty. */
const rows = {
  offsets: Uint32Array.of(0, 2, 2, 5),
  indices: Uint32Array.of(0, 2, 0, 1, 3),
  values: Float32Array.of(1, 2, 0.5, -1, 3),
};

test.each([4, 12, 20, 64])('equals the sparse products one after the other with %i columns', (dimensions) => {
  const right = randomArray(4 * dimensions, seededRandom(dimensions));
  const factors = [2, 7, 0.25];
  const sums = multiplySparse(rows, right, dimensions);
  const expected = new Float64Array(right.length);
  for (let row = 0; row < 3; row += 1) {
    for (let entry = rows.offsets[row]; entry < rows.offsets[row + 1]; entry += 1) {
      for (let column = 0; column < dimensions; column += 1) {
        expected[rows.indices[entry] * dimensions + column] +=
          factors[row] * rows.values[entry] * sums[row * dimensions + column];
      }
    }
  }
  const matrix = new SmoothingMatrix(rows, 4, factors, dimensions);
  matrix.times(new Float32Array(right.length).fill(9));
  const product = matrix.times(right);
  expected.forEach((value, index) => expect(product[index]).toBeCloseTo(value, 4));

  const products = matrix.columnProducts();
  for (let left = 0; left < dimensions; left += 1) {
    for (let other = left; other < dimensions; other += 1) {
      let sum = 0;
      for (let row = 0; row < 4; row += 1) sum += product[row * dimensions + left] * product[row * dimensions + other];
      expect(products[left * dimensions + other]).toBeCloseTo(sum, 10);
    }
  }
});

test.each([4, 5, 7])('sums the products of columns over %i rows', (columns) => {
  const identity = {
    offsets: Uint32Array.from({ length: columns + 1 }, (_, row) => row),
    indices: Uint32Array.from({ length: columns }, (_, row) => row),
    values: new Float32Array(columns).fill(1),
  };
  const matrix = new SmoothingMatrix(identity, columns, new Float32Array(columns).fill(1), 4);
  const right = Float32Array.from({ length: columns * 4 }, (_, index) => (index % 5) - 1);
  expect([...matrix.times(right)]).toEqual([...right]);
  const products = matrix.columnProducts();
  for (let left = 0; left < 4; left += 1) {
    for (let other = left; other < 4; other += 1) {
      let sum = 0;
      for (let row = 0; row < columns; row += 1) sum += right[row * 4 + left] * right[row * 4 + other];
      expect(products[left * 4 + other]).toBe(sum);
    }
  }
});

test('refuses a width that is no multiple of four', () => {
  expect(() => new SmoothingMatrix(rows, 4, [1, 1, 1], 6)).toThrow('received 6');
});
