import { gemmScratchBytes } from './gemm.ts';
import { alignedBytes, Workspace } from './Workspace.ts';

/** Pivots that the blocked inverse sweeps at once. */
export const sweepBlock = 128;

const workspaces = new WeakMap<ArrayBufferLike, Workspace>();

/** An n x n matrix of zeros, placed where `invertSymmetric` can work on it without a copy. */
export function allocateSquare(n: number): Float32Array<ArrayBuffer> {
  const bytes =
    alignedBytes(n * n * 4) +
    2 * alignedBytes(n * sweepBlock * 4) +
    alignedBytes(sweepBlock * sweepBlock * 4) +
    gemmScratchBytes;
  const workspace = new Workspace(bytes);
  const matrix = workspace.float32(n * n);
  workspaces.set(matrix.buffer, workspace);
  return matrix;
}

/** The workspace behind a matrix of `allocateSquare`, or undefined for any other array. */
export function workspaceOf(matrix: Float32Array): Workspace | undefined {
  return workspaces.get(matrix.buffer);
}
