import type { Dataset } from './Dataset.ts';

/** Items that somebody must like before there is anything to choose between. */
const leastItems = 2;

/** There is too little to learn from yet. Nothing is broken: training works once people have used the product more. */
export class TooLittleDataError extends Error {
  readonly code = 'TOO_LITTLE_DATA';
  constructor(
    readonly likedItems: number,
    readonly interactions: number,
    note: string,
  ) {
    super(
      `A model needs at least ${leastItems} items that somebody likes; received ${interactions} interactions, which ` +
        `speak for ${likedItems}. Record or import more interactions, then train again.${note && ` ${note}`}`,
    );
    this.name = 'TooLittleDataError';
  }
}

/**
 * @param note what else a reader of the message should know
 * @throws TooLittleDataError when a model cannot be made of the dataset
 */
export function refuseTooLittle(dataset: Dataset, note = ''): void {
  const liked = new Set(dataset.itemIndices.filter((_, position) => dataset.weights[position] > 0));
  if (liked.size < leastItems) throw new TooLittleDataError(liked.size, dataset.itemIndices.length, note);
}
