/** The function was invoked with something other than schema/contract/similarUsers.ts says. */
export class InvalidRequestError extends Error {
  readonly code = 'INVALID_REQUEST';

  constructor(problems: string, options?: ErrorOptions) {
    super(`find-similar-users cannot read its input: ${problems}`, options);
    this.name = 'InvalidRequestError';
  }
}
