/** The function was invoked with something other than schema/contract/scoring.ts says. */
export class InvalidComparisonError extends Error {
  readonly code = 'INVALID_COMPARISON';

  constructor(problems: string, options?: ErrorOptions) {
    super(`compare-models cannot read its input: ${problems}`, options);
    this.name = 'InvalidComparisonError';
  }
}
