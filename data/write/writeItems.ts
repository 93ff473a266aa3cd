import { isDeepStrictEqual } from 'node:util';
import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  type KeysAndAttributes,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { itemRow, type ItemRow } from '../../schema/contract/item.ts';
import type { ItemRecord } from '../records/ItemRecord.ts';
import { backOff, writeRows } from './writeRows.ts';

/** The most keys that BatchGetItem takes. */
const keysPerRead = 100;

/**
 * Writes the items that are new or have other content than the catalogue's; `createdAt` is kept.
 *
 * @param writtenAt ISO 8601 in UTC with milliseconds
 * @param options onlyAbsent: leaves every item that is there as it is
 * @returns how many were there already
 */
export async function writeItems(
  client: DynamoDBClient,
  table: string,
  records: ItemRecord[],
  writtenAt: string,
  { onlyAbsent = false } = {},
): Promise<number> {
  const byId = new Map(records.map((record) => [record.itemId, record]));
  const existing = await readItems(client, table, [...byId.keys()]);
  const changed: ItemRow[] = [];
  for (const record of byId.values()) {
    const before = existing.get(record.itemId);
    if (before && onlyAbsent) continue;
    const row = itemRow(record, before?.createdAt ?? writtenAt, writtenAt);
    if (!before || !hasSameContent(before, row)) changed.push(row);
  }
  await writeRows(client, table, ({ itemId }) => itemId, changed);
  return byId.size - changed.length;
}

/** Whether two rows say the same, whenever they were written. */
function hasSameContent(one: ItemRow, other: ItemRow): boolean {
  const contentOf = ({ createdAt: _createdAt, updatedAt: _updatedAt, ...content }: ItemRow): object => content;
  return isDeepStrictEqual(contentOf(one), contentOf(other));
}

async function readItems(client: DynamoDBClient, table: string, itemIds: string[]): Promise<Map<string, ItemRow>> {
  const found = new Map<string, ItemRow>();
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
      for (const item of answer.Responses?.[table] ?? []) {
        // Whatever number somebody else put there: it is only compared.
        const row = unmarshall(item, { wrapNumbers: Number }) as ItemRow;
        found.set(row.itemId, row);
      }
      request = answer.UnprocessedKeys?.[table];
    }
  }
  return found;
}
