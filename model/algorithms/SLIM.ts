import { userItemMatrix } from '../data/UserItemMatrix.ts';
import { ItemItemModel } from './ItemItemModel.ts';
import type { Recommender } from './Recommender.ts';
import { neighbourRegression } from './neighbourRegression.ts';
import type { NeighbourRegressionParameters } from './neighbourRegression.ts';
import { longestRow, proximityKernel } from './proximity.ts';
import type { ProximityParameters } from './proximity.ts';

export interface SLIMParameters extends NeighbourRegressionParameters, ProximityParameters {}

/**
 * Sparse linear weights between items (SLIM) with the neighbours chosen first (fsSLIM, Ning and Karypis 2011) and the
 * least squares of each item over its neighbours solved as EASE does over all items.
 */
export const SLIM: Recommender<SLIMParameters> = {
  name: 'slim',
  defaults: {
    neighbours: 50,
    regularisation: 20,
    userNormalisation: 0.5,
    selectionExponent: 0.5,
    proximity: 0,
    reach: 30,
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
