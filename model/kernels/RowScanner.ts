import { alignedBytes, Workspace } from './Workspace.ts';

/** A matrix kept where the kernels reach it, so that a scan copies only the query and the scores. */
export interface RowScanner {
  readonly rows: number;
  readonly columns: number;
  /** The matrix (rows x columns, row-major). Treat it as read-only. */
  readonly matrix: Float32Array;
  /** Where the matrix lies. */
  readonly workspace: Workspace;
  /** Scores of every row against `query` (length `columns`). `out` is filled and returned. */
  scan(query: ArrayLike<number>, out?: Float32Array): Float32Array;
  /** The sum over entries of factors[e] * matrix row rowIndices[e]. `out` (length `columns`) is filled and returned. */
  combine(rowIndices: ArrayLike<number>, factors: ArrayLike<number>, out?: Float32Array): Float32Array;
}

/** At most this many rows are combined: what a request's history may hold. */
const mostEntries = 4096;

/** Scans a matrix (rows x columns, row-major): where it lies when it is in a workspace, else a copy in a new one. */
export function createRowScanner(matrix: Float32Array, rows: number, columns: number, extraBytes = 0): RowScanner {
  const workspace =
    Workspace.holding(matrix) ??
    new Workspace(
      alignedBytes(rows * columns * 4) +
        alignedBytes(columns * 4) +
        alignedBytes(rows * 4) +
        2 * alignedBytes(mostEntries * 4) +
        extraBytes,
    );
  const { kernels } = workspace;
  let resident = matrix;
  if (Workspace.holding(matrix) === undefined) {
    resident = workspace.float32(rows * columns);
    resident.set(matrix.subarray(0, rows * columns));
  }
  const queryHere = workspace.float32(columns);
  const scores = workspace.float32(rows);
  const indices = workspace.uint32(mostEntries);
  const weights = workspace.float32(mostEntries);

  return {
    rows,
    columns,
    matrix: resident,
    workspace,
    scan(query, out = new Float32Array(rows)) {
      queryHere.set(query);
      const target = out.buffer === workspace.memory.buffer ? out : scores;
      kernels.scanRows(resident.byteOffset, rows, columns, queryHere.byteOffset, target.byteOffset);
      if (target !== out) out.set(scores);
      return out;
    },
    combine(rowIndices, factors, out = new Float32Array(columns)) {
      const count = rowIndices.length;
      if (count > mostEntries) throw new RangeError(`combine takes at most ${mostEntries} rows; received ${count}.`);
      indices.set(rowIndices);
      weights.set(factors);
      const { byteOffset } = queryHere;
      kernels.combineRows(resident.byteOffset, columns, count, indices.byteOffset, weights.byteOffset, byteOffset);
      out.set(queryHere);
      return out;
    },
  };
}
