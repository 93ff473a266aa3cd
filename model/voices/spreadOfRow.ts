import { standardDeviation } from '../kernels/index.ts';
import type { Workspace } from '../kernels/index.ts';

/** Standard deviation of a row that lies in the workspace, 0 where all its values are equal to rounding. */
export function spreadOfRow(workspace: Workspace, { byteOffset, length }: Float32Array): number {
  return workspace.borrow(() => {
    const sums = workspace.float64(2);
    workspace.kernels.sumAndSquares(byteOffset, length, sums.byteOffset);
    return standardDeviation(sums[0], sums[1], length);
  });
}
