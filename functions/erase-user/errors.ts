/** The function was invoked with something that is no step of the workflow (schema/contract/erasure.ts). */
export class UnknownStepError extends Error {
  readonly code = 'UNKNOWN_STEP';

  constructor(step: unknown) {
    super(`erase-user was asked for the step ${JSON.stringify(step)}; it has sweep and finish.`);
    this.name = 'UnknownStepError';
  }
}
