import type { SparseRows } from './gram.ts';
import { alignedBytes, withWorkspace } from './Workspace.ts';

/** One half of an alternating-least-squares sweep: for every row r, solve A_r x = b_r approximately. */
export interface FactorProblem {
  /** Length of a factor vector: a multiple of 4. */
  readonly dimensions: number;
  /** The observed entries per row; `indices` point into `fixed`. `values` are the matrix weights w. */
  readonly rows: SparseRows;
  /** Right-hand weight v per entry; undefined means the same as `rows.values`. */
  readonly targets?: Float32Array;
  /** The factors that stay fixed, one row of `dimensions` values each. */
  readonly fixed: Float32Array;
  /** dimensions x dimensions: the part of A that all rows share (a scaled `fixed' fixed`), row-major. */
  readonly shared: Float32Array;
  /** Per row: what is added to the diagonal; above 0. */
  readonly regularisation: Float32Array;
  /** Conjugate-gradient steps per row (Takács, Pilászy, Tikk 2011: three are enough with a warm start). */
  readonly steps: number;
}

/** Rows are solved in runs of at most this many rows and entries, so that memory holds the fixed side and one run. */
const runRows = 8192;
const runEntries = 1 << 20;

/**
 * Solves (shared + sum_j w_j y_j y_j' + regularisation I) x = sum_j v_j y_j for every row by conjugate gradients,
 * starting from what `solved` holds (one row of `dimensions` values each), in place. Rows without entries become zero.
 * Sums are in 32 bits. `dimensions` must be a multiple of 4.
 */
export function solveFactors(problem: FactorProblem, solved: Float32Array): Float32Array {
  const { dimensions, rows, fixed, shared, regularisation, steps } = problem;
  if (dimensions % 4 !== 0) throw new RangeError(`dimensions must be a multiple of 4; received ${dimensions}.`);
  const { offsets, indices, values: weights } = rows;
  const targets = problem.targets ?? weights;
  const runs = planRuns(offsets);
  const mostRows = Math.max(0, ...runs.map((run) => run.end - run.start));
  const mostEntries = Math.max(0, ...runs.map((run) => offsets[run.end] - offsets[run.start]));
  const bytes =
    alignedBytes(fixed.length * 4) +
    alignedBytes(shared.length * 4) +
    alignedBytes(mostRows * dimensions * 4) +
    2 * alignedBytes((mostRows + 1) * 4) +
    3 * alignedBytes(mostEntries * 4) +
    alignedBytes(dimensions * 12);
  return withWorkspace(bytes, (workspace) => {
    const fixedHere = workspace.float32(fixed.length);
    fixedHere.set(fixed);
    const sharedHere = workspace.float32(shared.length);
    sharedHere.set(shared);
    const solvedHere = workspace.float32(mostRows * dimensions);
    const offsetsHere = workspace.uint32(mostRows + 1);
    const regularisationHere = workspace.float32(mostRows + 1);
    const indicesHere = workspace.uint32(mostEntries);
    const weightsHere = workspace.float32(mostEntries);
    const targetsHere = workspace.float32(mostEntries);
    const scratch = workspace.reserve(workspace.kernels.solveScratchBytes(dimensions));

    for (const { start, end } of runs) {
      const result = solved.subarray(start * dimensions, end * dimensions);
      solvedHere.set(result);
      offsetsHere.set(offsets.subarray(start, end + 1));
      regularisationHere.set(regularisation.subarray(start, end));
      indicesHere.set(indices.subarray(offsets[start], offsets[end]));
      if (weights !== undefined) weightsHere.set(weights.subarray(offsets[start], offsets[end]));
      if (targets !== undefined) targetsHere.set(targets.subarray(offsets[start], offsets[end]));
      workspace.kernels.solveFactors(
        end - start,
        dimensions,
        offsetsHere.byteOffset,
        indicesHere.byteOffset,
        weights === undefined ? 0 : weightsHere.byteOffset,
        targets === undefined ? 0 : targetsHere.byteOffset,
        fixedHere.byteOffset,
        sharedHere.byteOffset,
        regularisationHere.byteOffset,
        steps,
        solvedHere.byteOffset,
        scratch,
      );
      result.set(solvedHere.subarray(0, result.length));
    }
    return solved;
  });
}

function planRuns(offsets: Uint32Array): { start: number; end: number }[] {
  const rows = offsets.length - 1;
  const runs: { start: number; end: number }[] = [];
  let start = 0;
  for (let row = 1; row <= rows; row += 1) {
    const isFull = row - start === runRows || (row < rows && offsets[row + 1] - offsets[start] > runEntries);
    if (isFull || row === rows) {
      runs.push({ start, end: row });
      start = row;
    }
  }
  return runs;
}
