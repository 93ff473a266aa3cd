import { transpose, userItemMatrix } from '../data/UserItemMatrix.ts';
import { ItemItemModel } from './ItemItemModel.ts';
import { ItemRowsBuilder } from './ItemRows.ts';
import type { Recommender } from './Recommender.ts';
import { placesByItem } from './cooccurrence.ts';
import { linkSeconds } from './secondsPer.ts';

export interface TransitionsParameters {
  /** How many of the following items count; the d-th with weight 1/d. */
  window: number;
  /** Whether what came before counts like what came after. */
  bothWays: boolean;
  /** Rows are divided by the row item's count to this power. */
  rowExponent: number;
  /** Columns are divided by the column item's count to this power: holds popular items back. */
  columnExponent: number;
}

/**
 * What people touch shortly after an item: a Markov chain over items with a window, in the spirit of sequential rules
 * (Kamehkhosh, Jannach, Ludewig 2017), normalised on both sides.
 */
export const Transitions: Recommender<TransitionsParameters> = {
  name: 'transitions',
  basis: 'behaviour',
  defaults: { window: 3, bothWays: false, rowExponent: 0.5, columnExponent: 0.3 },

  settings({ size, useOrder }) {
    const { interactions, pairs } = size;
    const next = {
      name: 'transitions',
      parameters: {},
      halfLives: [0, 1, 3],
      seconds: linkSeconds(size, interactions * 3),
      priority: 4,
    };
    const neighbours = {
      name: 'neighbours',
      parameters: { window: 30, bothWays: true, columnExponent: 0.5 },
      halfLives: [0, 4],
      seconds: linkSeconds(size, Math.min(pairs, interactions * 60)),
      priority: 5,
    };
    if (useOrder) return [next, neighbours];
    return size.hasTimestamps ? [neighbours] : [];
  },

  fit(dataset, parameters, _random, progress) {
    const byUser = userItemMatrix(dataset);
    const byItem = transpose(byUser);
    const places = placesByItem(byUser, byItem);
    const { window, bothWays, rowExponent, columnExponent } = parameters;
    const count = (item: number): number => byItem.offsets[item + 1] - byItem.offsets[item];
    const builder = new ItemRowsBuilder(byUser.items);
    const sums = new Float64Array(byUser.items);
    const neighbours = new Uint32Array(byUser.items);
    const row = new Float32Array(byUser.items);
    for (let item = 0; item < byUser.items; item += 1) {
      let found = 0;
      const add = (neighbour: number, weight: number): void => {
        if (sums[neighbour] === 0) neighbours[found++] = neighbour;
        sums[neighbour] += weight;
      };
      for (let entry = byItem.offsets[item]; entry < byItem.offsets[item + 1]; entry += 1) {
        const user = byItem.indices[entry];
        const place = places[entry];
        const after = Math.min(byUser.offsets[user + 1] - 1, place + window);
        for (let other = place + 1; other <= after; other += 1) add(byUser.indices[other], 1 / (other - place));
        if (!bothWays) continue;
        const before = Math.max(byUser.offsets[user], place - window);
        for (let other = before; other < place; other += 1) add(byUser.indices[other], 1 / (place - other));
      }
      for (let entry = 0; entry < found; entry += 1) {
        const neighbour = neighbours[entry];
        row[entry] = sums[neighbour] / (count(item) ** rowExponent * count(neighbour) ** columnExponent);
        sums[neighbour] = 0;
      }
      builder.push(row, neighbours, found);
      if (item % 4096 === 0) progress(item / byUser.items, 'transitions');
    }
    return new ItemItemModel(builder.build(), 'OFTEN_NEXT', { ...parameters });
  },

  load: (artifact) => ItemItemModel.load(artifact),
};
