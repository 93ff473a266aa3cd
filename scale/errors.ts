/** A profile, a table or a count that cannot be reckoned with. */
export class ScaleInputError extends Error {
  readonly code = 'ScaleInputInvalid';

  /** @param expected what the value should be */
  constructor(where: string, received: unknown, expected: string) {
    super(`${where} is ${JSON.stringify(received)}; it must be ${expected}.`);
    this.name = 'ScaleInputError';
  }
}
