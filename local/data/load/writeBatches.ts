import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchWriteItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { DataError } from '../errors.ts';

export type StoredItem = Record<string, AttributeValue>;

/** The most that BatchWriteItem takes. */
const batchSize = 25;
const parallelBatches = 8;
const firstWaitMilliseconds = 50;
const longestWaitMilliseconds = 5000;
const attempts = 12;

/**
 * Puts items into a table, several batches at a time, and repeats what DynamoDB leaves unprocessed, waiting longer
 * every time as the API reference of BatchWriteItem asks for. Of items with the same key the last one is written.
 *
 * @throws DataError `WriteRefused` when DynamoDB refuses, or goes on leaving items unprocessed for half a minute.
 */
export async function writeBatches(
  client: DynamoDBClient,
  table: string,
  keyOf: (item: StoredItem) => string,
  items: StoredItem[],
): Promise<void> {
  // BatchWriteItem refuses a batch that has a key twice.
  const unique = [...new Map(items.map((item) => [keyOf(item), item])).values()];
  const batches: WriteRequest[][] = [];
  for (let start = 0; start < unique.length; start += batchSize) {
    batches.push(unique.slice(start, start + batchSize).map((Item) => ({ PutRequest: { Item } })));
  }
  const waiting = batches.values();
  const work = async (): Promise<void> => {
    for (const batch of waiting) await writeBatch(client, table, batch);
  };
  await Promise.all(Array.from({ length: Math.min(parallelBatches, batches.length) }, work));
}

async function writeBatch(client: DynamoDBClient, table: string, batch: WriteRequest[]): Promise<void> {
  let remaining = batch;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await sleep(Math.min(firstWaitMilliseconds * 2 ** attempt, longestWaitMilliseconds));
    try {
      const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: remaining } }));
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
    `DynamoDB left ${remaining.length} items for ${table} unprocessed ${attempts} times; run again later to resume.`,
  );
}

const isThrottling = (error: unknown): boolean =>
  error instanceof Error &&
  ['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'].includes(error.name);
