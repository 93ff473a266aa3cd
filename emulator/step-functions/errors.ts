/** A task failed. `name` is what Retry and Catch match, the message is the cause. */
export class TaskFailed extends Error {
  constructor(errorName: string, cause: string) {
    super(cause);
    this.name = errorName;
  }
}

/** A state machine uses what is not emulated. */
export class DefinitionUnsupported extends Error {
  readonly code = 'DefinitionUnsupported';

  constructor(reason: string) {
    super(reason);
    this.name = 'DefinitionUnsupported';
  }
}

/** A state failed and nothing caught it: the execution fails with this error name and cause. */
export class StateFailed extends Error {
  readonly error: string;
  readonly failureCause: string;

  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`);
    this.name = 'StateFailed';
    this.error = error;
    this.failureCause = cause;
  }
}
