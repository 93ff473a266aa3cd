import { transpose, userItemMatrix } from '../data/UserItemMatrix.ts';
import { allocateSquare, gram, invertSymmetric } from '../kernels/index.ts';
import { ItemItemModel } from './ItemItemModel.ts';
import { ItemRowsBuilder, rowLimit } from './ItemRows.ts';
import type { Recommender } from './Recommender.ts';
import { headItems } from './headItems.ts';
import { longestRow, proximityKernel } from './proximity.ts';
import type { ProximityParameters } from './proximity.ts';

export interface EASEParameters extends ProximityParameters {
  /** Penalty on the squared weights, in interactions. */
  regularisation: number;
  /**
   * Dropout of input items while learning, 0 to below 1: adds dropout / (1 - dropout) times an item's count to its
   * penalty, which holds popular items back (Steck 2020, "Autoencoders that don't overfit towards the identity").
   */
  dropout: number;
  /** Users count with their history length to the power of minus this: 0 counts every pair alike. */
  userNormalisation: number;
  /** Above this many items only the most popular ones take part: the inverse takes n cubed steps. */
  exactLimit: number;
}

/**
 * EASE^R (Steck 2019, "Embarrassingly shallow autoencoders for sparse data"): the item-item weights B with zero
 * diagonal that minimise |X - XB|^2 + regularisation |B|^2, in closed form from the inverse of the Gram matrix.
 */
export const EASE: Recommender<EASEParameters> = {
  name: 'ease',
  defaults: { regularisation: 300, dropout: 0, userNormalisation: 0, proximity: 0, reach: 30, exactLimit: 10_000 },

  fit(dataset, parameters, _random, progress) {
    const byUser = userItemMatrix(dataset);
    const head = headItems(transpose(byUser), parameters.exactLimit);
    const size = head.items.length;
    const rows = head.restrict(byUser);
    const values = new Float32Array(rows.indices.length);
    for (let user = 0; user < byUser.users; user += 1) {
      const length = rows.offsets[user + 1] - rows.offsets[user];
      values.fill(length ** (-parameters.userNormalisation / 2), rows.offsets[user], rows.offsets[user + 1]);
    }
    const matrix = allocateSquare(size);
    if (parameters.proximity > 0) proximityGram({ ...rows, values }, size, parameters, matrix);
    else gram({ ...rows, values }, size, matrix);
    const counts = head.counts;
    const dropoutFactor = parameters.dropout / (1 - parameters.dropout);
    for (let item = 0; item < size; item += 1) {
      const index = item * size + item;
      matrix[index] += parameters.regularisation + dropoutFactor * matrix[index];
    }
    progress(0.1, 'inverting');
    invertSymmetric(matrix, size);

    const builder = new ItemRowsBuilder(byUser.items, rowLimit(byUser.items));
    const scale = Float64Array.from({ length: size }, (_, item) => -1 / matrix[item * size + item]);
    const row = new Float32Array(size);
    for (let item = 0; item < byUser.items; item += 1) {
      const source = head.positions[item];
      if (source < 0 || counts[source] === 0) {
        builder.push(row, head.items, 0);
        continue;
      }
      for (let target = 0; target < size; target += 1) row[target] = matrix[source * size + target] * scale[target];
      row[source] = 0;
      builder.push(row, head.items);
    }
    return new ItemItemModel(builder.build(), 'BECAUSE_YOU_INTERACTED', { ...parameters });
  },

  load: (artifact) => ItemItemModel.load(artifact),
};

/** The Gram matrix whose pairs count less the further apart they stand in the user's row. */
function proximityGram(
  rows: { offsets: Uint32Array; indices: Uint32Array; values: Float32Array },
  size: number,
  parameters: ProximityParameters,
  into: Float32Array,
): void {
  const { offsets, indices, values } = rows;
  const kernel = proximityKernel(parameters, longestRow(offsets));
  for (let user = 0; user + 1 < offsets.length; user += 1) {
    for (let left = offsets[user]; left < offsets[user + 1]; left += 1) {
      const base = indices[left] * size;
      for (let right = offsets[user]; right < offsets[user + 1]; right += 1) {
        into[base + indices[right]] += values[left] * values[right] * kernel[Math.abs(left - right)];
      }
    }
  }
}
