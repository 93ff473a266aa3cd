import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

export interface DynamoDBDataSourceOptions {
  client: Pick<DynamoDBClient, 'send'>;
  /** The table of the single-item operations, Query and Scan; batch operations and transactions name theirs. */
  tableName: string;
  /** Calls the Lambda of a `conditionalCheckFailedHandler` with strategy Custom. */
  invokeConflictHandler?(lambdaArn: string, event: unknown): Promise<unknown>;
}
