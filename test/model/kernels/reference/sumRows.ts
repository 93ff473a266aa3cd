import type { ResidentRows } from '../../../../model/kernels/SparseScorer.ts';

/** The sum over k of weights[k] * row rowIndices[k] of a sparse matrix, and each row's part of it, per column. */
export function sumRows(
  { offsets, indices, values }: ResidentRows,
  columns: number,
  rowIndices: ArrayLike<number>,
  weights: ArrayLike<number>,
): { sum: Float64Array; parts: Float64Array[] } {
  const sum = new Float64Array(columns);
  const parts = Array.from({ length: rowIndices.length }, (_, k) => {
    const part = new Float64Array(columns);
    for (let entry = offsets[rowIndices[k]]; entry < offsets[rowIndices[k] + 1]; entry += 1) {
      part[indices[entry]] = weights[k] * values[entry];
      sum[indices[entry]] += part[indices[entry]];
    }
    return part;
  });
  return { sum, parts };
}
