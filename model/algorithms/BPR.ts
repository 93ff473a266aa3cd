import { userItemMatrix } from '../data/UserItemMatrix.ts';
import { FactorModel } from './FactorModel.ts';
import type { Recommender } from './Recommender.ts';
import { normal } from '../statistics/createRandom.ts';
import { secondsPer } from './secondsPer.ts';

export interface BPRParameters {
  dimensions: number;
  epochs: number;
  learningRate: number;
  regularisation: number;
  /** Regularisation of the fold-in that finds the vector of a user at scoring time. */
  foldInRegularisation: number;
  foldInUnobservedWeight: number;
}

/**
 * Bayesian personalised ranking (Rendle et al. 2009): vectors learned by stochastic gradient descent so that a user's
 * items score above sampled others. Users met at scoring time get their vector by least-squares fold-in.
 */
export const BPR: Recommender<BPRParameters> = {
  name: 'bpr',
  basis: 'behaviour',
  onlyByName: true,
  defaults: {
    dimensions: 64,
    epochs: 100,
    learningRate: 0.05,
    regularisation: 0.005,
    foldInRegularisation: 100,
    foldInUnobservedWeight: 0,
  },

  settings({ size }) {
    const seconds = secondsPer.gradientStep * size.interactions * 100 * 64;
    return [{ name: 'bpr', parameters: {}, halfLives: [0], seconds, priority: 13 }];
  },

  fit(dataset, parameters, random, progress) {
    const { dimensions, epochs, learningRate, regularisation } = parameters;
    const { users, items, offsets, indices } = userItemMatrix(dataset);
    const userFactors = Float32Array.from({ length: users * dimensions }, () => normal(random) * 0.1);
    const itemFactors = Float32Array.from({ length: items * dimensions }, () => normal(random) * 0.1);
    const owners = new Uint32Array(indices.length);
    for (let user = 0; user < users; user += 1) owners.fill(user, offsets[user], offsets[user + 1]);
    const hasItem = memberTest(offsets, indices);

    for (let epoch = 0; epoch < epochs; epoch += 1) {
      for (let step = 0; step < indices.length; step += 1) {
        const entry = Math.floor(random() * indices.length);
        const user = owners[entry];
        const other = Math.floor(random() * items);
        if (hasItem(user, other)) continue;
        const userBase = user * dimensions;
        const positiveBase = indices[entry] * dimensions;
        const negativeBase = other * dimensions;
        let margin = 0;
        for (let index = 0; index < dimensions; index += 1) {
          margin +=
            userFactors[userBase + index] * (itemFactors[positiveBase + index] - itemFactors[negativeBase + index]);
        }
        const slope = 1 / (1 + Math.exp(margin));
        for (let index = 0; index < dimensions; index += 1) {
          const ofUser = userFactors[userBase + index];
          const ofPositive = itemFactors[positiveBase + index];
          const ofNegative = itemFactors[negativeBase + index];
          userFactors[userBase + index] += learningRate * (slope * (ofPositive - ofNegative) - regularisation * ofUser);
          itemFactors[positiveBase + index] += learningRate * (slope * ofUser - regularisation * ofPositive);
          itemFactors[negativeBase + index] += learningRate * (-slope * ofUser - regularisation * ofNegative);
        }
      }
      progress((epoch + 1) / epochs, `epoch ${epoch + 1}`);
    }
    clearUntouched(itemFactors, indices, items, dimensions);
    return new FactorModel(itemFactors, {
      dimensions,
      unobservedWeight: parameters.foldInUnobservedWeight,
      regularisation: parameters.foldInRegularisation,
      frequencyExponent: 1,
    });
  },

  load: (artifact) => FactorModel.load(artifact),
};

/** Whether a user has an item, by bisection in the user's sorted items. */
function memberTest(offsets: Uint32Array, indices: Uint32Array): (user: number, item: number) => boolean {
  const sorted = indices.slice();
  for (let user = 0; user + 1 < offsets.length; user += 1) sorted.subarray(offsets[user], offsets[user + 1]).sort();
  return (user, item) => {
    let low = offsets[user];
    let high = offsets[user + 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle] < item) low = middle + 1;
      else high = middle;
    }
    return low < offsets[user + 1] && sorted[low] === item;
  };
}

/** Items without interactions were only ever negatives; a zero vector says that nothing is known of them. */
function clearUntouched(factors: Float32Array, touched: Uint32Array, items: number, dimensions: number): void {
  const known = new Uint8Array(items);
  for (const item of touched) known[item] = 1;
  for (let item = 0; item < items; item += 1) {
    if (known[item] === 0) factors.fill(0, item * dimensions, (item + 1) * dimensions);
  }
}
