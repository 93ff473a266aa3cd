/**
 * The standard deviation of `count` values from their sum and the sum of their squares; 0 where they are equal to
 * rounding, so that nobody divides by noise.
 */
export function standardDeviation(sum: number, sumOfSquares: number, count: number): number {
  const mean = sum / count;
  const meanSquare = sumOfSquares / count;
  const variance = meanSquare - mean * mean;
  return variance > 1e-12 * meanSquare ? Math.sqrt(variance) : 0;
}
