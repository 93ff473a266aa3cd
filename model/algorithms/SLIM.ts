import { transpose, userItemMatrix } from '../data/UserItemMatrix.ts';
import type { UserItemMatrix } from '../data/UserItemMatrix.ts';
import { Cholesky, topK } from '../kernels/index.ts';
import { ItemItemModel } from './ItemItemModel.ts';
import { ItemProducts } from './ItemProducts.ts';
import type { ItemRows } from './ItemRows.ts';
import type { Recommender } from './Recommender.ts';
import { visitCooccurrence } from './cooccurrence.ts';
import { longestRow, proximityKernel } from './proximity.ts';
import type { ProximityParameters } from './proximity.ts';

export interface SLIMParameters extends ProximityParameters {
  /** Items whose weights for one item are learned; all others stay 0. */
  neighbours: number;
  /** Penalty on the squared weights, in (weighted) interactions. */
  regularisation: number;
  /** Users count with their history length to the power of minus this: 0 counts every pair alike. */
  userNormalisation: number;
  /** Neighbours are those with the most users in common, divided by their own users to this power. */
  selectionExponent: number;
}

/**
 * Sparse linear weights between items (SLIM) with the neighbours chosen first (fsSLIM, Ning and Karypis 2011) and the
 * least squares of each item over its neighbours solved in closed form, as EASE does over all items. It costs the
 * neighbours cubed per item, so it reaches every item of a catalogue for which EASE must keep to a head.
 */
export const SLIM: Recommender<SLIMParameters> = {
  name: 'slim',
  defaults: { neighbours: 50, regularisation: 20, userNormalisation: 0.5, selectionExponent: 0.5, proximity: 0, reach: 30 },

  fit(dataset, parameters, _random, progress) {
    const byUser = userItemMatrix(dataset);
    const byItem = transpose(byUser);
    const products = collectProducts(byUser, byItem, parameters);
    progress(0.5, 'neighbours');
    const { neighbours: most, regularisation } = parameters;
    const { items } = byUser;
    const weights = new Float32Array(items * most);
    const matrix = new Float64Array(most * most);
    const target = new Float64Array(most);
    for (let item = 0; item < items; item += 1) {
      const size = products.counts[item];
      if (size === 0) continue;
      const neighbours = products.neighbours.subarray(item * most, item * most + size);
      products.fill(neighbours, matrix);
      for (let place = 0; place < size; place += 1) {
        matrix[place * size + place] += regularisation;
        target[place] = products.of(item, neighbours[place]);
      }
      const factor = new Cholesky(matrix.subarray(0, size * size), size);
      weights.set(factor.solve(target.subarray(0, size)), item * most);
      if (item % 4096 === 0) progress(0.5 + (0.5 * item) / items, 'weights');
    }
    return new ItemItemModel(bySource(products, weights, most), 'BECAUSE_YOU_INTERACTED', { ...parameters });
  },

  load: (artifact) => ItemItemModel.load(artifact),
};

/** A pair is kept in the row of the item with fewer users, so that no row grows long and each pair is there once. */
function collectProducts(byUser: UserItemMatrix, byItem: UserItemMatrix, parameters: SLIMParameters): ItemProducts {
  const { neighbours: most, userNormalisation, selectionExponent, proximity } = parameters;
  const { items } = byUser;
  const users = (item: number): number => byItem.offsets[item + 1] - byItem.offsets[item];
  const products = new ItemProducts(Uint32Array.from({ length: items }, (_, item) => users(item)), most);
  const scale = Float64Array.from({ length: items }, (_, item) => Math.max(1, users(item)) ** -selectionExponent);
  const strength = new Float32Array(items);
  const ofUser = Float64Array.from(
    { length: byUser.users },
    (_, user) => Math.max(1, byUser.offsets[user + 1] - byUser.offsets[user]) ** -userNormalisation,
  );
  const ofGap = proximity > 0 ? proximityKernel(parameters, longestRow(byUser.offsets)) : undefined;
  visitCooccurrence(
    byUser,
    byItem,
    (item, others, count, sums) => {
      for (let entry = 0; entry < count; entry += 1) {
        const other = others[entry];
        strength[entry] = other === item ? Number.NEGATIVE_INFINITY : sums[other] * scale[other];
      }
      const best = topK(strength, Math.min(most, count - 1), count);
      products.add(item, best.map((entry) => others[entry]), others.subarray(0, count), sums);
    },
    { ofUser, ofGap },
  );
  return products;
}

/** Weights are learned by target item; scoring goes by history item. Rows come out in ascending order of targets. */
function bySource({ neighbours, counts }: ItemProducts, weights: Float32Array, most: number): ItemRows {
  const items = counts.length;
  const offsets = new Uint32Array(items + 1);
  const each = (visit: (source: number, target: number, place: number) => void): void => {
    for (let target = 0; target < items; target += 1) {
      for (let place = target * most; place < target * most + counts[target]; place += 1) {
        visit(neighbours[place], target, place);
      }
    }
  };
  each((source) => (offsets[source + 1] += 1));
  for (let item = 0; item < items; item += 1) offsets[item + 1] += offsets[item];
  const cursor = offsets.slice(0, -1);
  const indices = new Uint32Array(offsets[items]);
  const values = new Float32Array(indices.length);
  each((source, target, place) => {
    const entry = cursor[source]++;
    indices[entry] = target;
    values[entry] = weights[place];
  });
  return { offsets, indices, values };
}
