/** out = the sum over entries of factors[e] * matrix row rowIndices[e] (rows of `columns` values, row-major). */
export function combineRows(
  matrix: Float32Array,
  columns: number,
  rowIndices: ArrayLike<number>,
  factors: ArrayLike<number>,
  out: Float32Array = new Float32Array(columns),
): Float32Array {
  out.fill(0);
  for (let entry = 0; entry < rowIndices.length; entry += 1) {
    const base = rowIndices[entry] * columns;
    for (let column = 0; column < columns; column += 1) out[column] += factors[entry] * matrix[base + column];
  }
  return out;
}
