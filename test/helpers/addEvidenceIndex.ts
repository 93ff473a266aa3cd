import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTables } from '../../emulator/dynamodb/index.ts';
import { evidenceIndex } from '../../schema/contract/keys.ts';

/** Gives a user data table, which may hold rows already, the index that `similarUsers=true` deploys. */
export async function addEvidenceIndex(client: DynamoDBClient, table: string): Promise<void> {
  const { name: IndexName, partitionKey, sortKey } = evidenceIndex;
  const keys = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ];
  await createTables(client, [
    {
      name: table,
      properties: {
        AttributeDefinitions: ['pk', 'sk', partitionKey, sortKey].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S',
        })),
        KeySchema: keys('pk', 'sk'),
        GlobalSecondaryIndexes: [
          { IndexName, KeySchema: keys(partitionKey, sortKey), Projection: { ProjectionType: 'KEYS_ONLY' } },
        ],
      },
    },
  ]);
}
