import { scanRows } from './reference/scanRows.ts';

/** A matrix kept where the kernels reach it, so that a scan copies only the query and the scores. */
export interface RowScanner {
  readonly rows: number;
  readonly columns: number;
  /** The matrix (rows x columns, row-major). Treat it as read-only. */
  readonly matrix: Float32Array;
  /** Scores of every row against `query` (length `columns`). `out` is filled and returned. */
  scan(query: ArrayLike<number>, out?: Float32Array): Float32Array;
}

/** Takes a copy of `matrix` (rows x columns, row-major) for repeated scans. */
export function createRowScanner(matrix: Float32Array, rows: number, columns: number): RowScanner {
  const resident = Float32Array.from(matrix);
  return { rows, columns, matrix: resident, scan: (query, out) => scanRows(resident, rows, columns, query, out) };
}
