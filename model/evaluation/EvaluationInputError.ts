/** The evaluation command was given options or files that it cannot work with. The message says what to change. */
export class EvaluationInputError extends Error {
  readonly code = 'EVALUATION_INPUT';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EvaluationInputError';
  }
}
