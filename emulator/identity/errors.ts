/**
 * A caller's credentials or permissions do not hold. `code` is the AWS error type, `status` its HTTP status.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export class AccessRefused extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 403) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}

/** A policy says something that is not emulated, so that its meaning here would differ. */
export class PolicyUnsupported extends Error {
  readonly code = 'PolicyUnsupported';

  constructor(role: string, reason: string) {
    super(`The policies of role ${role} are not emulated: ${reason}.`);
    this.name = 'PolicyUnsupported';
  }
}
