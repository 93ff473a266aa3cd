import { TransactionCanceledException, TransactWriteItemsCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DataError } from '../errors.ts';
import { backOff, maximumAttempts } from './backOff.ts';
import type { TableItem } from './TableItem.ts';

/** The most that TransactWriteItems takes. */
export const transactionSize = 100;

/** Somebody else writes to one of the items, or too much is written at once: it may work a moment later. */
const passingReasons = ['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

/**
 * Puts up to 100 items with different keys in one transaction.
 *
 * @throws DataError `WriteRefused`.
 */
export async function writeTransaction(client: DynamoDBClient, table: string, items: TableItem[]): Promise<void> {
  const TransactItems = items.map((Item) => ({ Put: { TableName: table, Item } }));
  let cause: unknown;
  for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
    await backOff(attempt);
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems }));
      return;
    } catch (error) {
      cause = error;
      if (!isPassing(error)) break;
    }
  }
  throw new DataError('WriteRefused', `DynamoDB refused to write to ${table}: ${(cause as Error).message}`, { cause });
}

const isPassing = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).every(({ Code = 'None' }) => passingReasons.includes(Code));
