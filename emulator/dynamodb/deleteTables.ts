import { DeleteTableCommand, waitUntilTableNotExists, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableDefinition } from './createTables.ts';

/** Deletes the tables of the template where they exist: what an engine keeps outside the state folder. */
export async function deleteTables(client: DynamoDBClient, tables: TableDefinition[]): Promise<void> {
  for (const { name } of tables) {
    try {
      await client.send(new DeleteTableCommand({ TableName: name }));
      await waitUntilTableNotExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName: name });
    } catch (error) {
      if ((error as Error).name !== 'ResourceNotFoundException') {
        throw error;
      }
    }
  }
}
