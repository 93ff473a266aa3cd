import type { FactorProblem } from './reference/solveFactors.ts';
import { alignedBytes, Workspace } from './Workspace.ts';

/** Rows are solved in runs of at most this many rows and entries, so that memory holds the fixed side and one run. */
const runRows = 8192;
const runEntries = 1 << 20;

/**
 * Solves (shared + sum_j w_j y_j y_j' + regularisation I) x = sum_j v_j y_j for every row by conjugate gradients,
 * starting from what `solved` holds (one row of `dimensions` values each), in place. Rows without entries become zero.
 * The same contract as `reference/solveFactors.ts`, with 32-bit sums. `dimensions` must be a multiple of 4.
 */
export function solveFactors(problem: FactorProblem, solved: Float32Array): Float32Array {
  const { dimensions, rows, fixed, shared, regularisation, steps } = problem;
  if (dimensions % 4 !== 0) throw new RangeError(`dimensions must be a multiple of 4; received ${dimensions}.`);
  const { offsets, indices, values: weights } = rows;
  const targets = problem.targets ?? weights;
  const runs = planRuns(offsets);
  const mostRows = Math.max(0, ...runs.map((run) => run.end - run.start));
  const mostEntries = Math.max(0, ...runs.map((run) => offsets[run.end] - offsets[run.start]));
  const workspace = new Workspace(
    alignedBytes(fixed.length * 4) +
      alignedBytes(shared.length * 4) +
      alignedBytes(mostRows * dimensions * 4) +
      2 * alignedBytes((mostRows + 1) * 4) +
      3 * alignedBytes(mostEntries * 4) +
      alignedBytes(dimensions * 12),
  );
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
