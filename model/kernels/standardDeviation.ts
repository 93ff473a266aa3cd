import type { Moments } from './principalAxes.ts';
import type { Workspace } from './Workspace.ts';

/**
 * The standard deviation of `count` values from their sum and the sum of their squares; 0 where they are equal to
 * rounding, so that nobody divides by noise.
 */
export function standardDeviation(sum: number, sumOfSquares: number, count: number): number {
  const mean = sum / count;
  const meanSquare = sumOfSquares / count;
  const variance = meanSquare - mean * mean;
  return variance > 1e-12 * meanSquare ? Math.sqrt(variance) : 0;
}

/** The standard deviation of values that lie in the workspace. */
export function standardDeviationOf({ byteOffset, length }: Float32Array, workspace: Workspace): number {
  return workspace.borrow(() => {
    const sums = workspace.float64(2);
    workspace.kernels.sumAndSquares(byteOffset, length, sums.byteOffset);
    return standardDeviation(sums[0], sums[1], length);
  });
}

/**
 * The standard deviation of the products of a table's rows with `query`, from the table's moments in its principal axes;
 * undefined where it is too small against the mean to be told from rounding, so that the products themselves must say.
 */
export function standardDeviationOfProducts(
  { squares, sums }: Moments,
  rows: number,
  query: ArrayLike<number>,
): number | undefined {
  let meanSquare = 0;
  let mean = 0;
  for (let index = 0; index < squares.length; index += 1) {
    meanSquare += squares[index] * query[index] * query[index];
    mean += sums[index] * query[index];
  }
  meanSquare /= rows;
  mean /= rows;
  const variance = meanSquare - mean * mean;
  return variance > 0.01 * meanSquare ? Math.sqrt(variance) : undefined;
}
