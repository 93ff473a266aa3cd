import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { plainNumbers } from '../../functions/shared/createTableClient.ts';
import { startEngine } from '../../emulator/test/helpers/startEngine.ts';

type Row = Record<string, unknown>;

export interface TestTables {
  /** Of the engine. */
  endpoint: string;
  client: DynamoDBDocumentClient;
  userData: string;
  catalogue: string;
  counters: string;
  models: string;
  feedback: string;
  put(table: string, ...rows: Row[]): Promise<void>;
  /** Every row of a partition, by sort key. */
  partition(table: string, pk: string): Promise<Row[]>;
  stop(): Promise<void>;
}

/** The tables, empty, in an embedded engine of their own. */
export async function startTables(): Promise<TestTables> {
  const engine = await startEngine('dynoxide');
  await engine.makeTables({
    userData: ['pk', 'sk'],
    catalogue: ['itemId'],
    counters: ['pk', 'sk'],
    models: ['pk', 'sk'],
    feedback: ['pk', 'sk'],
  });
  const client = DynamoDBDocumentClient.from(engine.client, {
    marshallOptions: { removeUndefinedValues: true },
    unmarshallOptions: plainNumbers(),
  });
  return {
    endpoint: engine.endpoint,
    client,
    userData: 'userData',
    catalogue: 'catalogue',
    counters: 'counters',
    models: 'models',
    feedback: 'feedback',
    put: async (TableName, ...rows) => {
      await Promise.all(rows.map((Item) => client.send(new PutCommand({ TableName, Item }))));
    },
    partition: async (TableName, pk) => {
      const { Items = [] } = await client.send(
        new QueryCommand({ TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } }),
      );
      return Items;
    },
    stop: engine.stop,
  };
}
