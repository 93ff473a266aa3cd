import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTables, startDynamoDBEngine } from '../../dynamodb/index.ts';
import { javaVersion } from '../../dynamodb/startAmazonDynamoDBLocal.ts';
import { dynoxideBinary } from '../../dynamodb/startDynoxide.ts';

/** Whether the embedded engine runs here; tests that need it skip elsewhere. */
export const hasDynoxide = dynoxideBinary() !== undefined;
/** Whether Amazon's DynamoDB Local does. */
export const hasAmazon = (javaVersion() ?? 0) >= 17;

export interface TestEngine {
  endpoint: string;
  /** Of a client of the AWS SDK. */
  configuration: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  client: DynamoDBClient;
  /** Its folder, in which tests may keep files: removed at the end. */
  folder: string;
  /** Makes tables by name, each with its partition key and perhaps a sort key; both are text. */
  makeTables(keys: Record<string, readonly [partition: string, sort?: string]>): Promise<void>;
  stop(): Promise<void>;
}

/** @param choice - `dynoxide`, `amazon` or a URL; left out, what the run was started with, or the best that there is */
export async function startEngine(choice?: string): Promise<TestEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'emulator-engine-'));
  const { endpoint, stop } = await startDynamoDBEngine(choice, folder);
  const configuration = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const client = new DynamoDBClient(configuration);
  return {
    endpoint,
    configuration,
    client,
    folder,
    makeTables: (keys) =>
      createTables(
        client,
        Object.entries(keys).map(([name, [partition, sort]]) => ({
          name,
          properties: {
            AttributeDefinitions: [partition, sort].flatMap((AttributeName) =>
              AttributeName ? { AttributeName, AttributeType: 'S' } : [],
            ),
            KeySchema: [
              { AttributeName: partition, KeyType: 'HASH' },
              ...(sort ? [{ AttributeName: sort, KeyType: 'RANGE' }] : []),
            ],
          },
        })),
      ),
    stop: async () => {
      client.destroy();
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
