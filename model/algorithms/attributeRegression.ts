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
  const { offsets, indices, values, names } = matrix;
  const size = names.length * dimensions;
  const items = offsets.length - 1;
  const weights = Float64Array.from(counts, (count) => Math.sqrt(count));
  const predicted = new Float64Array(dimensions);

  /** result += A' D (A map - targets), where either part may be absent. */
  const accumulate = (map: Float64Array | undefined, subtractTargets: boolean, result: Float64Array): void => {
    for (let item = 0; item < items; item += 1) {
      const weight = weights[item];
      if (weight === 0) continue;
      const start = offsets[item];
      const end = offsets[item + 1];
      for (let index = 0; index < dimensions; index += 1) {
        predicted[index] = subtractTargets ? -targets[item * dimensions + index] : 0;
      }
      for (let entry = start; map !== undefined && entry < end; entry += 1) {
        const base = indices[entry] * dimensions;
        for (let index = 0; index < dimensions; index += 1) predicted[index] += values[entry] * map[base + index];
      }
      for (let entry = start; entry < end; entry += 1) {
        const base = indices[entry] * dimensions;
        const scale = weight * values[entry];
        for (let index = 0; index < dimensions; index += 1) result[base + index] += scale * predicted[index];
      }
    }
  };

  const solution = new Float64Array(size);
  const residual = new Float64Array(size);
  accumulate(undefined, true, residual);
  for (let index = 0; index < size; index += 1) residual[index] = -residual[index];
  const direction = residual.slice();
  const product = new Float64Array(size);
  let norms = columnProducts(residual, residual, dimensions);
  for (let step = 0; step < steps; step += 1) {
    product.fill(0);
    accumulate(direction, false, product);
    for (let index = 0; index < size; index += 1) product[index] += regularisation * direction[index];
    const curvature = columnProducts(direction, product, dimensions);
    const length = norms.map((norm, index) => (curvature[index] > 0 ? norm / curvature[index] : 0));
    for (let index = 0; index < size; index += 1) {
      solution[index] += length[index % dimensions] * direction[index];
      residual[index] -= length[index % dimensions] * product[index];
    }
    const next = columnProducts(residual, residual, dimensions);
    const momentum = next.map((norm, index) => (norms[index] > 0 ? norm / norms[index] : 0));
    for (let index = 0; index < size; index += 1) {
      direction[index] = residual[index] + momentum[index % dimensions] * direction[index];
    }
    norms = next;
  }
  return Float32Array.from(solution);
}

/** Inner products of the columns of two row-major matrices. */
function columnProducts(a: Float64Array, b: Float64Array, dimensions: number): Float64Array {
  const products = new Float64Array(dimensions);
  for (let index = 0; index < a.length; index += 1) products[index % dimensions] += a[index] * b[index];
  return products;
}
