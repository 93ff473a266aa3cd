import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { anomaliesPartitionKey, isAboutItem, type AnomalyRow } from '../../schema/contract/anomalies.ts';
import { erasurePartitionKey, erasureTaskSortKey } from '../../schema/contract/keys.ts';
import { additionOf } from './countErased.ts';
import type { Erasure, ErasureDependencies } from './Erasure.ts';
import { isOvertaken } from './isOvertaken.ts';

/**
 * Deletes what the list of anomalies, which is short, says of the user. Each row is counted in its own transaction, which
 * also has the task remember its id: what it held back is kept under it.
 */
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
        ProjectionExpression: 'pk, sk, kind, subject',
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    const own = (Items as AnomalyRow[]).filter(({ kind, subject }) => subject === userId && !isAboutItem(kind));
    for (const { pk, sk } of own) {
      const Update = {
        TableName: userDataTable,
        Key: { pk: erasurePartitionKey(erasureId), sk: erasureTaskSortKey },
        ConditionExpression: 'attribute_exists(pk)',
        ...additionOf({ ANOMALY_MARK: 1 }, [sk]),
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
