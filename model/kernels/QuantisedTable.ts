import type { Workspace } from './Workspace.ts';

/** Codes of the query use this many steps on either side of zero: see assembly/quantised.ts. */
const querySteps = 16_383;

/**
 * A factor table in 8 bits (a scale per row) for scans that need not be exact: half the time of 32-bit floats and a
 * quarter of the memory. Scores are off by about half a percent of their spread.
 */
export class QuantisedTable {
  /** Length of each row of the matrix. */
  readonly norms: Float32Array;
  readonly #workspace: Workspace;
  readonly #rows: number;
  readonly #columns: number;
  readonly #stride: number;
  readonly #codes: number;
  readonly #scales: number;
  readonly #query: Int16Array;
  #step = 0;

  /** `matrix` (rows x columns, row-major, in the workspace) may change afterwards. `columns`: a multiple of 4, <= 1,024. */
  constructor(workspace: Workspace, matrix: Float32Array, rows: number, columns: number) {
    this.#workspace = workspace;
    this.#rows = rows;
    this.#columns = columns;
    this.#stride = Math.ceil(columns / 8) * 8;
    this.#codes = workspace.reserve(rows * this.#stride);
    this.#scales = workspace.reserve(rows * 4);
    this.#query = new Int16Array(workspace.memory.buffer, workspace.reserve(this.#stride * 2), this.#stride);
    this.norms = workspace.float32(rows);
    workspace.kernels.quantiseRows(
      matrix.byteOffset,
      rows,
      columns,
      this.#stride,
      this.#codes,
      this.#scales,
      this.norms.byteOffset,
    );
  }

  /** The vector that rows are multiplied with from now on (length = columns). */
  setQuery(query: ArrayLike<number>): void {
    let largest = 0;
    for (let index = 0; index < this.#columns; index += 1) largest = Math.max(largest, Math.abs(query[index]));
    this.#step = largest / querySteps;
    for (let index = 0; index < this.#columns; index += 1) {
      this.#query[index] = largest === 0 ? 0 : Math.round(query[index] / this.#step);
    }
  }

  /** out[r] += factor * (about) row r . query. `out` lies in the workspace. */
  addScan(factor: number, out: Float32Array): void {
    this.#workspace.kernels.addQuantisedScan(
      this.#codes,
      this.#scales,
      this.#rows,
      this.#stride,
      this.#query.byteOffset,
      this.#step * factor,
      out.byteOffset,
    );
  }

  /** out[k] += factor * (about) row rows[k] . query. Both arrays lie in the workspace. */
  addRows(factor: number, rows: Uint32Array, out: Float32Array): void {
    this.#workspace.kernels.addQuantisedRows(
      this.#codes,
      this.#scales,
      this.#stride,
      rows.byteOffset,
      rows.length,
      this.#query.byteOffset,
      this.#step * factor,
      out.byteOffset,
    );
  }
}
