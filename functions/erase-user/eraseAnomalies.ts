import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { anomaliesPartitionKey, anomalySortKey } from '../../schema/contract/feedback.ts';
import { erasurePartitionKey, erasureTaskSortKey } from '../../schema/contract/keys.ts';
import { additionOf } from './countErased.ts';
import type { Erasure, ErasureDependencies } from './Erasure.ts';
import { isOvertaken } from './isOvertaken.ts';

/** Deletes what the list of anomalies, which is short, says of the user; each row is counted in its own transaction. */
export async function eraseAnomalies(
  { erasureId, userId }: Erasure,
  { client, feedbackTable, userDataTable }: ErasureDependencies,
): Promise<void> {
  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: feedbackTable,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': anomaliesPartitionKey },
        ProjectionExpression: 'pk, sk',
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    for (const { pk, sk } of Items.filter((row) => (row.sk as string).endsWith(anomalySortKey('', 'USER', userId)))) {
      const Update = {
        TableName: userDataTable,
        Key: { pk: erasurePartitionKey(erasureId), sk: erasureTaskSortKey },
        ConditionExpression: 'attribute_exists(pk)',
        ...additionOf({ ANOMALY_MARK: 1 }),
      };
      const Delete = { TableName: feedbackTable, Key: { pk, sk }, ConditionExpression: 'attribute_exists(pk)' };
      try {
        await client.send(new TransactWriteCommand({ TransactItems: [{ Delete }, { Update }] }));
      } catch (error) {
        if (!isOvertaken(error)) throw error;
      }
    }
    start = LastEvaluatedKey;
  } while (start);
}
