/** A matrix that had to be positive definite is not: some pivot was zero, negative or not a number. */
export class NotPositiveDefiniteError extends Error {
  readonly code = 'NOT_POSITIVE_DEFINITE';
  constructor(
    readonly pivotIndex: number,
    readonly pivot: number,
  ) {
    super(
      `The matrix is not positive definite: pivot ${pivotIndex} is ${pivot}. ` +
        'Add a positive regularisation to the diagonal.',
    );
    this.name = 'NotPositiveDefiniteError';
  }
}
