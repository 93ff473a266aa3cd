/** Training ended without a model. */
export class TrainingFailed extends Error {
  readonly code = 'TrainingFailed';

  constructor(reason: string) {
    super(`The model was not trained: ${reason}`);
    this.name = 'TrainingFailed';
  }
}

/** The model server did not start. */
export class ModelNotServed extends Error {
  readonly code = 'ModelNotServed';

  constructor(reason: string, options?: ErrorOptions) {
    super(`The model server did not start: ${reason}`, options);
    this.name = 'ModelNotServed';
  }
}
