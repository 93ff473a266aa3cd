/** What a service answers when it refuses or fails: the AWS error type, its message and HTTP status. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  /** Further members of the error's body. */
  readonly details: Record<string, unknown>;

  constructor(code: string, message: string, status = 400, details: Record<string, unknown> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.details = details;
  }
}
