/** The input folder has no training files, as when a channel is missing or named otherwise. */
export class UnusableDataError extends Error {
  readonly code = 'UNUSABLE_DATA';
  constructor(message: string) {
    super(message);
    this.name = 'UnusableDataError';
  }
}
