/** Ends one field: what `util.error`, a refused caller or a limit put into the answer's `errors`. */
export class FieldError extends Error {
  readonly type: string | null;
  readonly data: unknown;
  readonly errorInfo: unknown;

  constructor(message: string, type: string | null, details: { data?: unknown; errorInfo?: unknown } = {}) {
    super(message);
    this.name = 'FieldError';
    this.type = type;
    this.data = details.data ?? null;
    this.errorInfo = details.errorInfo ?? null;
  }

  /** The caller's mode, groups or policies do not open the field. */
  static unauthorized(typeName: string, fieldName: string): FieldError {
    return new FieldError(`Not Authorized to access ${fieldName} on type ${typeName}`, 'Unauthorized');
  }
}
