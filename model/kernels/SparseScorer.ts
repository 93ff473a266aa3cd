import type { Workspace } from './Workspace.ts';

/** A sparse matrix by rows, in a workspace: row r owns entries offsets[r] to offsets[r + 1]. */
export interface ResidentRows {
  readonly offsets: Uint32Array;
  /** 16 bits where the columns allow it: rows are read from memory at every request. */
  readonly indices: Uint32Array | Uint16Array;
  readonly values: Float32Array;
}

/** Most rows of one request. */
const mostEvents = 4096;

/** Weighted sums of rows of a sparse matrix, and what each row added to some of the columns. */
export class SparseScorer {
  readonly #workspace: Workspace;
  readonly #rows: ResidentRows;
  readonly #rowIndices: Uint32Array;
  readonly #weights: Float32Array;
  #count = 0;

  /** The arrays of `rows` lie in the workspace. */
  constructor(workspace: Workspace, rows: ResidentRows) {
    this.#workspace = workspace;
    this.#rows = rows;
    this.#rowIndices = workspace.uint32(mostEvents);
    this.#weights = workspace.float32(mostEvents);
  }

  /** out (in the workspace) = the sum over k of weights[k] * row rowIndices[k]. @throws RangeError above 4,096 rows */
  sum(rowIndices: Uint32Array, weights: Float32Array, out: Float32Array): void {
    this.#count = rowIndices.length;
    this.#rowIndices.set(rowIndices);
    this.#weights.set(weights);
    out.fill(0);
    const { offsets, indices, values } = this.#rows;
    const { kernels } = this.#workspace;
    const add = indices instanceof Uint16Array ? kernels.addSparseRows16 : kernels.addSparseRows;
    add(
      offsets.byteOffset,
      indices.byteOffset,
      values.byteOffset,
      this.#count,
      this.#rowIndices.byteOffset,
      this.#weights.byteOffset,
      out.byteOffset,
    );
  }

  /**
   * What each of the rows of the last `sum` added to the columns with a place: one row of as many values per place in
   * `out` (in the workspace). `places` (in the workspace) holds 1 more than the place of a column, 0 for all others.
   */
  parts(places: Uint16Array, out: Float32Array): void {
    const { offsets, indices, values } = this.#rows;
    out.fill(0);
    const { kernels } = this.#workspace;
    const pick = indices instanceof Uint16Array ? kernels.pickSparseRows16 : kernels.pickSparseRows;
    pick(
      offsets.byteOffset,
      indices.byteOffset,
      values.byteOffset,
      this.#count,
      this.#rowIndices.byteOffset,
      this.#weights.byteOffset,
      places.byteOffset,
      out.byteOffset,
    );
  }
}
