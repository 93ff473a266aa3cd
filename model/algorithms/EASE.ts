import { transpose, userItemMatrix } from '../data/UserItemMatrix.ts';
import { allocateSquare, gram, invertSymmetric } from '../kernels/index.ts';
import { ItemItemModel } from './ItemItemModel.ts';
import { ItemRowsBuilder, rowLimit } from './ItemRows.ts';
import type { FitSetting, Recommender } from './Recommender.ts';
import { longestRow, proximityKernel } from './cooccurrence.ts';
import type { ProximityParameters } from './cooccurrence.ts';
import type { UserItemMatrix } from '../data/UserItemMatrix.ts';
import { secondsPer } from './secondsPer.ts';

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

/** The part of a round that one fit may take: it decides how many of the most popular items it reaches. */
const easePart = 0.25;

/**
 * EASE^R (Steck 2019, "Embarrassingly shallow autoencoders for sparse data"): the item-item weights B with zero
 * diagonal that minimise |X - XB|^2 + regularisation |B|^2, in closed form from the inverse of the Gram matrix.
 */
export const EASE: Recommender<EASEParameters> = {
  name: 'ease',
  basis: 'behaviour',
  defaults: { regularisation: 300, dropout: 0, userNormalisation: 0, proximity: 0, reach: 30, exactLimit: 10_000 },

  /** By closeness and by plain counts where it reaches all items; where it must keep to a head, once. */
  settings({ size, useOrder, seconds }) {
    const head = Math.min(size.items, Math.floor(Math.cbrt((seconds * easePart) / secondsPer.inversion)));
    const setting = (name: string, parameters: object): FitSetting => ({
      name,
      parameters: { ...parameters, exactLimit: head },
      halfLives: [0, 3],
      seconds: secondsPer.inversion * head ** 3 + secondsPer.gramPair * size.pairs + secondsPer.denseEntry * head ** 2,
      priority: 8,
    });
    const isOrdered = useOrder || size.hasTimestamps;
    const near = { proximity: 0.9, reach: 30 };
    const nearNormalised = { ...near, regularisation: 20, userNormalisation: 0.5, reach: 15 };
    const normalised = setting('easeNormalised', { regularisation: 10, userNormalisation: 0.5 });
    if (head < 0.7 * size.items) return [isOrdered ? setting('easeNearNormalised', nearNormalised) : normalised];
    const plain = setting('ease', { regularisation: 300 });
    if (!isOrdered) return [plain, normalised];
    return [
      setting('easeNear', { regularisation: 150, ...near }),
      plain,
      setting('easeNearNormalised', nearNormalised),
      normalised,
    ];
  },

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

/** The most popular items, renumbered from 0. */
interface HeadItems {
  /** Item indices in ascending order. */
  readonly items: Uint32Array;
  /** Per item of the catalogue: its place in `items`, or -1. */
  readonly positions: Int32Array;
  /** Users per item of the head. */
  readonly counts: Uint32Array;
  /** The user rows with only these items, renumbered. */
  restrict(byUser: UserItemMatrix): { offsets: Uint32Array; indices: Uint32Array };
}

/** Takes the `limit` items with the most users, of those that have any; ties go to the lower index. */
function headItems(byItem: UserItemMatrix, limit: number): HeadItems {
  const all = byItem.users;
  const count = (item: number): number => byItem.offsets[item + 1] - byItem.offsets[item];
  const touched = Uint32Array.from({ length: all }, (_, item) => item).filter((item) => count(item) > 0);
  const items =
    touched.length <= limit ? touched : touched.sort((a, b) => count(b) - count(a) || a - b).slice(0, limit);
  items.sort();
  const positions = new Int32Array(all).fill(-1);
  items.forEach((item, position) => {
    positions[item] = position;
  });
  return {
    items,
    positions,
    counts: items.map(count),
    restrict(byUser) {
      const offsets = new Uint32Array(byUser.users + 1);
      const indices = new Uint32Array(byUser.indices.length);
      let size = 0;
      for (let user = 0; user < byUser.users; user += 1) {
        for (let entry = byUser.offsets[user]; entry < byUser.offsets[user + 1]; entry += 1) {
          const position = positions[byUser.indices[entry]];
          if (position >= 0) indices[size++] = position;
        }
        offsets[user + 1] = size;
      }
      return { offsets, indices: indices.slice(0, size) };
    },
  };
}
