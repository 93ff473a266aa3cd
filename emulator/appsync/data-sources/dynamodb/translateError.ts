import { DataSourceError } from '../../errors.ts';

/** Exceptions that the SDK under AppSync has a class for; every other one is reported as DynamoDbException. */
const modelled = new Set([
  'ConditionalCheckFailedException',
  'IdempotentParameterMismatchException',
  'InternalServerErrorException',
  'ItemCollectionSizeLimitExceededException',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceededException',
  'ResourceNotFoundException',
  'ThrottlingException',
  'TransactionCanceledException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

interface ServiceError extends Error {
  $metadata?: { httpStatusCode?: number; requestId?: string };
}

/** A failure of DynamoDB as AppSync reports it: `DynamoDB:<exception>` and the words of the SDK for Java. */
export function translateError(error: unknown, result?: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DataSourceError) return error;
  const { $metadata, name, message } = error as ServiceError;
  if ($metadata?.httpStatusCode === undefined) {
    return new DataSourceError(
      'DynamoDB:SdkClientException',
      'Unable to execute HTTP request: DynamoDB did not answer.',
      { cause: error },
    );
  }
  const type = name === 'InternalServerError' ? 'InternalServerErrorException' : name;
  return new DataSourceError(
    `DynamoDB:${modelled.has(type) ? type : 'DynamoDbException'}`,
    `${message} (Service: DynamoDb, Status Code: ${$metadata.httpStatusCode}, Request ID: ${
      $metadata.requestId ?? 'local'
    })`,
    { cause: error, result },
  );
}
