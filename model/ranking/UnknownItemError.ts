/** A request is about an item that the model has never seen. */
export class UnknownItemError extends Error {
  readonly code = 'UNKNOWN_ITEM';
  constructor(readonly itemId: string) {
    super(
      `The model does not know the item ${JSON.stringify(itemId)}: it came after the last training, or never existed.`,
    );
    this.name = 'UnknownItemError';
  }
}
