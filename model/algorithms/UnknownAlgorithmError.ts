/** A model was asked for by a name that no algorithm has. */
export class UnknownAlgorithmError extends Error {
  readonly code = 'UNKNOWN_ALGORITHM';
  constructor(
    readonly received: string,
    known: readonly string[],
  ) {
    super(`There is no algorithm named "${received}". Known: ${known.join(', ')}.`);
    this.name = 'UnknownAlgorithmError';
  }
}
