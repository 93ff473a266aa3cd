/** The function was invoked with something that is no step of the workflow (schema/contract/trainingSteps.ts). */
export class UnknownStepError extends Error {
  readonly code = 'UNKNOWN_STEP';

  constructor(step: unknown) {
    super(`run-training was asked for the step ${JSON.stringify(step)}, which it does not have.`);
    this.name = 'UnknownStepError';
  }
}

/** A row that an earlier step wrote is not there. */
export class MissingRowError extends Error {
  readonly code = 'MISSING_ROW';

  constructor(what: string) {
    super(`The models table has no ${what}. It is written by an earlier step of the training.`);
    this.name = 'MissingRowError';
  }
}

/** What a job put into the archive is not as the contract says. */
export class InvalidJobOutputError extends Error {
  readonly code = 'INVALID_JOB_OUTPUT';

  constructor(key: string, problems: string, options?: ErrorOptions) {
    super(`The object ${key} of the archive is not what its job should have written: ${problems}`, options);
    this.name = 'InvalidJobOutputError';
  }
}

/** Others wrote the row of the live versions again and again meanwhile. Try later. */
export class LiveRowContendedError extends Error {
  readonly code = 'LIVE_ROW_CONTENDED';

  constructor(attempts: number) {
    super(`The row of the live versions changed during each of ${attempts} attempts to write it.`);
    this.name = 'LiveRowContendedError';
  }
}

/** An execution was started with settings that are out of bounds. */
export class InvalidSettingsError extends Error {
  readonly code = 'INVALID_SETTINGS';

  constructor(problem: string) {
    super(problem);
    this.name = 'InvalidSettingsError';
  }
}
