import { NotPositiveDefiniteError } from './NotPositiveDefiniteError.ts';
import { alignedBytes, Workspace } from './Workspace.ts';

/** Small symmetric positive definite systems Ax = b, one after the other, in 64-bit numbers and the same memory. */
export class NormalEquations {
  /** Where the upper triangle of A is written before each `solve`, in rows of `width`. What lies below it is not read. */
  readonly matrix: Float64Array;
  readonly width: number;
  readonly #workspace: Workspace;

  /** `most`: the largest size of a system. */
  constructor(most: number) {
    this.width = Math.ceil(most / 2) * 2;
    this.#workspace = new Workspace(alignedBytes(this.width * this.width * 8));
    this.matrix = this.#workspace.float64(this.width * this.width);
  }

  /** x, for as many equations as `b` is long. A is overwritten. @throws NotPositiveDefiniteError */
  solve(b: ArrayLike<number>): Float64Array {
    const { matrix, width } = this;
    const size = b.length;
    const isPositive = this.#workspace.kernels.factorise(matrix.byteOffset, size, width);
    if (isPositive === 0) throw new NotPositiveDefiniteError(0, Number.NaN);
    const x = new Float64Array(b);
    for (let row = 0; row < size; row += 1) {
      const value = (x[row] /= matrix[row * width + row]);
      for (let column = row + 1; column < size; column += 1) x[column] -= matrix[row * width + column] * value;
    }
    for (let row = size - 1; row >= 0; row -= 1) {
      let sum = x[row];
      for (let column = row + 1; column < size; column += 1) sum -= matrix[row * width + column] * x[column];
      x[row] = sum / matrix[row * width + row];
    }
    return x;
  }
}
