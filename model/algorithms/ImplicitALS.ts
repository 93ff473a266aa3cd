import { transpose, userItemMatrix } from '../data/UserItemMatrix.ts';
import type { UserItemMatrix } from '../data/UserItemMatrix.ts';
import { gemm, solveFactors } from '../kernels/index.ts';
import { FactorModel } from './FactorModel.ts';
import type { FoldInParameters } from './FactorModel.ts';
import type { FitSetting, Recommender } from './Recommender.ts';
import { normal } from '../statistics/createRandom.ts';
import type { Random } from '../statistics/createRandom.ts';
import { isSparseData } from '../data/DataSize.ts';
import type { DataSize } from '../data/DataSize.ts';
import { secondsPer } from './secondsPer.ts';

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
  basis: 'behaviour',
  defaults: {
    dimensions: 64,
    unobservedWeight: 0.3,
    regularisation: 0.01,
    frequencyExponent: 1,
    epochs: 12,
    steps: 3,
  },

  settings({ size }) {
    const isSparse = isSparseData(size);
    const setting = (name: string, dimensions: number, halfLives: number[], priority: number): FitSetting => ({
      name,
      halfLives,
      priority,
      ...sizedSetting(size, dimensions, name === 'ialsOther' ? !isSparse : isSparse),
    });
    return [
      setting('ials', 64, [0, 4], 2),
      setting('ialsWide', 128, [0, 4], 7),
      setting('ialsOther', 64, [0], 9),
      setting('ialsWidest', 256, [0, 4], 10),
      setting('ialsNarrow', 32, [0], 12),
    ];
  },

  fit(dataset, parameters, random, progress, start) {
    const { dimensions } = parameters;
    const byUser = userItemMatrix(dataset);
    const byItem = transpose(byUser);
    const userFactors = new Float32Array(byUser.users * dimensions);
    const known = start instanceof FactorModel ? start.vectors : undefined;
    const itemFactors = known?.slice() ?? randomFactors(byItem, dimensions, random);
    const epochs = known === undefined ? parameters.epochs : Math.min(parameters.epochs, epochsFromStart);
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

/** Epochs from factors of nearly the same data: what they have to follow is the newest part of it. */
const epochsFromStart = 4;

/** Small random vectors for the items that somebody touched, 0 for the others. */
function randomFactors(byItem: UserItemMatrix, dimensions: number, random: Random): Float32Array {
  const factors = new Float32Array(byItem.users * dimensions);
  const deviation = 0.1 / Math.sqrt(dimensions);
  for (let item = 0; item < byItem.users; item += 1) {
    const touched = byItem.offsets[item + 1] > byItem.offsets[item];
    for (let index = 0; index < dimensions; index += 1) {
      const value = normal(random) * deviation;
      if (touched) factors[item * dimensions + index] = value;
    }
  }
  return factors;
}

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

/** How much everything untouched counts, and the threshold below. */
const densitySettings = {
  dense: { unobservedWeight: 0.3, threshold: 0.42 },
  sparse: { unobservedWeight: 0.03, threshold: 0.2 },
} as const;

/**
 * Regularisation that fits the size of the data. Penalties of a and b on users and items hold back every direction of the
 * matrix whose singular value is below the root of ab; of a matrix of chance, the largest is about the root of a mean row
 * plus the root of a mean column (Marchenko and Pastur 1967). The threshold is a part of that.
 */
function sizedSetting(
  { users, items, interactions }: DataSize,
  dimensions: number,
  isSparse: boolean,
): Pick<FitSetting, 'parameters' | 'seconds'> {
  const { unobservedWeight, threshold } = isSparse ? densitySettings.sparse : densitySettings.dense;
  const ofUser = interactions / Math.max(1, users);
  const ofItem = interactions / Math.max(1, items);
  const penaltyPerUnit = Math.sqrt((ofUser + unobservedWeight * items) * (ofItem + unobservedWeight * users));
  const regularisation = (threshold * (Math.sqrt(ofUser) + Math.sqrt(ofItem))) / Math.max(1e-9, penaltyPerUnit);
  const epochs = 12;
  const { factorEntry, factorVector } = secondsPer;
  const seconds =
    epochs * (factorEntry * interactions * 8 * dimensions + factorVector * (users + items) * 4 * dimensions ** 2);
  return { parameters: { dimensions, unobservedWeight, regularisation, epochs }, seconds };
}
