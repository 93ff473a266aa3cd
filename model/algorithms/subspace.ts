import type { UserItemMatrix } from '../data/UserItemMatrix.ts';
import { Cholesky } from '../kernels/index.ts';
import { normal } from '../statistics/createRandom.ts';
import type { Random } from '../statistics/createRandom.ts';

/** Users x items with every entry divided by the square roots of its user's and its item's counts. */
export interface NormalisedMatrix {
  readonly matrix: UserItemMatrix;
  /** 1 / sqrt(count) per user, 0 for users without interactions. */
  readonly userScale: Float64Array;
  /** 1 / sqrt(count) per item, 0 for items without interactions. */
  readonly itemScale: Float64Array;
}

export function normalise(matrix: UserItemMatrix): NormalisedMatrix {
  const itemCounts = new Float64Array(matrix.items);
  for (const item of matrix.indices) itemCounts[item] += 1;
  const inverseRoot = (count: number): number => (count > 0 ? 1 / Math.sqrt(count) : 0);
  return {
    matrix,
    userScale: Float64Array.from({ length: matrix.users }, (_, user) =>
      inverseRoot(matrix.offsets[user + 1] - matrix.offsets[user]),
    ),
    itemScale: itemCounts.map(inverseRoot),
  };
}

export const subspaceIterations = 8;

/**
 * An orthonormal basis (items x dimensions, row-major) of the space of the largest right singular vectors, by
 * randomised subspace iteration (Halko, Martinsson, Tropp 2011). Each iteration costs 2 x entries x dimensions.
 */
export function dominantSubspace(
  normalised: NormalisedMatrix,
  dimensions: number,
  random: Random,
  iterations = subspaceIterations,
): Float32Array {
  const { items } = normalised.matrix;
  let basis = Float32Array.from({ length: items * dimensions }, () => normal(random));
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    basis = applyFilter(normalised, basis, dimensions);
    orthonormalise(basis, items, dimensions);
  }
  return basis;
}

/** R'R times the basis, R being the normalised matrix. */
function applyFilter(normalised: NormalisedMatrix, basis: Float32Array, dimensions: number): Float32Array<ArrayBuffer> {
  const { matrix, userScale, itemScale } = normalised;
  const result = new Float32Array(basis.length);
  const ofUser = new Float64Array(dimensions);
  for (let user = 0; user < matrix.users; user += 1) {
    const start = matrix.offsets[user];
    const end = matrix.offsets[user + 1];
    ofUser.fill(0);
    for (let entry = start; entry < end; entry += 1) {
      const item = matrix.indices[entry];
      const scale = itemScale[item];
      const base = item * dimensions;
      for (let index = 0; index < dimensions; index += 1) ofUser[index] += scale * basis[base + index];
    }
    const squared = userScale[user] * userScale[user];
    for (let entry = start; entry < end; entry += 1) {
      const item = matrix.indices[entry];
      const scale = squared * itemScale[item];
      const base = item * dimensions;
      for (let index = 0; index < dimensions; index += 1) result[base + index] += scale * ofUser[index];
    }
  }
  return result;
}

/** Makes the columns orthonormal in place by Cholesky QR. Directions that vanish are kept out by a tiny diagonal. */
function orthonormalise(basis: Float32Array, rows: number, dimensions: number): void {
  const products = new Float64Array(dimensions * dimensions);
  for (let row = 0; row < rows; row += 1) {
    const base = row * dimensions;
    for (let left = 0; left < dimensions; left += 1) {
      const value = basis[base + left];
      if (value === 0) continue;
      for (let right = 0; right <= left; right += 1) products[left * dimensions + right] += value * basis[base + right];
    }
  }
  let trace = 0;
  for (let index = 0; index < dimensions; index += 1) trace += products[index * dimensions + index];
  for (let index = 0; index < dimensions; index += 1) products[index * dimensions + index] += 1e-9 * trace + 1e-30;
  const factor = new Cholesky(products, dimensions);
  for (let row = 0; row < rows; row += 1) {
    const vector = basis.subarray(row * dimensions, (row + 1) * dimensions);
    vector.set(factor.forward(vector));
  }
}
