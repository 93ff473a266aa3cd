import { DeleteCommand, DynamoDBDocumentClient, GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  livePartitionKey,
  liveSortKey,
  lockPartitionKey,
  runPartitionKey,
  trainingLockSortKey,
  versionPartitionKey,
  type ModelVersionRow,
  type ModelVersionStatus,
  type TrainingLockRow,
  type TrainingRunStatus,
} from '../../schema/contract/models.ts';
import type { Account } from './Account.ts';

const removed: ModelVersionStatus = 'REMOVED';
const failed: TrainingRunStatus = 'FAILED';

/**
 * Writes down that no model is served any more, where the tables outlive the endpoints: else a deployment that goes on
 * with them would ask endpoints that are gone. What was trained and how it was judged stays.
 */
export async function forgetModels({ dynamodb }: Account, TableName: string): Promise<void> {
  const client = DynamoDBDocumentClient.from(dynamodb);
  await client.send(new DeleteCommand({ TableName, Key: { pk: livePartitionKey, sk: liveSortKey } }));
  await endRun(client, TableName);
  const versions = {
    TableName,
    KeyConditionExpression: 'pk = :versions',
    FilterExpression: 'attribute_exists(endpointName)',
    ExpressionAttributeValues: { ':versions': versionPartitionKey },
  };
  for await (const { Items = [] } of paginateQuery({ client }, versions)) {
    for (const { pk, sk } of Items as ModelVersionRow[]) {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: { pk, sk },
          UpdateExpression: 'SET #status = :removed REMOVE endpointName',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':removed': removed },
        }),
      );
    }
  }
}

/** The run that was stopped with its workflow can no longer say how it ended. */
async function endRun(client: DynamoDBDocumentClient, TableName: string): Promise<void> {
  const Key = { pk: lockPartitionKey, sk: trainingLockSortKey };
  const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  if (Item === undefined) return;
  const { runId } = Item as TrainingLockRow;
  await client.send(
    new UpdateCommand({
      TableName,
      Key: { pk: runPartitionKey, sk: runId },
      UpdateExpression: 'SET #status = :failed, reason = :reason, endedAt = :now',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':failed': failed,
        ':reason': 'TAKEN_DOWN: The deployment was taken down while this training ran.',
        ':now': new Date().toISOString(),
      },
    }),
  );
  await client.send(new DeleteCommand({ TableName, Key }));
}
