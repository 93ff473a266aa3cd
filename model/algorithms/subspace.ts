import type { UserItemMatrix } from '../data/UserItemMatrix.ts';
import { Cholesky, gemm, SmoothingMatrix } from '../kernels/index.ts';
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
 * `dimensions` is a multiple of 4.
 */
export function dominantSubspace(
  { matrix, userScale, itemScale }: NormalisedMatrix,
  dimensions: number,
  random: Random,
  iterations = subspaceIterations,
): Float32Array {
  const { items, offsets, indices } = matrix;
  const values = Float32Array.from(indices, (item) => itemScale[item]);
  const factors = userScale.map((scale) => scale * scale);
  const smoothing = new SmoothingMatrix({ offsets, indices, values }, items, factors, dimensions);
  let basis: Float32Array = Float32Array.from({ length: items * dimensions }, () => normal(random));
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const smoothed = smoothing.times(basis);
    const inverse = inverseFactor(smoothing.columnProducts(), dimensions);
    basis = gemm(smoothed, inverse, items, dimensions, dimensions, { transposeB: true });
  }
  return basis;
}

/**
 * L^-1 (row-major) of the factor LL' of the products of a basis's columns (the upper triangle): the basis times its
 * transpose has orthonormal columns (Cholesky QR). Directions that vanish are kept out by a tiny diagonal.
 */
function inverseFactor(products: Float64Array, dimensions: number): Float32Array {
  const lower = new Float64Array(dimensions * dimensions);
  let trace = 0;
  for (let index = 0; index < dimensions; index += 1) trace += products[index * dimensions + index];
  for (let row = 0; row < dimensions; row += 1) {
    for (let column = 0; column < row; column += 1) {
      lower[row * dimensions + column] = products[column * dimensions + row];
    }
    lower[row * dimensions + row] = products[row * dimensions + row] + 1e-9 * trace + 1e-30;
  }
  const factor = new Cholesky(lower, dimensions);
  const inverse = new Float32Array(dimensions * dimensions);
  const unit = new Float64Array(dimensions);
  for (let column = 0; column < dimensions; column += 1) {
    unit.fill(0);
    unit[column] = 1;
    factor.forward(unit).forEach((value, row) => (inverse[row * dimensions + column] = value));
  }
  return inverse;
}
