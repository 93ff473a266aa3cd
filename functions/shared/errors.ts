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

/** The queue of failures did not do what it was asked. `cause` is the network's error, if it was one. */
export class QueueUnavailableError extends Error {
  readonly code = 'QUEUE_UNAVAILABLE';

  constructor(message: string, options?: ErrorOptions) {
    super(`The queue of failures did not do what it was asked: ${message}`, options);
    this.name = 'QueueUnavailableError';
  }
}
