/** The function was invoked with something other than schema/contract/scoring.ts says. */
export class InvalidScoreRequestError extends Error {
  readonly code = 'INVALID_SCORE_REQUEST';

  constructor(problems: string, options?: ErrorOptions) {
    super(`score-candidates cannot read its input: ${problems}`, options);
    this.name = 'InvalidScoreRequestError';
  }
}
