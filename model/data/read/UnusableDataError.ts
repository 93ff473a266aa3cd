/** The input cannot make a model: nothing to read, or too little in it. */
export class UnusableDataError extends Error {
  readonly code = 'UNUSABLE_DATA';
  constructor(message: string) {
    super(message);
    this.name = 'UnusableDataError';
  }
}
