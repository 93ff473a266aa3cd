import type { GemmOptions } from '../../../../model/kernels/index.ts';

const blockSize = 64;

/**
 * General matrix product, row-major, 32-bit floats: C (m x n) += alpha * A (m x k) * B (k x n). Blocked for the cache.
 * Returns C.
 */
export function gemm(
  a: Float32Array,
  b: Float32Array,
  m: number,
  n: number,
  k: number,
  options: GemmOptions = {},
): Float32Array {
  const { transposeA = false, transposeB = false, alpha = 1, into = new Float32Array(m * n) } = options;
  const rightRows = transposeB ? transpose(b, n, k) : b;
  for (let inner = 0; inner < k; inner += blockSize) {
    const innerEnd = Math.min(inner + blockSize, k);
    for (let row = 0; row < m; row += 1) {
      const target = into.subarray(row * n, (row + 1) * n);
      for (let index = inner; index < innerEnd; index += 1) {
        const factor = alpha * (transposeA ? a[index * m + row] : a[row * k + index]);
        if (factor === 0) continue;
        const start = index * n;
        for (let column = 0; column < n; column += 1) target[column] += factor * rightRows[start + column];
      }
    }
  }
  return into;
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) result[column * rows + row] = values[row * columns + column];
  }
  return result;
}
