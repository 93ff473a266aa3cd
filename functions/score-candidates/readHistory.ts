import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { interactionPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import type { HistoryEntry } from './ScoreCandidatesInput.ts';

const attributes = ['itemId', 'eventType', 'eventValue', 'timestamp', 'recordedAt'];

/** A user's newest interactions, newest first, without impressions; read consistently, as the workflow has just begun. */
export async function readHistory(
  client: DynamoDBDocumentClient,
  table: string,
  userId: string,
  size: number,
): Promise<HistoryEntry[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': userPartitionKey(userId), ':prefix': interactionPrefix },
      ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
      ExpressionAttributeNames: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: size,
    }),
  );
  return Items as HistoryEntry[];
}
