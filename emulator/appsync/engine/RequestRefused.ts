import { AppSyncError } from '../errors.ts';

/** A request that never reaches the resolvers. `errorType` and `message` are what AppSync answers, with status 400. */
export class RequestRefused extends AppSyncError {
  readonly errorType: string;
  readonly status: number;

  constructor(errorType: string, message: string, options: ErrorOptions & { status?: number } = {}) {
    super('RequestRefused', message, options);
    this.errorType = errorType;
    this.status = options.status ?? 400;
  }
}
