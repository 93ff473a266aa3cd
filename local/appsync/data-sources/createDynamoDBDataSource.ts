import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DataSourceError } from '../errors.ts';
import type { DataSource } from '../types.ts';

export interface DynamoDBDataSourceOptions {
  client: DynamoDBClient;
  /** The table of the single-item operations, Query and Scan; batch operations and transactions name theirs. */
  tableName: string;
  /** Calls the Lambda of a `conditionalCheckFailedHandler` with strategy Custom. */
  invokeConflictHandler?(lambdaArn: string, event: unknown): Promise<unknown>;
}

/** A DynamoDB data source. https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html */
export function createDynamoDBDataSource(options: DynamoDBDataSourceOptions): DataSource {
  throw new DataSourceError('NotImplemented', `The DynamoDB data source of ${options.tableName} is not here yet.`);
}
