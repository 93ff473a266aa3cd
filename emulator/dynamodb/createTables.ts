import {
  CreateTableCommand,
  DescribeTableCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type KeySchemaElement,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { TableMismatch } from './errors.ts';

/** A table as the template describes it. */
export interface TableDefinition {
  name: string;
  properties: Record<string, unknown>;
}

type Index = NonNullable<CreateTableCommandInput['GlobalSecondaryIndexes']>[number];

const pickIndex = ({ IndexName, KeySchema, Projection }: Index): Index => ({ IndexName, KeySchema, Projection });

const toInput = ({ name, properties }: TableDefinition): CreateTableCommandInput => {
  const indexes = (key: string) => (properties[key] as Index[] | undefined)?.map(pickIndex);
  const view = (properties.StreamSpecification as { StreamViewType?: 'NEW_AND_OLD_IMAGES' } | undefined)
    ?.StreamViewType;
  return {
    TableName: name,
    AttributeDefinitions: properties.AttributeDefinitions as CreateTableCommandInput['AttributeDefinitions'],
    KeySchema: properties.KeySchema as KeySchemaElement[],
    GlobalSecondaryIndexes: indexes('GlobalSecondaryIndexes'),
    LocalSecondaryIndexes: indexes('LocalSecondaryIndexes'),
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: view === undefined ? undefined : { StreamEnabled: true, StreamViewType: view },
  };
};

const keyText = (keys: KeySchemaElement[] | undefined): string =>
  (keys ?? [])
    .map(({ AttributeName, KeyType }) => `${AttributeName}:${KeyType}`)
    .sort()
    .join();

const describe = async (client: DynamoDBClient, name: string): Promise<TableDescription | undefined> => {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') {
      return undefined;
    }
    throw error;
  }
};

/** Adds the indexes and the stream that the template gained since the table was made. */
const adapt = async (
  client: DynamoDBClient,
  table: TableDescription,
  wanted: CreateTableCommandInput,
): Promise<void> => {
  const name = wanted.TableName!;
  if (keyText(table.KeySchema) !== keyText(wanted.KeySchema)) {
    throw new TableMismatch(name, 'its key');
  }
  const present = new Map(table.GlobalSecondaryIndexes?.map((index) => [index.IndexName, index]));
  for (const index of wanted.GlobalSecondaryIndexes ?? []) {
    const known = present.get(index.IndexName);
    if (known && keyText(known.KeySchema) !== keyText(index.KeySchema)) {
      throw new TableMismatch(name, `the key of index ${index.IndexName}`);
    }
    if (!known) {
      await client.send(
        new UpdateTableCommand({
          TableName: name,
          AttributeDefinitions: wanted.AttributeDefinitions,
          GlobalSecondaryIndexUpdates: [
            {
              Create: {
                ...index,
                IndexName: index.IndexName!,
                KeySchema: index.KeySchema!,
                Projection: index.Projection!,
              },
            },
          ],
        }),
      );
    }
  }
  const view = wanted.StreamSpecification?.StreamViewType;
  if (view !== undefined && table.StreamSpecification?.StreamViewType !== view) {
    if (table.StreamSpecification?.StreamEnabled) {
      throw new TableMismatch(name, `what its stream shows (${table.StreamSpecification.StreamViewType}, now ${view})`);
    }
    await client.send(new UpdateTableCommand({ TableName: name, StreamSpecification: wanted.StreamSpecification }));
  }
};

/** An index that is still filled cannot be asked, and DynamoDB Local fails transactions meanwhile. */
const isReady = (table: TableDescription | undefined): boolean =>
  table?.TableStatus === 'ACTIVE' &&
  (table.GlobalSecondaryIndexes ?? []).every(({ IndexStatus = 'ACTIVE' }) => IndexStatus === 'ACTIVE');

/**
 * Makes the tables of the template where they are missing.
 * @throws TableMismatch
 */
export async function createTables(client: DynamoDBClient, tables: TableDefinition[]): Promise<void> {
  for (const definition of tables) {
    const input = toInput(definition);
    const known = await describe(client, definition.name);
    if (known) {
      await adapt(client, known, input);
    } else {
      await client.send(new CreateTableCommand(input));
    }
    const ttl = definition.properties.TimeToLiveSpecification as
      { AttributeName: string; Enabled?: unknown } | undefined;
    if (!known && ttl !== undefined && String(ttl.Enabled ?? true) === 'true') {
      await client.send(
        new UpdateTimeToLiveCommand({
          TableName: definition.name,
          TimeToLiveSpecification: { AttributeName: ttl.AttributeName, Enabled: true },
        }),
      );
    }
    let table = await describe(client, definition.name);
    while (!isReady(table)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      table = await describe(client, definition.name);
    }
  }
}
