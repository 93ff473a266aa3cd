import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { createObservability, observe } from '../../../functions/shared/observe.ts';

const observability = createObservability();
const client = observability.tracer.captureAWSv3Client(new DynamoDBClient({ maxAttempts: 1 }));

/** Reads from the tables at once, then from the first again. */
export const handler = observe(observability, async (tables: string[]): Promise<void> => {
  const read = (TableName: string) => client.send(new GetItemCommand({ TableName, Key: { id: { S: '1' } } }));
  await Promise.all(tables.map(read));
  await read(tables[0]);
});
