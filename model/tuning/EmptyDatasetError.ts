/** There is too little to learn from: a model needs positive interactions with at least two items. */
export class EmptyDatasetError extends Error {
  readonly code = 'EMPTY_DATASET';
  constructor(
    readonly items: number,
    readonly interactions: number,
  ) {
    super(
      `The data has ${interactions} interactions, of which positive ones with ${items} items; at least 2 items are ` +
        'needed. Add interactions, or check the event-type weights and the threshold for ratings.',
    );
    this.name = 'EmptyDatasetError';
  }
}
