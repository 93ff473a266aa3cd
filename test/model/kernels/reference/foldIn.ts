import type { FoldInProblem } from '../../../../model/kernels/FoldIn.ts';
import { Cholesky } from '../../../../model/kernels/Cholesky.ts';
import { dot } from './dot.ts';

/**
 * One user's least-squares problem over item factors: the solution x of A x = b with A = D + sum_e |v_e| y_e y_e' and
 * b = sum_e v_e y_e, and `shares(item)`, what each observed item adds to the score x . y_item: v_e y_e' A^-1 y_item
 * (Hu, Koren, Volinsky 2008, section 5). `factors` has rows of `dimensions` values.
 */
export function foldIn(
  factors: Float32Array,
  dimensions: number,
  { items, weights, diagonal }: FoldInProblem,
): { solution: Float64Array; shares: (item: number) => Float64Array } {
  const vector = (item: number): Float32Array => factors.subarray(item * dimensions, (item + 1) * dimensions);
  const matrix = new Float64Array(dimensions * dimensions);
  const rightSide = new Float64Array(dimensions);
  for (let row = 0; row < dimensions; row += 1) matrix[row * dimensions + row] = diagonal[row];
  for (let event = 0; event < items.length; event += 1) {
    const y = vector(items[event]);
    for (let row = 0; row < dimensions; row += 1) {
      rightSide[row] += weights[event] * y[row];
      const scaled = Math.abs(weights[event]) * y[row];
      for (let column = 0; column < dimensions; column += 1) matrix[row * dimensions + column] += scaled * y[column];
    }
  }
  const factor = new Cholesky(matrix, dimensions);
  return {
    solution: factor.solve(rightSide),
    shares(item) {
      const direction = factor.solve(vector(item));
      return Float64Array.from(items, (other, event) => weights[event] * dot(direction, vector(other), dimensions));
    },
  };
}
