import { userItemMatrix } from '../data/UserItemMatrix.ts';
import { ItemItemModel } from './ItemItemModel.ts';
import type { Recommender } from './Recommender.ts';
import { neighbourRegression } from './neighbourRegression.ts';
import type { NeighbourRegressionParameters } from './neighbourRegression.ts';
import { longestRow, proximityKernel } from './cooccurrence.ts';
import type { ProximityParameters } from './cooccurrence.ts';
import { neighbourRegressionSeconds } from './secondsPer.ts';

export interface SLIMParameters extends NeighbourRegressionParameters, ProximityParameters {}

/**
 * Sparse linear weights between items (SLIM) with the neighbours chosen first (fsSLIM, Ning and Karypis 2011) and the
 * least squares of each item over its neighbours solved as EASE does over all items.
 */
export const SLIM: Recommender<SLIMParameters> = {
  name: 'slim',
  basis: 'behaviour',
  defaults: {
    neighbours: 50,
    regularisation: 20,
    userNormalisation: 0.5,
    selectionExponent: 0.5,
    penaltyExponent: 0,
    proximity: 0,
    reach: 30,
  },

  settings({ size, useOrder }) {
    const seconds = neighbourRegressionSeconds(size);
    const near = { regularisation: 10, proximity: 0.9 };
    const isOrdered = useOrder || size.hasTimestamps;
    return [
      { name: 'slim', parameters: {}, halfLives: [0, 3], seconds, priority: 2 },
      ...(isOrdered ? [{ name: 'slimNear', parameters: near, halfLives: [0, 3], seconds, priority: 6 }] : []),
      { name: 'slimCounts', parameters: { penaltyExponent: 0.5 }, halfLives: [0], seconds, priority: 12 },
      {
        name: 'slimPlain',
        parameters: { regularisation: 50, userNormalisation: 0 },
        halfLives: [0],
        seconds,
        priority: 11,
      },
    ];
  },

  fit(dataset, parameters, _random, progress) {
    const byUser = userItemMatrix(dataset);
    const kernel = parameters.proximity > 0 ? proximityKernel(parameters, longestRow(byUser.offsets)) : undefined;
    const between = kernel === undefined ? undefined : { before: kernel, after: kernel };
    const rows = neighbourRegression(byUser, parameters, { between }, progress);
    return new ItemItemModel(rows, 'BECAUSE_YOU_INTERACTED', { ...parameters });
  },

  load: (artifact) => ItemItemModel.load(artifact),
};
