import { DataSourceError } from '../errors.ts';
import type { DataSource } from '../types.ts';

export interface HttpDataSourceOptions {
  /** Scheme, host and port, without a path, e.g. `https://states.us-east-1.amazonaws.com`. */
  endpoint: string;
  /** Signs requests with Signature Version 4 (the data source's AWS_IAM authorization config). */
  signing?: {
    region: string;
    service: string;
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  };
}

/** An HTTP data source. https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-http-js.html */
export function createHttpDataSource(options: HttpDataSourceOptions): DataSource {
  throw new DataSourceError('NotImplemented', `The HTTP data source of ${options.endpoint} is not here yet.`);
}
