import { transpose, userItemMatrix } from '../data/UserItemMatrix.ts';
import type { UserItemMatrix } from '../data/UserItemMatrix.ts';
import { gemm, solveFactors } from '../kernels/index.ts';
import { FactorModel } from './FactorModel.ts';
import type { FoldInParameters } from './FactorModel.ts';
import type { Recommender } from './Recommender.ts';
import { normal } from './createRandom.ts';

export interface ImplicitALSParameters extends FoldInParameters {
  epochs: number;
  /** Conjugate-gradient steps per vector and epoch. */
  steps: number;
}

/**
 * Matrix factorisation for implicit feedback by alternating least squares (Hu, Koren, Volinsky 2008), each half solved
 * by a few conjugate-gradient steps (Takács, Pilászy, Tikk 2011), with the regularisation scaled by frequency
 * (Rendle et al. 2021, "Revisiting the performance of iALS").
 */
export const ImplicitALS: Recommender<ImplicitALSParameters> = {
  name: 'ials',
  defaults: {
    dimensions: 64,
    unobservedWeight: 0.3,
    regularisation: 0.01,
    frequencyExponent: 1,
    epochs: 12,
    steps: 3,
  },

  fit(dataset, parameters, random, progress) {
    const { dimensions, epochs } = parameters;
    const byUser = userItemMatrix(dataset);
    const byItem = transpose(byUser);
    const userFactors = new Float32Array(byUser.users * dimensions);
    const itemFactors = new Float32Array(byUser.items * dimensions);
    const deviation = 0.1 / Math.sqrt(dimensions);
    for (let item = 0; item < byUser.items; item += 1) {
      const touched = byItem.offsets[item + 1] > byItem.offsets[item];
      for (let index = 0; index < dimensions; index += 1) {
        const value = normal(random) * deviation;
        if (touched) itemFactors[item * dimensions + index] = value;
      }
    }
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      solveHalf(byUser, itemFactors, userFactors, parameters);
      solveHalf(byItem, userFactors, itemFactors, parameters);
      progress((epoch + 1) / epochs, `epoch ${epoch + 1}`);
    }
    const { unobservedWeight, regularisation, frequencyExponent } = parameters;
    return new FactorModel(itemFactors, { dimensions, unobservedWeight, regularisation, frequencyExponent });
  },

  load: (artifact) => FactorModel.load(artifact),
};

/** Solves the vectors of all rows of `matrix`, given those of its columns. */
function solveHalf(
  matrix: UserItemMatrix,
  fixed: Float32Array,
  solved: Float32Array,
  parameters: ImplicitALSParameters,
): void {
  const { dimensions, unobservedWeight, regularisation, frequencyExponent, steps } = parameters;
  const shared = gemm(fixed, fixed, dimensions, dimensions, matrix.items, {
    transposeA: true,
    alpha: unobservedWeight,
  });
  const penalties = Float32Array.from({ length: matrix.users }, (_, row) => {
    let strength = 0;
    for (let entry = matrix.offsets[row]; entry < matrix.offsets[row + 1]; entry += 1) strength += matrix.values[entry];
    return regularisation * (strength + unobservedWeight * matrix.items) ** frequencyExponent;
  });
  solveFactors({ dimensions, rows: matrix, fixed, shared, regularisation: penalties, steps }, solved);
}
