import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { interactionPrefix, userPartitionKey } from '../../schema/contract/keys.ts';

/**
 * The different items of a user's interactions, newest first, as far as one read of 1 MB reaches (about 3,000
 * interactions). Asked only for users whose history is longer than what the model is given.
 */
export async function readSeenItemIds(
  client: DynamoDBDocumentClient,
  table: string,
  userId: string,
): Promise<string[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': userPartitionKey(userId), ':prefix': interactionPrefix },
      ProjectionExpression: 'itemId',
      ScanIndexForward: false,
    }),
  );
  return [...new Set(Items.map(({ itemId }) => itemId as string))];
}
