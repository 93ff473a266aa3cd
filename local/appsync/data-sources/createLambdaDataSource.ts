import { DataSourceError } from '../errors.ts';
import type { DataSource } from '../types.ts';

/** One call of the function, as Lambda's Invoke takes it. `payload` is JSON text. */
export interface LambdaInvocation {
  payload: string;
  invocationType: 'RequestResponse' | 'Event';
}

/** What Lambda answered. `payload` is JSON text; `functionError` is set when the handler threw or the run-time failed. */
export interface LambdaOutcome {
  payload?: string;
  functionError?: string;
}

export interface LambdaDataSourceOptions {
  functionName: string;
  /** Calls the function; throws when Lambda itself refuses (throttled, not found). */
  invoke(invocation: LambdaInvocation): Promise<LambdaOutcome>;
}

/** A Lambda data source. https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-lambda-js.html */
export function createLambdaDataSource(options: LambdaDataSourceOptions): DataSource {
  throw new DataSourceError('NotImplemented', `The Lambda data source of ${options.functionName} is not here yet.`);
}
