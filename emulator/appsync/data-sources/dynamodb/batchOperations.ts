import { BatchGetItemCommand, BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import { DataSourceError } from '../../errors.ts';
import type { DynamoDBDataSourceOptions } from './DynamoDBDataSourceOptions.ts';
import { canonicalKey, plainItem, toItem } from './attributeValues.ts';
import type { Item } from './attributeValues.ts';
import { expressionParts, required } from './expressions.ts';
import type { Expression } from './expressions.ts';

interface BatchGetTable {
  keys?: unknown[];
  consistentRead?: boolean;
  projection?: Expression | null;
}

type PlainItems = Record<string, (Record<string, unknown> | null)[]>;

const maximumKeys = 100;
const maximumWrites = 25;

/**
 * Items of several tables, in the order of the keys, null where there is none.
 * https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-batch-get-item.html
 */
export async function batchGetItem(
  options: DynamoDBDataSourceOptions,
  request: { tables?: Record<string, BatchGetTable> },
): Promise<unknown> {
  const tables = Object.entries(required(request.tables, 'tables'));
  const keysOf = new Map(
    tables.map(([name, table]) => [
      name,
      required(table.keys, 'keys').map((key, index) => toItem(key, `tables.${name}.keys[${index}]`)),
    ]),
  );
  check([...keysOf.values()].flat().length, maximumKeys, 'keys', 'BatchGetItem');
  const { Responses = {}, UnprocessedKeys = {} } = await options.client.send(
    new BatchGetItemCommand({
      RequestItems: Object.fromEntries(
        tables.map(([name, table]) => {
          const { ExpressionAttributeNames, ProjectionExpression } = projected(table, keysOf.get(name) ?? []);
          return [
            name,
            {
              Keys: keysOf.get(name),
              ConsistentRead: table.consistentRead ?? false,
              ProjectionExpression,
              ExpressionAttributeNames,
            },
          ];
        }),
      ),
    }),
  );
  const data: PlainItems = {};
  const unprocessedKeys: PlainItems = {};
  for (const [name, table] of tables) {
    const keys = keysOf.get(name) ?? [];
    const wanted = table.projection ? projectedNames(table.projection) : undefined;
    const attributes = Object.keys(keys[0] ?? {});
    const items = new Map((Responses[name] ?? []).map((item) => [canonicalKey(item, attributes), item]));
    data[name] = keys.map((key) => {
      const found = items.get(canonicalKey(key, attributes));
      return plainItem(
        found && wanted
          ? without(
              found,
              Object.keys(key).filter((attribute) => !wanted.has(attribute)),
            )
          : found,
      );
    });
    unprocessedKeys[name] = (UnprocessedKeys[name]?.Keys ?? []).map(plainItem);
  }
  return { data, unprocessedKeys };
}

/**
 * The items that were put and those that were not.
 * https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-batch-put-item.html
 */
export async function batchPutItem(
  options: DynamoDBDataSourceOptions,
  request: { tables?: Record<string, unknown[]> },
): Promise<unknown> {
  const items = typed(request.tables);
  const left = await write(options, items, (item) => ({ PutRequest: { Item: item } }), 'BatchPutItem');
  return {
    data: plainTables(items),
    unprocessedItems: plainTables(items, (name) => left[name]?.map((entry) => entry.PutRequest?.Item ?? {}) ?? []),
  };
}

export async function batchDeleteItem(
  options: DynamoDBDataSourceOptions,
  request: { tables?: Record<string, unknown[]> },
): Promise<unknown> {
  const keys = typed(request.tables);
  const left = await write(options, keys, (key) => ({ DeleteRequest: { Key: key } }), 'BatchDeleteItem');
  return {
    data: plainTables(keys),
    unprocessedKeys: plainTables(keys, (name) => left[name]?.map((entry) => entry.DeleteRequest?.Key ?? {}) ?? []),
  };
}

async function write(
  options: DynamoDBDataSourceOptions,
  tables: Map<string, Item[]>,
  toRequest: (item: Item) => WriteRequest,
  operation: string,
): Promise<Record<string, WriteRequest[]>> {
  check([...tables.values()].flat().length, maximumWrites, 'items', operation);
  const { UnprocessedItems = {} } = await options.client.send(
    new BatchWriteItemCommand({
      RequestItems: Object.fromEntries([...tables].map(([name, items]) => [name, items.map(toRequest)])),
    }),
  );
  return UnprocessedItems;
}

function typed(tables: Record<string, unknown[]> | undefined): Map<string, Item[]> {
  return new Map(
    Object.entries(required(tables, 'tables')).map(([name, items]) => [
      name,
      items.map((item, index) => toItem(item, `tables.${name}[${index}]`)),
    ]),
  );
}

function plainTables(tables: Map<string, Item[]>, pick?: (name: string) => Item[]): PlainItems {
  return Object.fromEntries([...tables].map(([name, items]) => [name, (pick ? pick(name) : items).map(plainItem)]));
}

/** Results are matched to keys by their key attributes, so a projection without them asks for them too. */
function projected(
  table: BatchGetTable,
  keys: Item[],
): { ExpressionAttributeNames?: Record<string, string>; ProjectionExpression?: string } {
  if (!table.projection?.expression) return {};
  const { ExpressionAttributeNames: names = {} } = expressionParts(table.projection);
  const wanted = projectedNames(table.projection);
  const missing = Object.keys(keys[0] ?? {}).filter((attribute) => !wanted.has(attribute));
  const added = Object.fromEntries(missing.map((attribute, index) => [`#appsyncKey${index}`, attribute]));
  const all = { ...names, ...added };
  return {
    ProjectionExpression: [table.projection.expression, ...Object.keys(added)].join(', '),
    ...(Object.keys(all).length > 0 ? { ExpressionAttributeNames: all } : {}),
  };
}

function projectedNames(projection: Expression): Set<string> {
  return new Set(
    (projection.expression ?? '')
      .split(',')
      .map((part) => part.trim())
      .map((part) => projection.expressionNames?.[part] ?? part),
  );
}

function without(item: Item, names: string[]): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));
}

function check(count: number, maximum: number, what: string, operation: string): void {
  if (count === 0 || count > maximum) {
    throw new DataSourceError(
      'DynamoDB:DynamoDbException',
      `${operation} takes 1 to ${maximum} ${what}; ${count} were given.`,
    );
  }
}
