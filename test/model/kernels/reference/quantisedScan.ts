/**
 * Row . query for every row of a matrix (rows x columns, row-major) whose values are rounded to 127 steps on either side
 * of zero, a step size per row, and a query rounded to 16,383.
 */
export function quantisedScan(matrix: Float32Array, columns: number, query: ArrayLike<number>): Float64Array {
  const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const rounded = (values: Float32Array, steps: number): Float64Array => {
    const step = largest(values) / steps;
    return Float64Array.from(values, (value) => (step === 0 ? 0 : Math.round(value / step) * step));
  };
  const vector = rounded(Float32Array.from(query), 16_383);
  return Float64Array.from({ length: matrix.length / columns }, (_, row) => {
    const values = rounded(matrix.subarray(row * columns, (row + 1) * columns), 127);
    return values.reduce((sum, value, column) => sum + value * vector[column], 0);
  });
}
