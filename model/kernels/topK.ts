import { plainTopK } from './plainTopK.ts';
import { alignedBytes, withWorkspace, Workspace } from './Workspace.ts';

/** Below this many scores the plain version is as fast. */
const leastScores = 512;

/**
 * Indices of the k highest scores, best first; equal scores keep the lower index first. NaN and -Infinity never
 * qualify, so callers mask by -Infinity. Scores in a workspace are read where they lie.
 */
export function topK(scores: ArrayLike<number>, k: number, length: number = scores.length): Uint32Array {
  const capacity = Math.min(k, length);
  if (capacity <= 0 || length < leastScores || !(scores instanceof Float32Array)) return plainTopK(scores, k, length);
  const select = (workspace: Workspace, at: number): Uint32Array => {
    const heap = workspace.uint32(capacity);
    return heap.slice(0, workspace.kernels.topK(at, length, capacity, heap.byteOffset));
  };
  const home = Workspace.holding(scores);
  if (home !== undefined) return home.borrow(() => select(home, scores.byteOffset));
  return withWorkspace(alignedBytes(length * 4) + alignedBytes(capacity * 4), (workspace) => {
    const here = workspace.float32(length);
    here.set(length === scores.length ? scores : scores.subarray(0, length));
    return select(workspace, here.byteOffset);
  });
}
