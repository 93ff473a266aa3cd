import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, paginateScan, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { startDynamoDBEngine } from '../../../../local/dynamodb/index.ts';
import type { DataTables } from '../../../../local/data/index.ts';

const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });

/** A real DynamoDB engine with the two tables that data is loaded into, in a temporary folder. */
export async function startTables() {
  // In memory where that is possible: these tests are about the loader, not about the disk under the engine.
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'recsync-data-'));
  const engine = await startDynamoDBEngine(process.env.RECSYNC_DYNAMODB, folder);
  const clientConfiguration = {
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const client = new DynamoDBClient(clientConfiguration);
  let count = 0;

  /** Makes empty tables, so that tests do not see one another's data. */
  const makeTables = async (): Promise<DataTables> => {
    count += 1;
    const tables = { userData: `user-data-${count}`, catalogue: `catalogue-${count}` };
    const definitions = [
      { TableName: tables.userData, KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')] },
      { TableName: tables.catalogue, KeySchema: [key('itemId', 'HASH')] },
    ];
    for (const definition of definitions) {
      await client.send(
        new CreateTableCommand({
          ...definition,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: definition.KeySchema.map(({ AttributeName }) => ({ AttributeName, AttributeType: 'S' })),
        }),
      );
    }
    return tables;
  };

  return {
    client,
    endpoint: engine.endpoint,
    /** Deleted at the end. */
    folder,
    makeTables,
    close: async () => {
      client.destroy();
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** All items of a table, in the order of their keys. */
export async function readAll(client: DynamoDBClient, TableName: string) {
  const items: Record<string, AttributeValue>[] = [];
  for await (const page of paginateScan({ client }, { TableName })) items.push(...(page.Items ?? []));
  const keyOf = (item: Record<string, AttributeValue>) => `${item.pk?.S ?? item.itemId.S}\n${item.sk?.S ?? ''}`;
  return items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
