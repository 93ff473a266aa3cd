import { setTimeout } from 'node:timers/promises';
import { BatchGetCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BatchUnprocessedError } from './errors.ts';

type Row = Record<string, unknown>;

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
const mostReads = 100;
const mostWrites = 25;
const attempts = 5;

export interface BatchGetOptions {
  /** Only these attributes; all when left out. */
  attributes?: string[];
  consistent?: boolean;
}

/** Reads rows by key, 100 in a call, calls side by side. The keys must be distinct; rows that do not exist are left out. */
export async function batchGet(
  client: DynamoDBDocumentClient,
  table: string,
  keys: Row[],
  { attributes, consistent = false }: BatchGetOptions = {},
): Promise<Row[]> {
  const projection = attributes && {
    ProjectionExpression: attributes.map((_, index) => `#${index}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(attributes.map((name, index) => [`#${index}`, name])),
  };
  const pages = await Promise.all(
    chunks(keys, mostReads).map(async (chunk) => {
      const rows: Row[] = [];
      await untilDone(chunk, async (left) => {
        const request = { [table]: { Keys: left, ConsistentRead: consistent, ...projection } };
        const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems: request }));
        rows.push(...(Responses?.[table] ?? []));
        return UnprocessedKeys?.[table]?.Keys ?? [];
      });
      return rows;
    }),
  );
  return pages.flat();
}

/**
 * Writes rows, 25 in a call, whatever was there before. The keys must be distinct. A row that DynamoDB does not take (its
 * key is too long, say) costs no other its place.
 * @returns the rows that were refused
 */
export async function batchPut(client: DynamoDBDocumentClient, table: string, rows: Row[]): Promise<Row[]> {
  const refused = await Promise.all(chunks(rows, mostWrites).map((chunk) => putChunk(client, table, chunk)));
  return refused.flat();
}

async function putChunk(client: DynamoDBDocumentClient, table: string, rows: Row[]): Promise<Row[]> {
  try {
    await untilDone(rows, async (left) => {
      const requests = left.map((Item) => ({ PutRequest: { Item } }));
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
      return (UnprocessedItems?.[table] ?? []).map((request) => request.PutRequest?.Item ?? {});
    });
    return [];
  } catch (error) {
    // DynamoDB refuses the whole call for one row and does not say which.
    if ((error as Error).name !== 'ValidationException') throw error;
    if (rows.length === 1) return rows;
    const middle = Math.ceil(rows.length / 2);
    const halves = [rows.slice(0, middle), rows.slice(middle)];
    return (await Promise.all(halves.map((half) => putChunk(client, table, half)))).flat();
  }
}

/** Repeats with what DynamoDB left undone, waiting longer each time, as it asks for. */
async function untilDone(all: Row[], send: (left: Row[]) => Promise<Row[]>): Promise<void> {
  let left = all;
  for (let attempt = 1; ; attempt += 1) {
    left = await send(left);
    if (left.length === 0) return;
    if (attempt === attempts) throw new BatchUnprocessedError(left.length, attempts);
    await setTimeout(25 * 2 ** attempt);
  }
}

function chunks<Entry>(entries: Entry[], size: number): Entry[][] {
  const count = Math.ceil(entries.length / size);
  return Array.from({ length: count }, (_, index) => entries.slice(index * size, (index + 1) * size));
}
