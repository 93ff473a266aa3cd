import { allocateSquare, sweepBlock, workspaceOf } from './allocateSquare.ts';
import { NotPositiveDefiniteError } from './NotPositiveDefiniteError.ts';
import type { Workspace } from './Workspace.ts';

/** Rows that one product updates: large enough to hide packing, small enough to waste little above the diagonal. */
const stripRows = 256;

/**
 * Inverts a symmetric positive definite n x n matrix in place and returns it: a blocked symmetric sweep (Goodnight
 * 1979) on the lower triangle, n^3 multiplications as products of panels. Storage is 32-bit, the diagonal blocks are inverted
 * in 64-bit. No copy is made of a matrix from `allocateSquare`; any other is copied once.
 * @throws NotPositiveDefiniteError when a pivot is not above zero.
 */
export function invertSymmetric(matrix: Float32Array, n: number): Float32Array {
  const resident = workspaceOf(matrix);
  if (resident !== undefined) {
    sweepAll(resident, matrix, n);
    return matrix;
  }
  const copy = allocateSquare(n);
  copy.set(matrix);
  sweepAll(workspaceOf(copy) as Workspace, copy, n);
  matrix.set(copy);
  return matrix;
}

function sweepAll(workspace: Workspace, matrix: Float32Array, n: number): void {
  // The matrix is the workspace's first reservation; what follows is laid out anew on every call.
  workspace.reset();
  workspace.reserve(n * n * 4);
  const panel = workspace.float32(n * sweepBlock);
  const scaledPanel = workspace.float32(n * sweepBlock);
  const blockInverse = workspace.float32(sweepBlock * sweepBlock);
  const scratch = workspace.reserve(workspace.kernels.gemmScratchBytes());
  const { gemm } = workspace.kernels;

  for (let start = 0; start < n; start += sweepBlock) {
    const size = Math.min(sweepBlock, n - start);
    gatherPanel(matrix, n, start, size, panel);
    invertBlock(matrix, n, start, size, blockInverse);
    scaledPanel.fill(0, 0, n * size);
    gemm(
      n,
      size,
      size,
      1,
      panel.byteOffset,
      size,
      1,
      blockInverse.byteOffset,
      size,
      1,
      scaledPanel.byteOffset,
      size,
      scratch,
    );
    for (let row = 0; row < n; row += stripRows) {
      const rows = Math.min(stripRows, n - row);
      gemm(
        rows,
        row + rows,
        size,
        -1,
        scaledPanel.byteOffset + row * size * 4,
        size,
        1,
        panel.byteOffset,
        1,
        size,
        matrix.byteOffset + row * n * 4,
        n,
        scratch,
      );
    }
    scatterPanel(matrix, n, start, size, scaledPanel, blockInverse);
  }
  // The sweep of every pivot leaves the negative inverse in the lower triangle.
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const value = 0 - matrix[row * n + column];
      matrix[row * n + column] = value;
      matrix[column * n + row] = value;
    }
  }
}

/** panel (n x size) = the columns of the pivots, with zeros in the pivots' own rows so that no update touches them. */
function gatherPanel(matrix: Float32Array, n: number, start: number, size: number, panel: Float32Array): void {
  for (let pivot = 0; pivot < size; pivot += 1) {
    const base = (start + pivot) * n;
    for (let row = 0; row < start; row += 1) panel[row * size + pivot] = matrix[base + row];
  }
  panel.fill(0, start * size, (start + size) * size);
  for (let row = start + size; row < n; row += 1) {
    const base = row * n + start;
    for (let pivot = 0; pivot < size; pivot += 1) panel[row * size + pivot] = matrix[base + pivot];
  }
}

function scatterPanel(
  matrix: Float32Array,
  n: number,
  start: number,
  size: number,
  scaledPanel: Float32Array,
  blockInverse: Float32Array,
): void {
  for (let pivot = 0; pivot < size; pivot += 1) {
    const base = (start + pivot) * n;
    for (let row = 0; row < start; row += 1) matrix[base + row] = scaledPanel[row * size + pivot];
    for (let other = 0; other <= pivot; other += 1) matrix[base + start + other] = -blockInverse[pivot * size + other];
  }
  for (let row = start + size; row < n; row += 1) {
    const base = row * n + start;
    for (let pivot = 0; pivot < size; pivot += 1) matrix[base + pivot] = scaledPanel[row * size + pivot];
  }
}

/** The inverse of one diagonal block, by the plain sweep in 64-bit. */
function invertBlock(matrix: Float32Array, n: number, start: number, size: number, inverse: Float32Array): void {
  const work = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const value = matrix[(start + row) * n + start + column];
      work[row * size + column] = value;
      work[column * size + row] = value;
    }
  }
  for (let pivotIndex = 0; pivotIndex < size; pivotIndex += 1) {
    const pivotBase = pivotIndex * size;
    const pivot = work[pivotBase + pivotIndex];
    if (!(pivot > 0)) throw new NotPositiveDefiniteError(start + pivotIndex, pivot);
    for (let row = 0; row < size; row += 1) {
      if (row === pivotIndex) continue;
      const base = row * size;
      const factor = work[base + pivotIndex] / pivot;
      for (let column = 0; column < size; column += 1) work[base + column] -= factor * work[pivotBase + column];
      work[base + pivotIndex] = -factor;
    }
    for (let column = 0; column < size; column += 1) work[pivotBase + column] /= pivot;
    work[pivotBase + pivotIndex] = 1 / pivot;
  }
  inverse.set(work);
}
