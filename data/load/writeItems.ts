import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  type KeysAndAttributes,
} from '@aws-sdk/client-dynamodb';
import type { ItemRecord } from '../types.ts';
import { backOff } from './backOff.ts';
import { hasContent, storedItem } from './storedItem.ts';
import type { TableItem } from './TableItem.ts';
import { writeAll } from './writeAll.ts';

/** The most keys that BatchGetItem takes. */
const keysPerRead = 100;

/**
 * Writes the items that are new or have other content than the catalogue's; `createdAt` is kept.
 *
 * @param writtenAt ISO 8601 in UTC with milliseconds
 * @returns how many were there already
 */
export async function writeItems(
  client: DynamoDBClient,
  table: string,
  records: ItemRecord[],
  writtenAt: string,
): Promise<number> {
  const byId = new Map(records.map((record) => [record.itemId, record]));
  const existing = await readItems(client, table, [...byId.keys()]);
  const changed: TableItem[] = [];
  for (const record of byId.values()) {
    const item = storedItem(record);
    const before = existing.get(record.itemId);
    if (before && hasContent(before, item)) continue;
    changed.push({ ...item, createdAt: before?.createdAt ?? { S: writtenAt }, updatedAt: { S: writtenAt } });
  }
  await writeAll(client, table, (item) => item.itemId.S as string, changed);
  return byId.size - changed.length;
}

async function readItems(client: DynamoDBClient, table: string, itemIds: string[]): Promise<Map<string, TableItem>> {
  const found = new Map<string, TableItem>();
  for (let start = 0; start < itemIds.length; start += keysPerRead) {
    let request: KeysAndAttributes | undefined = {
      Keys: itemIds.slice(start, start + keysPerRead).map((itemId) => ({ itemId: { S: itemId } })),
      ConsistentRead: true,
    };
    for (let attempt = 0; request?.Keys?.length; attempt += 1) {
      await backOff(attempt);
      const answer: BatchGetItemCommandOutput = await client.send(
        new BatchGetItemCommand({ RequestItems: { [table]: request } }),
      );
      for (const item of answer.Responses?.[table] ?? []) found.set(item.itemId.S as string, item);
      request = answer.UnprocessedKeys?.[table];
    }
  }
  return found;
}
