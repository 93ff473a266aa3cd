/** What a service refused or failed with. */
export class CallFailed extends Error {
  /** As the service names it. */
  readonly code: string;
  /** Whether the service's API lists this error; the SDKs for Java have a class for those alone. */
  readonly isListed: boolean;
  readonly status: number;
  readonly requestId: string;

  constructor(code: string, message: string, isListed: boolean, status: number, requestId: string) {
    super(message);
    this.name = 'CallFailed';
    this.code = code;
    this.isListed = isListed;
    this.status = status;
    this.requestId = requestId;
  }
}
