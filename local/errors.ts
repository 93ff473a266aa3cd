/** The template is not one of this product's. */
export class LocalCloudInvalid extends Error {
  readonly code = 'LocalCloudInvalid';

  constructor(reason: string) {
    super(`The template is not this product's: ${reason}. Synthesize it anew with npm run synth.`);
    this.name = 'LocalCloudInvalid';
  }
}

/** The API answered an operation with an error; `errorType` is one of docs/errors.md. */
export class OperationRefused extends Error {
  readonly code = 'OperationRefused';
  readonly errorType: string;

  constructor(errorType: string, message: string) {
    super(`The API answered ${errorType}: ${message}`);
    this.name = 'OperationRefused';
    this.errorType = errorType;
  }
}

/** A training ended without a new model. */
export class TrainingFailed extends Error {
  readonly code = 'TrainingFailed';
  /** How the run ended: REJECTED, REFUSED, SKIPPED or FAILED. */
  readonly status: string;

  constructor(status: string, reason: string) {
    super(`The model was not trained: ${reason}`);
    this.name = 'TrainingFailed';
    this.status = status;
  }
}
