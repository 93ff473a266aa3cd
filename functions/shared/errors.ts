/** A function was deployed with an environment that it cannot work with. */
export class InvalidEnvironmentError extends Error {
  readonly code = 'INVALID_ENVIRONMENT';

  constructor(problems: string, options?: ErrorOptions) {
    super(`The environment of the function is not as infra/ sets it: ${problems}`, options);
    this.name = 'InvalidEnvironmentError';
  }
}

/** DynamoDB left part of a batch undone again and again: the table is throttled. Try later. */
export class BatchUnprocessedError extends Error {
  readonly code = 'BATCH_UNPROCESSED';

  constructor(left: number, attempts: number) {
    super(`DynamoDB left ${left} entries of a batch undone after ${attempts} attempts.`);
    this.name = 'BatchUnprocessedError';
  }
}

/** A row that an earlier step wrote is not there. */
export class MissingRowError extends Error {
  readonly code = 'MISSING_ROW';

  constructor(what: string) {
    super(`The models table has no ${what}. An earlier step writes it.`);
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

/** A function was invoked with something that is no step of its workflow. */
export class UnknownStepError extends Error {
  readonly code = 'UNKNOWN_STEP';

  constructor(functionName: string, step: unknown) {
    super(`${functionName} was asked for the step ${JSON.stringify(step)}, which it does not have.`);
    this.name = 'UnknownStepError';
  }
}

/** The queue of failures did not do what it was asked. `cause` is the network's error, if it was one. */
export class QueueUnavailableError extends Error {
  readonly code = 'QUEUE_UNAVAILABLE';

  constructor(message: string, options?: ErrorOptions) {
    super(`The queue of failures did not do what it was asked: ${message}`, options);
    this.name = 'QueueUnavailableError';
  }
}

/** KMS did not make or check a MAC. `cause` is the network's error, if it was one. */
export class SigningUnavailableError extends Error {
  readonly code = 'SIGNING_UNAVAILABLE';

  constructor(message: string, options?: ErrorOptions) {
    super(`KMS did not do what it was asked: ${message}`, options);
    this.name = 'SigningUnavailableError';
  }
}
