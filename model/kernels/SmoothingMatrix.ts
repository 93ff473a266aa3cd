import { alignedBytes, Workspace } from './Workspace.ts';
import type { SparseRows } from './gram.ts';

/**
 * The symmetric matrix S'DS of sparse rows S and a diagonal D, which never exists as a whole: in a workspace of its own
 * that also holds what it is multiplied with.
 */
export class SmoothingMatrix {
  readonly #workspace: Workspace;
  readonly #offsets: Uint32Array;
  readonly #indices: Uint32Array;
  readonly #values: Float32Array;
  readonly #factors: Float32Array;
  readonly #right: Float32Array;
  readonly #product: Float32Array;
  readonly #products: Float64Array;
  readonly #dimensions: number;

  /**
   * `columns`: of S. `factors`: the diagonal of D, one per row of S. `dimensions`: columns of what the matrix is multiplied
   * with, a multiple of 4.
   */
  constructor(
    { offsets, indices, values }: Required<SparseRows>,
    columns: number,
    factors: ArrayLike<number>,
    dimensions: number,
  ) {
    if (dimensions % 4 !== 0) throw new RangeError(`dimensions must be a multiple of 4; received ${dimensions}.`);
    const size = columns * dimensions;
    this.#workspace = new Workspace(
      alignedBytes(offsets.length * 4) +
        2 * alignedBytes(indices.length * 4) +
        alignedBytes(factors.length * 4) +
        2 * alignedBytes(size * 4) +
        alignedBytes(dimensions * dimensions * 8),
    );
    this.#dimensions = dimensions;
    this.#offsets = this.#workspace.uint32(offsets.length);
    this.#indices = this.#workspace.uint32(indices.length);
    this.#values = this.#workspace.float32(indices.length);
    this.#factors = this.#workspace.float32(factors.length);
    this.#right = this.#workspace.float32(size);
    this.#product = this.#workspace.float32(size);
    this.#products = this.#workspace.float64(dimensions * dimensions);
    this.#offsets.set(offsets);
    this.#indices.set(indices);
    this.#values.set(values);
    this.#factors.set(factors);
  }

  /** S'DS times `right` (columns x dimensions), row-major; it is overwritten by the next call. Sums are in 32 bits. */
  times(right: ArrayLike<number>): Float32Array {
    this.#right.set(right);
    this.#product.fill(0);
    this.#workspace.kernels.addSmoothed(
      this.#offsets.byteOffset,
      this.#indices.byteOffset,
      this.#values.byteOffset,
      this.#factors.length,
      this.#factors.byteOffset,
      this.#right.byteOffset,
      this.#dimensions,
      this.#product.byteOffset,
    );
    return this.#product;
  }

  /** The upper triangle of the products among the columns of what `times` returned last, in 64 bits. */
  columnProducts(): Float64Array {
    const { byteOffset, length } = this.#product;
    const { kernels } = this.#workspace;
    kernels.columnProducts(byteOffset, length / this.#dimensions, this.#dimensions, this.#products.byteOffset);
    return this.#products;
  }
}
