import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableItem } from './TableItem.ts';
import { batchSize, writeBatch } from './writeBatch.ts';
import { transactionSize, writeTransaction } from './writeTransaction.ts';

const parallelRequests = 8;

/**
 * Puts items into a table, several requests at a time. Of items with the same key the last one is written, because
 * DynamoDB refuses a request that has a key twice.
 *
 * On AWS it writes batches, which cost half of what transactions do. On this machine it writes transactions: the
 * embedded engine waits for the disk once in a transaction but once for every item of a batch, which was seen to be
 * ten times slower.
 *
 * @throws DataError `WriteRefused`.
 */
export async function writeAll(
  client: DynamoDBClient,
  table: string,
  keyOf: (item: TableItem) => string,
  items: TableItem[],
): Promise<void> {
  const unique = [...new Map(items.map((item) => [keyOf(item), item])).values()];
  const isLocal = await isOnThisMachine(client);
  const size = isLocal ? transactionSize : batchSize;
  const write = isLocal ? writeTransaction : writeBatch;
  const requests: TableItem[][] = [];
  for (let start = 0; start < unique.length; start += size) requests.push(unique.slice(start, start + size));
  const waiting = requests.values();
  const work = async (): Promise<void> => {
    for (const request of waiting) await write(client, table, request);
  };
  await Promise.all(Array.from({ length: Math.min(parallelRequests, requests.length) }, work));
}

async function isOnThisMachine({ config }: DynamoDBClient): Promise<boolean> {
  const { hostname } = (await config.endpoint?.()) ?? {};
  return hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
}
