import { NotPositiveDefiniteError } from './NotPositiveDefiniteError.ts';

/** The factor L of A = LL' for a small symmetric positive definite matrix, in 64-bit numbers. */
export class Cholesky {
  readonly #size: number;
  readonly #lower: Float64Array;

  /** Factorises the size x size matrix (row-major; only the lower triangle is read). @throws NotPositiveDefiniteError */
  constructor(matrix: ArrayLike<number>, size: number) {
    this.#size = size;
    this.#lower = new Float64Array(matrix);
    const lower = this.#lower;
    for (let row = 0; row < size; row += 1) {
      const rowBase = row * size;
      for (let column = 0; column <= row; column += 1) {
        const columnBase = column * size;
        const sum = lower[rowBase + column] - productOf(lower, rowBase, lower, columnBase, column);
        if (column < row) {
          lower[rowBase + column] = sum / lower[columnBase + column];
        } else {
          if (!(sum > 0)) throw new NotPositiveDefiniteError(row, sum);
          lower[rowBase + row] = Math.sqrt(sum);
        }
      }
    }
  }

  /** Solves Ax = b; returns x. */
  solve(b: ArrayLike<number>): Float64Array {
    const x = this.forward(b);
    const size = this.#size;
    for (let row = size - 1; row >= 0; row -= 1) {
      x[row] /= this.#lower[row * size + row];
      const value = x[row];
      for (let index = 0; index < row; index += 1) x[index] -= this.#lower[row * size + index] * value;
    }
    return x;
  }

  /** Solves Ly = b; returns y. */
  forward(b: ArrayLike<number>): Float64Array {
    const y = new Float64Array(b);
    const size = this.#size;
    for (let row = 0; row < size; row += 1) {
      y[row] = (y[row] - productOf(this.#lower, row * size, y, 0, row)) / this.#lower[row * size + row];
    }
    return y;
  }
}

/** Inner product of two runs of `length` numbers. Four sums side by side, because each addition waits for the last. */
function productOf(a: Float64Array, aStart: number, b: Float64Array, bStart: number, length: number): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let index = 0;
  for (; index + 4 <= length; index += 4) {
    sum0 += a[aStart + index] * b[bStart + index];
    sum1 += a[aStart + index + 1] * b[bStart + index + 1];
    sum2 += a[aStart + index + 2] * b[bStart + index + 2];
    sum3 += a[aStart + index + 3] * b[bStart + index + 3];
  }
  for (; index < length; index += 1) sum0 += a[aStart + index] * b[bStart + index];
  return sum0 + sum1 + (sum2 + sum3);
}
