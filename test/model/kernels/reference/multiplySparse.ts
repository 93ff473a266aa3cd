import type { ResidentRows } from '../../../../model/kernels/SparseScorer.ts';

/** Sparse rows times `right`, whose rows have `columns` values: a dense matrix, row-major. */
export function multiplySparse(
  { offsets, indices, values }: ResidentRows,
  right: Float32Array,
  columns: number,
): Float32Array {
  const out = new Float32Array((offsets.length - 1) * columns);
  for (let row = 0; row + 1 < offsets.length; row += 1) {
    for (let entry = offsets[row]; entry < offsets[row + 1]; entry += 1) {
      const from = indices[entry] * columns;
      for (let column = 0; column < columns; column += 1) {
        out[row * columns + column] += values[entry] * right[from + column];
      }
    }
  }
  return out;
}
