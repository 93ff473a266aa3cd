import { alignedBytes, Workspace } from './Workspace.ts';

/** One row's least-squares problem over the scanner's matrix; see `FactorProblem`. */
export interface FoldInProblem {
  /** Rows of the matrix that were observed. */
  readonly indices: ArrayLike<number>;
  /** Matrix weight w per entry. */
  readonly weights: ArrayLike<number>;
  /** Right-hand weight v per entry. */
  readonly targets: ArrayLike<number>;
  /** columns x columns, row-major. */
  readonly shared: Float32Array;
  readonly regularisation: number;
  readonly steps: number;
}

/** A matrix kept where the kernels reach it, so that a scan copies only the query and the scores. */
export interface RowScanner {
  readonly rows: number;
  readonly columns: number;
  /** The matrix (rows x columns, row-major). Treat it as read-only. */
  readonly matrix: Float32Array;
  /** Scores of every row against `query` (length `columns`). `out` is filled and returned. */
  scan(query: ArrayLike<number>, out?: Float32Array): Float32Array;
  /** The sum over entries of factors[e] * matrix row rowIndices[e]. `out` (length `columns`) is filled and returned. */
  combine(rowIndices: ArrayLike<number>, factors: ArrayLike<number>, out?: Float32Array): Float32Array;
  /** Conjugate-gradient solution from zero (length `columns`): a new user's factors. Needs columns % 4 === 0. */
  foldIn(problem: FoldInProblem): Float32Array;
}

/** At most this many entries are folded in: what a request's history may hold. */
const mostEntries = 4096;
/** Wider matrices (rows of a catalogue's length) can be combined but not folded into. */
const widestFoldIn = 1024;

/** Takes a copy of `matrix` (rows x columns, row-major) for repeated scans and fold-ins. */
export function createRowScanner(matrix: Float32Array, rows: number, columns: number): RowScanner {
  const sharedLength = columns <= widestFoldIn ? columns * columns : 0;
  const workspace = new Workspace(
    alignedBytes(rows * columns * 4) +
      2 * alignedBytes(columns * 4) +
      alignedBytes(rows * 4) +
      alignedBytes(sharedLength * 4) +
      2 * alignedBytes(8) +
      3 * alignedBytes(mostEntries * 4) +
      alignedBytes(columns * 12),
  );
  const { kernels } = workspace;
  const resident = workspace.float32(rows * columns);
  resident.set(matrix.subarray(0, rows * columns));
  const queryHere = workspace.float32(columns);
  const scores = workspace.float32(rows);
  const solved = workspace.float32(columns);
  const shared = workspace.float32(sharedLength);
  const offsets = workspace.uint32(2);
  const regularisation = workspace.float32(1);
  const indices = workspace.uint32(mostEntries);
  const weights = workspace.float32(mostEntries);
  const targets = workspace.float32(mostEntries);
  const scratch = workspace.reserve(columns * 12);
  let sharedSource: Float32Array | undefined;

  return {
    rows,
    columns,
    matrix: resident,
    scan(query, out = new Float32Array(rows)) {
      queryHere.set(query);
      kernels.scanRows(resident.byteOffset, rows, columns, queryHere.byteOffset, scores.byteOffset);
      out.set(scores);
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
    foldIn(problem) {
      const count = problem.indices.length;
      if (columns % 4 !== 0 || columns > widestFoldIn) {
        throw new RangeError(
          `foldIn needs columns in multiples of 4, at most ${widestFoldIn}; the matrix has ${columns}.`,
        );
      }
      if (count > mostEntries) throw new RangeError(`foldIn takes at most ${mostEntries} entries; received ${count}.`);
      if (sharedSource !== problem.shared) {
        shared.set(problem.shared);
        sharedSource = problem.shared;
      }
      indices.set(problem.indices);
      weights.set(problem.weights);
      targets.set(problem.targets);
      offsets[1] = count;
      regularisation[0] = problem.regularisation;
      solved.fill(0);
      kernels.solveFactors(
        1,
        columns,
        offsets.byteOffset,
        indices.byteOffset,
        weights.byteOffset,
        targets.byteOffset,
        resident.byteOffset,
        shared.byteOffset,
        regularisation.byteOffset,
        problem.steps,
        solved.byteOffset,
        scratch,
      );
      return Float32Array.from(solved);
    },
  };
}
