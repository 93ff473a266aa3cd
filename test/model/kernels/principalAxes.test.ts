import { expect, test } from 'vitest';
import { principalAxes, standardDeviationOfProducts } from '../../../model/kernels/index.ts';
import { plainDeviation } from '../scoring/plainScores.ts';
import { scanRows } from './reference/scanRows.ts';
import { randomArray, seededRandom } from './seededRandom.ts';

const dimensions = 8;
const rows = 200;
const vectors = randomArray(rows * dimensions, seededRandom(2)).map((value, index) => value * (1 + (index % 3)) + 0.2);

test("turned vectors keep their products, and V'V is diagonal, largest first", () => {
  const turned = principalAxes(vectors, dimensions);
  const product = (table: Float32Array, a: number, b: number): number =>
    Array.from({ length: dimensions }).reduce<number>(
      (sum, _, index) => sum + table[a * dimensions + index] * table[b * dimensions + index],
      0,
    );
  for (const [a, b] of [
    [0, 0],
    [3, 150],
    [7, 8],
  ]) {
    expect(product(turned.vectors, a, b)).toBeCloseTo(product(vectors, a, b), 4);
  }
  const { squares } = turned.moments;
  for (let p = 0; p < dimensions; p += 1) {
    for (let q = 0; q < dimensions; q += 1) {
      let sum = 0;
      for (let row = 0; row < rows; row += 1) {
        sum += turned.vectors[row * dimensions + p] * turned.vectors[row * dimensions + q];
      }
      if (p === q) expect(sum).toBeCloseTo(squares[p], 4);
      else expect(Math.abs(sum)).toBeLessThan(1e-4 * squares[0]);
    }
    if (p > 0) expect(squares[p]).toBeLessThanOrEqual(squares[p - 1]);
  }
});

test('the standard deviation of scores follows from the moments, and is not told where rounding would', () => {
  const { vectors: turned, moments } = principalAxes(vectors, dimensions);
  const query = randomArray(dimensions, seededRandom(9));
  const exact = plainDeviation(scanRows(turned, rows, dimensions, query));
  expect(standardDeviationOfProducts(moments, rows, query)).toBeCloseTo(exact, 4);
  const same = principalAxes(new Float32Array(rows * dimensions).fill(0.3), dimensions);
  expect(standardDeviationOfProducts(same.moments, rows, query)).toBeUndefined();
  expect(standardDeviationOfProducts(moments, rows, new Float32Array(dimensions))).toBeUndefined();
});
