/** Capacity that an operation consumed of one partition key. */
export interface Consumption {
  table: string;
  partitionKey: string;
  kind: 'read' | 'write';
  units: number;
}

type Attribute = Record<string, string>;
type Row = Record<string, Attribute>;
interface Part {
  TableName: string;
  Key?: Row;
  Item?: Row;
}
interface Input extends Part {
  KeyConditionExpression?: string;
  ExpressionAttributeValues?: Row;
  RequestItems?: Record<string, { Keys: Row[] } | { PutRequest?: { Item: Row }; DeleteRequest?: { Key: Row } }[]>;
  TransactItems?: Record<string, Part>[];
}
interface Capacity {
  TableName: string;
  CapacityUnits: number;
}

export const isWrite = (operation: string): boolean => /Put|Update|Delete|Write/.test(operation);

/** The tables of this product are keyed by one of the two. */
const partitionKeyOf = (row: Row = {}): string => Object.values(row.pk ?? row.itemId ?? {})[0] ?? '?';

/**
 * What an operation consumed, by its input and answer. The engine tells units by table, so the parts of a batch or of a
 * transaction get equal shares.
 */
export function consumedBy(operation: string, given: object, output: object): Consumption[] {
  const input = given as Input;
  const { ConsumedCapacity } = output as { ConsumedCapacity?: Capacity | Capacity[] };
  const capacities = ConsumedCapacity === undefined ? [] : [ConsumedCapacity].flat();
  const kind = isWrite(operation) ? 'write' : 'read';
  const keys = keysOf(input);
  return capacities.flatMap(({ TableName, CapacityUnits }) => {
    const ofTable = keys.filter(({ table }) => table === TableName);
    return ofTable.map(({ table, partitionKey }) => ({
      table,
      partitionKey,
      kind: kind as Consumption['kind'],
      units: CapacityUnits / ofTable.length,
    }));
  });
}

function keysOf(input: Input): { table: string; partitionKey: string }[] {
  if (input.TransactItems) {
    return input.TransactItems.flatMap((item) =>
      Object.values(item).map((part) => ({
        table: part.TableName,
        partitionKey: partitionKeyOf(part.Key ?? part.Item),
      })),
    );
  }
  if (input.RequestItems) {
    return Object.entries(input.RequestItems).flatMap(([table, requests]) => {
      const rows = Array.isArray(requests)
        ? requests.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key)
        : requests.Keys;
      return rows.map((row) => ({ table, partitionKey: partitionKeyOf(row) }));
    });
  }
  return [{ table: input.TableName, partitionKey: partitionKeyOf(input.Key ?? input.Item ?? queried(input)) }];
}

/** The partition that a Query names; a Scan names none. */
function queried({ KeyConditionExpression, ExpressionAttributeValues }: Input): Row | undefined {
  const placeholder = /(?:pk|itemId|#\w+)\s*=\s*(:\w+)/.exec(KeyConditionExpression ?? '')?.[1];
  const value = placeholder && ExpressionAttributeValues?.[placeholder];
  return value ? { pk: value } : undefined;
}
