import { util } from '@aws-appsync/utils';

/** What AppSync reports about a data source that failed. */
export interface DataSourceFailure {
  message?: string;
  type?: string;
}

/** The error of a conditional write whose condition did not hold; `ctx.result` then has the stored item. */
export const CONDITION_FAILED = 'DynamoDB:ConditionalCheckFailedException';

/**
 * Whether the same request may succeed a moment later. Data source types carry a prefix such as `DynamoDB:`. A write
 * that meets a transaction on the same row is refused with TransactionConflictException:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
export function isThrottled(failure: DataSourceFailure): boolean {
  const type = failure.type ?? '';
  return [
    'Throttl',
    'ThroughputExceeded',
    'RequestLimitExceeded',
    'TooManyRequests',
    'TransactionConflict',
    'TransactionInProgress',
  ].some((name) => type.includes(name));
}

/**
 * Ends the request because a data source failed: `Throttled` or `InternalFailure`. The data source's own words go to
 * the log only, since they name tables, functions and roles.
 */
export function raiseFailure(failure: DataSourceFailure): never {
  console.error(`Data source failed: ${failure.type ?? 'no type'}: ${failure.message ?? 'no message'}`);
  if (isThrottled(failure)) {
    util.error('The request was throttled. Send it again after a moment, with growing pauses.', 'Throttled');
  }
  util.error(
    'The request failed for a reason that is not yours. Send it again; if that fails too, tell the operator.',
    'InternalFailure',
  );
}
