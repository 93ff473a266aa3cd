/** Base of what this room throws at its callers: `code` is stable, the message says what was received and what to do. */
export class AppSyncError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = code;
    this.code = code;
  }
}

/** The API of the template cannot be run as it is; `findings` lists every reason. */
export class ApiInvalid extends AppSyncError {
  readonly findings: string[];

  constructor(apiName: string, findings: string[]) {
    super(
      'ApiInvalid',
      `AppSync would refuse the API ${apiName}:\n${findings.map((finding) => `  ${finding}`).join('\n')}`,
    );
    this.findings = findings;
  }
}

/** A caller did not prove who they are. `errorType` and `message` are what AppSync answers, with status 401. */
export class AuthenticationFailed extends AppSyncError {
  readonly errorType: string;

  constructor(message: string, errorType = 'UnauthorizedException', options?: ErrorOptions) {
    super('AuthenticationFailed', message, options);
    this.errorType = errorType;
  }
}

/**
 * A data source refused or failed. `type` becomes `ctx.error.type` and, when the resolver passes it on, the
 * `errorType` of the answer. `result` is what `ctx.result` holds beside the error (a failed condition's item).
 */
export class DataSourceError extends AppSyncError {
  readonly type: string;
  readonly data: unknown;
  readonly result: unknown;

  constructor(type: string, message: string, options: ErrorOptions & { data?: unknown; result?: unknown } = {}) {
    super('DataSourceError', message, options);
    this.type = type;
    this.data = options.data ?? null;
    this.result = options.result ?? null;
  }
}
