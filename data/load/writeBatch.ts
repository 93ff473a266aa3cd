import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { DataError } from '../errors.ts';
import { backOff, maximumAttempts } from './backOff.ts';
import type { TableItem } from './TableItem.ts';

/** The most that BatchWriteItem takes. */
export const batchSize = 25;

/**
 * Puts up to 25 items with different keys, and repeats what DynamoDB leaves unprocessed, as the API reference of
 * BatchWriteItem asks for.
 *
 * @throws DataError `WriteRefused`.
 */
export async function writeBatch(client: DynamoDBClient, table: string, items: TableItem[]): Promise<void> {
  let remaining: WriteRequest[] = items.map((Item) => ({ PutRequest: { Item } }));
  for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
    await backOff(attempt);
    try {
      const { UnprocessedItems } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: remaining } }),
      );
      remaining = UnprocessedItems?.[table] ?? [];
    } catch (cause) {
      if (isThrottling(cause)) continue;
      throw new DataError('WriteRefused', `DynamoDB refused to write to ${table}: ${(cause as Error).message}`, {
        cause,
      });
    }
    if (remaining.length === 0) return;
  }
  throw new DataError(
    'WriteRefused',
    `DynamoDB left ${remaining.length} items for ${table} unprocessed ${maximumAttempts} times; run again to resume.`,
  );
}

const isThrottling = (error: unknown): boolean =>
  error instanceof Error &&
  ['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'].includes(error.name);
