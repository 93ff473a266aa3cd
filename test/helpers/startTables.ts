import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

type Row = Record<string, unknown>;

export interface TestTables {
  client: DynamoDBDocumentClient;
  userData: string;
  catalogue: string;
  counters: string;
  put(table: string, ...rows: Row[]): Promise<void>;
  /** Every row of a partition, by sort key. */
  partition(table: string, pk: string): Promise<Row[]>;
  stop(): Promise<void>;
}

/** Whether the in-memory engine runs here; tests that need it skip elsewhere. */
export const hasTables = process.platform === 'linux' && process.arch === 'x64';

/** The three tables, empty, in an engine of their own that keeps everything in memory. */
export async function startTables(): Promise<TestTables> {
  const folder = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json');
  const port = await freePort();
  const engine = spawn(join(folder, '..', 'dynoxide'), ['--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  const base = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await untilAnswering(base);
  await createTable(base, 'userData', 'pk', 'sk');
  await createTable(base, 'catalogue', 'itemId');
  await createTable(base, 'counters', 'pk', 'sk');
  const client = DynamoDBDocumentClient.from(base, { marshallOptions: { removeUndefinedValues: true } });
  return {
    client,
    userData: 'userData',
    catalogue: 'catalogue',
    counters: 'counters',
    put: async (TableName, ...rows) => {
      await Promise.all(rows.map((Item) => client.send(new PutCommand({ TableName, Item }))));
    },
    partition: async (TableName, pk) => {
      const { Items = [] } = await client.send(
        new QueryCommand({ TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } }),
      );
      return Items;
    },
    stop: async () => {
      base.destroy();
      engine.kill();
      await once(engine, 'exit');
    },
  };
}

async function createTable(client: DynamoDBClient, TableName: string, hash: string, range?: string): Promise<void> {
  const names = range ? [hash, range] : [hash];
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: names.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
    }),
  );
}

async function untilAnswering(client: DynamoDBClient): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch {
      await setTimeout(25);
    }
  }
  throw new Error('The in-memory engine did not answer.');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
