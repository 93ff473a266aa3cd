import { userItemMatrix } from '../data/UserItemMatrix.ts';
import { ItemItemModel } from './ItemItemModel.ts';
import type { Recommender } from './Recommender.ts';
import { neighbourRegression } from './neighbourRegression.ts';
import type { NeighbourRegressionParameters } from './neighbourRegression.ts';
import { longestRow, proximityKernel } from './cooccurrence.ts';
import { cooccurrenceSeconds, neighbourRegressionSeconds } from './secondsPer.ts';

export interface SLITParameters extends NeighbourRegressionParameters {
  /** Interactions after which an item has faded to 1/e, in the histories to learn from and towards the target. */
  reach: number;
  /** What an item touched after the target counts, as a part of one touched before it. */
  backward: number;
}

/**
 * A linear model of transitions (SLIT of SLIST, Choi et al. 2021, "Session-aware linear item-item models"): the weights
 * with which a fading history best tells the items that came after it, here over chosen neighbours. Unlike counted
 * transitions, two history items that tell the same are not counted twice.
 */
export const SLIT: Recommender<SLITParameters> = {
  name: 'slit',
  basis: 'behaviour',
  defaults: {
    neighbours: 50,
    regularisation: 60,
    userNormalisation: 0,
    selectionExponent: 0.5,
    penaltyExponent: 0,
    reach: 6,
    backward: 0.3,
  },

  settings({ size, useOrder }) {
    const seconds = cooccurrenceSeconds(size) + neighbourRegressionSeconds(size);
    return useOrder ? [{ name: 'slit', parameters: {}, halfLives: [2, 4], seconds, priority: 4 }] : [];
  },

  fit(dataset, parameters, _random, progress) {
    const byUser = userItemMatrix(dataset);
    const kernel = proximityKernel({ proximity: 1, reach: parameters.reach }, longestRow(byUser.offsets));
    // The item right before the target counts in full.
    const before = Float64Array.from(kernel, (_, gap) => (gap === 0 ? 0 : kernel[gap - 1]));
    const after = before.map((weight) => weight * parameters.backward);
    const gaps = { between: { before: kernel, after: kernel }, towards: { before, after } };
    return new ItemItemModel(neighbourRegression(byUser, parameters, gaps, progress), 'OFTEN_NEXT', { ...parameters });
  },

  load: (artifact) => ItemItemModel.load(artifact),
};
