import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { heldPartitionKey, type HeldRow } from '../../schema/contract/anomalies.ts';
import type { ErasureTaskRow } from '../../schema/contract/erasure.ts';
import { erasurePartitionKey, erasureTaskSortKey } from '../../schema/contract/keys.ts';
import { erasedRowsPerTransaction } from '../../schema/contract/limits.ts';
import { additionOf } from './countErased.ts';
import type { Erasure, ErasureDependencies } from './Erasure.ts';
import { isOvertaken } from './isOvertaken.ts';

/**
 * Deletes what was held back of what the user did, under the marks that the task has collected: those of the user, and
 * those of items, which hold back what others did too.
 * @param deadline milliseconds since 1970
 * @returns whether nothing is left
 */
export async function eraseHeld(
  erasure: Erasure,
  deadline: number,
  dependencies: ErasureDependencies,
): Promise<boolean> {
  const { client, userDataTable, clock } = dependencies;
  const Key = { pk: erasurePartitionKey(erasure.erasureId), sk: erasureTaskSortKey };
  const { Item } = await client.send(new GetCommand({ TableName: userDataTable, Key, ConsistentRead: true }));
  for (const anomalyId of (Item as ErasureTaskRow | undefined)?.anomalyIds ?? []) {
    let start: Record<string, unknown> | undefined;
    do {
      if (clock() > deadline) return false;
      start = await erasePage(erasure, anomalyId, start, dependencies);
    } while (start);
  }
  return true;
}

/** @returns where the next page begins */
async function erasePage(
  erasure: Erasure,
  anomalyId: string,
  ExclusiveStartKey: Record<string, unknown> | undefined,
  dependencies: ErasureDependencies,
): Promise<Record<string, unknown> | undefined> {
  const { erasureId, userId } = erasure;
  const { client, userDataTable, feedbackTable } = dependencies;
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: feedbackTable,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'contains(interaction, :userId)',
      ExpressionAttributeValues: { ':pk': heldPartitionKey(anomalyId), ':userId': JSON.stringify(userId) },
      ConsistentRead: true,
      ExclusiveStartKey,
    }),
  );
  const own = (Items as HeldRow[]).filter(({ interaction }) => isOf(interaction, userId));
  for (let first = 0; first < own.length; first += erasedRowsPerTransaction) {
    const some = own.slice(first, first + erasedRowsPerTransaction);
    const deletions = some.map(({ pk, sk }) => ({
      Delete: { TableName: feedbackTable, Key: { pk, sk }, ConditionExpression: 'attribute_exists(pk)' },
    }));
    const Update = {
      TableName: userDataTable,
      Key: { pk: erasurePartitionKey(erasureId), sk: erasureTaskSortKey },
      ConditionExpression: 'attribute_exists(pk)',
      ...additionOf({ HELD_INTERACTION: some.length }),
    };
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [...deletions, { Update }] }));
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      // Some of them are gone: the page as it is now.
      return erasePage(erasure, anomalyId, ExclusiveStartKey, dependencies);
    }
  }
  return LastEvaluatedKey;
}

function isOf(interaction: string, userId: string): boolean {
  try {
    return (JSON.parse(interaction) as { userId?: unknown }).userId === userId;
  } catch {
    // Nobody can count it, and it has the name in it.
    return true;
  }
}
