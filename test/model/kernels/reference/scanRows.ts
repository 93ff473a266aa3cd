/** out[r] = matrix row r . query: the exact scan of a catalogue of factor vectors (rows x columns, row-major). */
export function scanRows(
  matrix: Float32Array,
  rows: number,
  columns: number,
  query: ArrayLike<number>,
  out: Float32Array = new Float32Array(rows),
): Float32Array {
  for (let row = 0; row < rows; row += 1) {
    const base = row * columns;
    let sum = 0;
    for (let column = 0; column < columns; column += 1) sum += matrix[base + column] * query[column];
    out[row] = sum;
  }
  return out;
}
