import { NotPositiveDefiniteError } from '../../../../model/kernels/NotPositiveDefiniteError.ts';

/**
 * Inverts a symmetric positive definite n x n matrix in place and returns it. The symmetric sweep operator (Goodnight
 * 1979, "A Tutorial on the SWEEP Operator") over every pivot, in n^3 multiplications, with 64-bit arithmetic per step.
 * @throws NotPositiveDefiniteError when a pivot is not above zero.
 */
export function invertSymmetric(matrix: Float32Array, n: number): Float32Array {
  const work = Float64Array.from(matrix);
  for (let pivotIndex = 0; pivotIndex < n; pivotIndex += 1) {
    const pivotRow = work.subarray(pivotIndex * n, (pivotIndex + 1) * n);
    const pivot = pivotRow[pivotIndex];
    if (!(pivot > 0)) throw new NotPositiveDefiniteError(pivotIndex, pivot);
    for (let row = 0; row < n; row += 1) {
      if (row === pivotIndex) continue;
      const target = work.subarray(row * n, (row + 1) * n);
      const factor = target[pivotIndex] / pivot;
      if (factor === 0) continue;
      for (let column = 0; column < n; column += 1) target[column] -= factor * pivotRow[column];
      target[pivotIndex] = -factor;
    }
    for (let column = 0; column < n; column += 1) pivotRow[column] /= pivot;
    pivotRow[pivotIndex] = 1 / pivot;
  }
  matrix.set(work);
  return matrix;
}
