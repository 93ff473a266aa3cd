import { transpose, userItemMatrix } from '../data/UserItemMatrix.ts';
import { ItemItemModel } from './ItemItemModel.ts';
import { ItemRowsBuilder, rowLimit } from './ItemRows.ts';
import type { Recommender } from './Recommender.ts';
import { visitCooccurrence } from './cooccurrence.ts';
import { cooccurrenceSeconds } from './secondsPer.ts';

export interface ItemKNNParameters {
  similarity: 'cosine' | 'jaccard';
  /** Added to the denominator: how much evidence a pair needs before its similarity counts (Bell and Koren 2007). */
  shrinkage: number;
  /** Neighbours kept per item; 0 keeps as many as the artifact's budget allows. */
  neighbours: number;
}

/** Item-item nearest neighbours (Sarwar et al. 2001): items are similar when the same users touched both. */
export const ItemKNN: Recommender<ItemKNNParameters> = {
  name: 'itemKNN',
  basis: 'behaviour',
  defaults: { similarity: 'cosine', shrinkage: 5, neighbours: 0 },

  settings: ({ size }) => [
    { name: 'itemKNN', parameters: {}, halfLives: [0, 3], seconds: cooccurrenceSeconds(size), priority: 2 },
  ],

  fit(dataset, parameters, _random, progress) {
    const byUser = userItemMatrix(dataset);
    const byItem = transpose(byUser);
    const counts = Uint32Array.from(
      { length: byUser.items },
      (_, item) => byItem.offsets[item + 1] - byItem.offsets[item],
    );
    const builder = new ItemRowsBuilder(byUser.items, parameters.neighbours || rowLimit(byUser.items));
    const row = new Float32Array(byUser.items);
    visitCooccurrence(byUser, byItem, (item, neighbours, count, sums) => {
      for (let entry = 0; entry < count; entry += 1) {
        const other = neighbours[entry];
        const together = sums[other];
        const scale =
          parameters.similarity === 'cosine'
            ? Math.sqrt(counts[item] * counts[other])
            : counts[item] + counts[other] - together;
        row[entry] = other === item ? 0 : together / (scale + parameters.shrinkage);
      }
      builder.push(row, neighbours, count);
      if (item % 4096 === 0) progress(item / byUser.items, 'similarities');
    });
    return new ItemItemModel(builder.build(), 'BECAUSE_YOU_INTERACTED', { ...parameters });
  },

  load: (artifact) => ItemItemModel.load(artifact),
};
