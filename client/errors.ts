/** What every failure of this package has: `code` to act on, and a message that says what to do. */
export abstract class RecsyncError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The service's errors that a pause may cure, by `errorType`. See docs/errors.md of the service. */
const passing = /^(Throttled|InternalFailure|ExecutionTimeout|ServiceUnavailable|LimitExceeded)/;
export const isPassing = (errorType: string): boolean => passing.test(errorType);

/** The service answered that it will not do this; the same request again would be refused again. */
export class RequestRefused extends RecsyncError {
  /** The service's `errorType`, for example `InvalidInput`. */
  readonly code: string;

  constructor(errorType: string, message: string) {
    super(message);
    this.code = errorType;
  }

  /** Whether other credentials would help. */
  get isAboutCredentials(): boolean {
    return /^(Unauthorized|UnrecognizedClient|AccessDenied|IncompleteSignature|InvalidSignature)/.test(this.code);
  }
}

/** Nothing answered, or what answered was too busy: the same request may work later. */
export class ServiceUnreachable extends RecsyncError {
  readonly code = 'ServiceUnreachable';

  constructor(reason: string, options?: ErrorOptions) {
    super(`The service cannot be reached (${reason}). Try again after a pause.`, options);
  }
}

/** One interaction was refused; others of the same request are not touched by it. */
export class InteractionRejected extends RecsyncError {
  /** The service's `errorType`, for example `ItemNotFound`. */
  readonly code: string;

  constructor(errorType: string, message: string) {
    super(message);
    this.code = errorType;
  }
}

/** So much waits to be sent that nothing more is taken. */
export class QueueFull extends RecsyncError {
  readonly code = 'QueueFull';

  constructor(limit: number) {
    super(
      `${limit} interactions wait to be sent, so this one was not taken. Wait for the connection, or raise interactions.limit.`,
    );
  }
}

/** `close()` was called before. */
export class ClientClosed extends RecsyncError {
  readonly code = 'ClientClosed';

  constructor() {
    super('The client was closed. Create another one.');
  }
}
