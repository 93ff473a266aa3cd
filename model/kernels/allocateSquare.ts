/** An n x n matrix of zeros, placed where `invertSymmetric` can work on it without a copy. */
export function allocateSquare(n: number): Float32Array {
  return new Float32Array(n * n);
}
