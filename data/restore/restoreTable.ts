import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeTableCommand,
  GetItemCommand,
  paginateScan,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient, TableDescription } from '@aws-sdk/client-dynamodb';
import { erasedSortKey } from '../../schema/contract/keys.ts';
import { DataError } from '../read/DataError.ts';

export interface RestoreOptions {
  client: DynamoDBClient;
  /** The table that a backup was restored to. */
  from: string;
  /** The table in use. */
  to: string;
  /** Whether the table in use becomes what the backup is: newer rows are overwritten, and what the backup lacks goes. */
  isExact?: boolean;
  /** Told after each few rows. */
  progress?(counts: RestoreCounts): void;
  /** Stops after the rows at hand; the next call goes on, as it finds what is there. */
  signal?: AbortSignal;
}

export interface RestoreCounts {
  /** Rows of the backup that were read. */
  read: number;
  written: number;
  /** Rows that were there already and stayed as they are. */
  kept: number;
  /** Rows of people who were erased since the backup. */
  erased: number;
  /** With `isExact`: rows that the backup lacks. */
  removed: number;
}

type Row = Record<string, AttributeValue>;

/** Requests at once. */
const atOnce = 16;

/**
 * Brings the rows of a backup back into the table in use, each where there is none: what was lost comes back, and what
 * happened since stays. People who were erased since the backup stay erased, exact or not. May be ended at any moment and
 * called again.
 *
 * A point-in-time restore makes a new table, whose rows have to come back into the one that the stacks know:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/pointintimerecovery_howitworks.html
 *
 * @throws DataError `TableMissing`, `TableUnfit`, `Interrupted`
 */
export async function restoreTable(options: RestoreOptions): Promise<RestoreCounts> {
  const { client, from, to, isExact = false, progress, signal } = options;
  if (from === to) throw new DataError('TableUnfit', `${from} is both the backup and the table in use.`);
  const [keys, others] = [await keysOf(client, to), await keysOf(client, from)];
  if (keys.join() !== others.join()) {
    throw new DataError(
      'TableUnfit',
      `${from} has the keys ${others.join(' and ')}, ${to} has ${keys.join(' and ')}: it is the backup of another table.`,
    );
  }
  const counts: RestoreCounts = { read: 0, written: 0, kept: 0, erased: 0, removed: 0 };
  const erased = keys.length === 2 ? await erasedPartitions(client, to, keys) : new Set<string>();
  /** What is kept of somebody who was erased is the mark of it, which is newer than the backup. */
  const isErased = (row: Row): boolean => erased.has(row[keys[0]].S ?? '');
  const keyOf = (row: Row): Row => Object.fromEntries(keys.map((name) => [name, row[name]]));

  const bringBack = async (Item: Row): Promise<void> => {
    counts.read += 1;
    if (isErased(Item)) {
      counts.erased += 1;
      return;
    }
    const condition = isExact ? {} : { ConditionExpression: 'attribute_not_exists(#key)', ...named(keys[0]) };
    try {
      await client.send(new PutItemCommand({ TableName: to, Item, ...condition }));
      counts.written += 1;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      counts.kept += 1;
    }
  };
  const removeIfLacking = async (row: Row): Promise<void> => {
    if (isErased(row)) return;
    const Key = keyOf(row);
    const { Item } = await client.send(new GetItemCommand({ TableName: from, Key, ConsistentRead: true }));
    if (Item !== undefined) return;
    await client.send(new DeleteItemCommand({ TableName: to, Key }));
    counts.removed += 1;
  };
  const forEachRow = async (table: string, work: (row: Row) => Promise<void>): Promise<void> => {
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
      for (let start = 0; start < Items.length; start += atOnce) {
        if (signal?.aborted) {
          throw new DataError('Interrupted', `Stopped; call it again to go on: ${counts.written} rows are back.`);
        }
        await Promise.all(Items.slice(start, start + atOnce).map(work));
        progress?.({ ...counts });
      }
    }
  };

  await forEachRow(from, bringBack);
  if (isExact) await forEachRow(to, removeIfLacking);
  return counts;
}

/** The names of a table's keys. @throws DataError `TableMissing` */
async function keysOf(client: DynamoDBClient, name: string): Promise<string[]> {
  let table: TableDescription | undefined;
  try {
    table = (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (cause) {
    const why = (cause as Error).name === 'ResourceNotFoundException' ? 'does not exist' : (cause as Error).message;
    throw new DataError('TableMissing', `The table ${name} cannot be used: ${why}.`, { cause });
  }
  if (table?.TableStatus !== 'ACTIVE') {
    throw new DataError('TableUnfit', `The table ${name} is ${table?.TableStatus}: wait until it is ACTIVE.`);
  }
  return (table.KeySchema ?? []).map(({ AttributeName = '' }) => AttributeName);
}

/** Whose rows must not come back. */
async function erasedPartitions(client: DynamoDBClient, TableName: string, keys: string[]): Promise<Set<string>> {
  const [partitionKey, sortKey] = keys;
  const partitions = new Set<string>();
  const scan = {
    ...{ TableName, ConsistentRead: true, FilterExpression: '#sort = :erased', ProjectionExpression: '#partition' },
    ExpressionAttributeNames: { '#sort': sortKey, '#partition': partitionKey },
    ExpressionAttributeValues: { ':erased': { S: erasedSortKey } },
  };
  for await (const { Items = [] } of paginateScan({ client }, scan)) {
    for (const row of Items) partitions.add(row[partitionKey].S ?? '');
  }
  return partitions;
}

const named = (key: string) => ({ ExpressionAttributeNames: { '#key': key } });
