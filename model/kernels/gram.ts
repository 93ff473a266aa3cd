/** Rows of a sparse matrix: row r owns entries offsets[r] to offsets[r + 1]. */
export interface SparseRows {
  readonly offsets: Uint32Array;
  readonly indices: Uint32Array;
  /** One value per entry; undefined means that every value is 1. */
  readonly values?: Float32Array;
}

/**
 * The Gram matrix X'X (columns x columns, dense, symmetric, row-major) of a sparse X given by rows. It stays in plain
 * TypeScript: the time goes into scattered writes, which SIMD does not speed up. `into` receives the sums (it must hold
 * columns * columns values); pass one of `allocateSquare` so that `invertSymmetric` need not copy.
 */
export function gram(
  rows: SparseRows,
  columns: number,
  into: Float32Array = new Float32Array(columns * columns),
): Float32Array {
  const { offsets, indices, values } = rows;
  for (let row = 0; row + 1 < offsets.length; row += 1) {
    const end = offsets[row + 1];
    for (let left = offsets[row]; left < end; left += 1) {
      const base = indices[left] * columns;
      const leftValue = values === undefined ? 1 : values[left];
      if (values === undefined) {
        for (let right = offsets[row]; right < end; right += 1) into[base + indices[right]] += 1;
      } else {
        for (let right = offsets[row]; right < end; right += 1)
          into[base + indices[right]] += leftValue * values[right];
      }
    }
  }
  return into;
}
