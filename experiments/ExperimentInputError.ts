/** What an experiment, a log or a setting says cannot be worked with. The message says what was received and what to do. */
export class ExperimentInputError extends Error {
  readonly code = 'EXPERIMENT_INPUT';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ExperimentInputError';
  }
}
