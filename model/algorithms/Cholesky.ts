import { NotPositiveDefiniteError } from '../kernels/index.ts';

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
        let sum = lower[rowBase + column];
        for (let index = 0; index < column; index += 1) sum -= lower[rowBase + index] * lower[columnBase + index];
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
      let sum = y[row];
      for (let index = 0; index < row; index += 1) sum -= this.#lower[row * size + index] * y[index];
      y[row] = sum / this.#lower[row * size + row];
    }
    return y;
  }
}
