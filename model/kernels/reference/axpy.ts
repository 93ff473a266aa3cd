/** target += factor * source, element by element, in place (BLAS level 1 "axpy"). */
export function axpy(factor: number, source: ArrayLike<number>, target: Float32Array | Float64Array): void {
  for (let index = 0; index < source.length; index += 1) target[index] += factor * source[index];
}
