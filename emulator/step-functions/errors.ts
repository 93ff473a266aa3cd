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
