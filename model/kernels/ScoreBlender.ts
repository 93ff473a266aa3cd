import { standardDeviation } from './standardDeviation.ts';
import { alignedBytes, Workspace } from './Workspace.ts';

/** Room for the scores of several voices over one catalogue, where the kernels can add them up. */
export interface ScoreBlender {
  /** The scores of one voice; write into it. */
  row(voice: number): Float32Array;
  /** Standard deviation of a row, 0 where all its values are equal to rounding. */
  spread(voice: number): number;
  /** The sum over voices of factors[v] * row v, for as many voices as there are factors. A new array. */
  blend(factors: ArrayLike<number>): Float32Array;
}

/** A blender for `voices` rows of `items` scores. It is reused from request to request; rows keep what was written. */
export function createScoreBlender(items: number, voices: number): ScoreBlender {
  const workspace = new Workspace(
    alignedBytes(items * voices * 4) + alignedBytes(items * 4) + 2 * alignedBytes(voices * 4) + alignedBytes(16),
  );
  const { kernels } = workspace;
  const rows = workspace.float32(items * voices);
  const out = workspace.float32(items);
  const rowIndices = workspace.uint32(voices);
  const factorsHere = workspace.float32(voices);
  const sums = new Float64Array(workspace.memory.buffer, workspace.reserve(16), 2);
  const views = Array.from({ length: voices }, (_, voice) => rows.subarray(voice * items, (voice + 1) * items));
  rowIndices.forEach((_, voice) => (rowIndices[voice] = voice));
  return {
    row: (voice) => views[voice],
    spread(voice) {
      kernels.sumAndSquares(views[voice].byteOffset, items, sums.byteOffset);
      return standardDeviation(sums[0], sums[1], items);
    },
    blend(factors) {
      factorsHere.set(factors);
      kernels.combineRows(
        rows.byteOffset,
        items,
        factors.length,
        rowIndices.byteOffset,
        factorsHere.byteOffset,
        out.byteOffset,
      );
      return out.slice();
    },
  };
}
