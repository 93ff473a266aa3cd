import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchWriteItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type AttributeValue,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { DataError } from '../read/DataError.ts';

type MarshalledRow = Record<string, AttributeValue>;

/** The most that BatchWriteItem and TransactWriteItems take. */
const batchSize = 25;
const transactionSize = 100;
const parallelRequests = 8;

const firstWaitMilliseconds = 50;
const longestWaitMilliseconds = 5000;
/** With the waits before them, they take about half a minute. */
const maximumAttempts = 12;

/** Waits before an attempt: not before the first, then twice as long every time. */
export async function backOff(attempt: number): Promise<void> {
  if (attempt > 0) await sleep(Math.min(firstWaitMilliseconds * 2 ** attempt, longestWaitMilliseconds));
}

/**
 * Puts rows into a table, several requests at a time. Of rows with the same key the last one is written, because
 * DynamoDB refuses a request that has a key twice.
 *
 * On AWS it writes batches, which cost half of what transactions do. On this machine it writes transactions: the
 * embedded engine waits for the disk once in a transaction but once for every item of a batch, which was seen to be
 * ten times slower.
 *
 * The functions have a batch writer of their own (functions/shared/batch.ts): a function that runs by the second gives
 * up after five attempts and lets the stream repeat, an import waits for half a minute.
 *
 * @throws DataError `WriteRefused`.
 */
export async function writeRows<Row extends object>(
  client: DynamoDBClient,
  table: string,
  keyOf: (row: Row) => string,
  rows: readonly Row[],
): Promise<void> {
  const unique = [...new Map(rows.map((row) => [keyOf(row), row])).values()];
  const isLocal = await isOnThisMachine(client);
  const size = isLocal ? transactionSize : batchSize;
  const write = isLocal ? writeTransaction : writeBatch;
  const requests: Row[][] = [];
  for (let start = 0; start < unique.length; start += size) requests.push(unique.slice(start, start + size));
  const waiting = requests.values();
  const work = async (): Promise<void> => {
    for (const request of waiting) {
      await write(
        client,
        table,
        request.map((row) => marshall(row, { removeUndefinedValues: true })),
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallelRequests, requests.length) }, work));
}

async function isOnThisMachine({ config }: DynamoDBClient): Promise<boolean> {
  const { hostname } = (await config.endpoint?.()) ?? {};
  return hostname?.startsWith('127.') || hostname === 'localhost' || hostname === '[::1]';
}

/**
 * Puts up to 25 rows with different keys, and repeats what DynamoDB leaves unprocessed, as the API reference of
 * BatchWriteItem asks for.
 *
 * @throws DataError `WriteRefused`.
 */
export async function writeBatch(client: DynamoDBClient, table: string, rows: readonly MarshalledRow[]): Promise<void> {
  let remaining: WriteRequest[] = rows.map((Item) => ({ PutRequest: { Item } }));
  for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
    await backOff(attempt);
    try {
      const { UnprocessedItems } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: remaining } }),
      );
      remaining = UnprocessedItems?.[table] ?? [];
    } catch (cause) {
      if (!isThrottling(cause)) throw writeRefused(table, cause);
    }
    if (remaining.length === 0) return;
  }
  throw new DataError(
    'WriteRefused',
    `DynamoDB left ${remaining.length} items for ${table} unprocessed ${maximumAttempts} times; run again to resume.`,
  );
}

/**
 * Puts up to 100 rows with different keys in one transaction.
 *
 * @throws DataError `WriteRefused`.
 */
export async function writeTransaction(
  client: DynamoDBClient,
  table: string,
  rows: readonly MarshalledRow[],
): Promise<void> {
  const TransactItems = rows.map((Item) => ({ Put: { TableName: table, Item } }));
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
  throw writeRefused(table, cause);
}

const writeRefused = (table: string, cause: unknown): DataError =>
  new DataError('WriteRefused', `DynamoDB refused to write to ${table}: ${(cause as Error).message}`, { cause });

const isThrottling = (error: unknown): boolean =>
  error instanceof Error &&
  ['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'].includes(error.name);

/** Somebody else writes to one of the items, or too much is written at once: it may work a moment later. */
const passingReasons = ['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];
const isPassing = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).every(({ Code = 'None' }) => passingReasons.includes(Code));
