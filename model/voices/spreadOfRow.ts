import type { Workspace } from '../kernels/index.ts';

/** Standard deviation of a row that lies in the workspace, 0 where all its values are equal to rounding. */
export function spreadOfRow(workspace: Workspace, { byteOffset, length }: Float32Array): number {
  return workspace.borrow(() => {
    const sums = workspace.float64(2);
    workspace.kernels.sumAndSquares(byteOffset, length, sums.byteOffset);
    const mean = sums[0] / length;
    const meanSquare = sums[1] / length;
    const variance = meanSquare - mean * mean;
    return variance > 1e-12 * meanSquare ? Math.sqrt(variance) : 0;
  });
}
