import { userItemMatrix } from '../data/UserItemMatrix.ts';
import { FadingFactorModel } from './FadingFactorModel.ts';
import { FadingFactorTrainer } from './FadingFactorTrainer.ts';
import type { FadingFactorsParameters } from './FadingFactorTrainer.ts';
import type { Recommender } from './Recommender.ts';
import { secondsPer } from './secondsPer.ts';

/** Mean interactions per user from which this is worth its time: below, counted transitions and SLIT tell more. */
const longHistory = 20;

/**
 * What comes next, told by vectors: a history is the sum of its items' vectors, which fade with every later event at
 * several paces at once, and the item that came next must stand above others in it (sampled softmax, Bengio and Senécal
 * 2008). It is the linear kernel of recurrent and state-space recommenders (GRU4Rec, Hidasi et al. 2016; LRURec, Yue et
 * al. 2024): without a non-linearity each event's part of a score can be told, and it trains in seconds.
 */
export const FadingFactors: Recommender<FadingFactorsParameters> = {
  name: 'fadingFactors',
  basis: 'behaviour',
  // Above the other parts on long histories, far below on short ones, and the blend gains nothing by it (docs/quality.md).
  onlyByName: true,
  defaults: {
    dimensions: 64,
    epochs: 8,
    learningRate: 0.003,
    rivals: 256,
    dropout: 0.3,
    paces: [0, 0.5, 0.84, 0.95, 0.99],
    longestHistory: 500,
  },

  settings({ size, useOrder }) {
    const { epochs, rivals, dimensions } = FadingFactors.defaults;
    const seconds = secondsPer.rivalEntry * size.interactions * epochs * rivals * dimensions;
    // The histories fade here, so the hybrid's own decay is left off.
    const setting = { name: 'fadingFactors', parameters: {}, halfLives: [0], seconds, priority: 8 };
    return useOrder && size.interactions >= longHistory * size.users ? [setting] : [];
  },

  fit(dataset, parameters, random, progress) {
    const trainer = new FadingFactorTrainer(userItemMatrix(dataset), parameters, random);
    for (let epoch = 0; epoch < parameters.epochs; epoch += 1) {
      trainer.runEpoch(epoch);
      progress((epoch + 1) / parameters.epochs, `epoch ${epoch + 1}`);
    }
    return FadingFactorModel.of(trainer.learned(), parameters);
  },

  load: (artifact) => FadingFactorModel.load(artifact),
};
