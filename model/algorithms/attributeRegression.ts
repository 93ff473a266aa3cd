import { SmoothingMatrix } from '../kernels/index.ts';
import type { AttributeMatrix } from './attributeMatrix.ts';

/**
 * The map W (attributes x dimensions, row-major) that minimises the weighted squared error of A W against `targets`
 * (items x dimensions) plus regularisation |W|^2, by conjugate gradients on all dimensions at once. Items weigh with
 * the square root of `counts`: a vector that few users stand behind says less, and untouched items say nothing.
 */
export function attributeRegression(
  matrix: AttributeMatrix,
  targets: Float32Array,
  counts: ArrayLike<number>,
  dimensions: number,
  regularisation: number,
  steps = 40,
): Float32Array {
  const size = matrix.names.length * dimensions;
  const weights = Float64Array.from(counts, (count) => Math.sqrt(count));
  const product = new SmoothingMatrix(matrix, matrix.names.length, weights, dimensions);
  const solution = new Float64Array(size);
  const residual = weightedSums(matrix, weights, targets, dimensions);
  const direction = residual.slice();
  let norms = columnProducts(residual, residual, dimensions);
  for (let step = 0; step < steps; step += 1) {
    const smoothed = Float64Array.from(product.times(direction));
    for (let index = 0; index < size; index += 1) smoothed[index] += regularisation * direction[index];
    const curvature = columnProducts(direction, smoothed, dimensions);
    const lengths = norms.map((norm, index) => (curvature[index] > 0 ? norm / curvature[index] : 0));
    for (let base = 0; base < size; base += dimensions) {
      for (let column = 0; column < dimensions; column += 1) {
        solution[base + column] += lengths[column] * direction[base + column];
        residual[base + column] -= lengths[column] * smoothed[base + column];
      }
    }
    const next = columnProducts(residual, residual, dimensions);
    const momentum = next.map((norm, index) => (norms[index] > 0 ? norm / norms[index] : 0));
    for (let base = 0; base < size; base += dimensions) {
      for (let column = 0; column < dimensions; column += 1) {
        direction[base + column] = residual[base + column] + momentum[column] * direction[base + column];
      }
    }
    norms = next;
  }
  return Float32Array.from(solution);
}

/** A' D targets, D being the diagonal matrix of `weights`. */
function weightedSums(
  { offsets, indices, values, names }: AttributeMatrix,
  weights: Float64Array,
  targets: Float32Array,
  dimensions: number,
): Float64Array {
  const sums = new Float64Array(names.length * dimensions);
  for (let item = 0; item < weights.length; item += 1) {
    if (weights[item] === 0) continue;
    for (let entry = offsets[item]; entry < offsets[item + 1]; entry += 1) {
      const base = indices[entry] * dimensions;
      const scale = weights[item] * values[entry];
      for (let column = 0; column < dimensions; column += 1) {
        sums[base + column] += scale * targets[item * dimensions + column];
      }
    }
  }
  return sums;
}

/** Inner products of the columns of two row-major matrices. */
function columnProducts(a: Float64Array, b: Float64Array, dimensions: number): Float64Array {
  const products = new Float64Array(dimensions);
  for (let base = 0; base < a.length; base += dimensions) {
    for (let column = 0; column < dimensions; column += 1) products[column] += a[base + column] * b[base + column];
  }
  return products;
}
