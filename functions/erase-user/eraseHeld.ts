import { GetCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { heldPartitionKey, type HeldRow } from '../../schema/contract/anomalies.ts';
import type { ErasureTaskRow, HeldCursor } from '../../schema/contract/erasure.ts';
import { erasurePartitionKey, erasureTaskSortKey } from '../../schema/contract/keys.ts';
import { erasedRowsPerTransaction } from '../../schema/contract/limits.ts';
import { additionOf } from './countErased.ts';
import type { Erasure, ErasureDependencies } from './Erasure.ts';
import { isOvertaken } from './isOvertaken.ts';

/**
 * Deletes what was held back of what the user did, under the marks that the task has collected: those of the user, and
 * those of items, which hold back what others did too. A call that ends before the end says in the task how far it came.
 * @param deadline milliseconds since 1970
 * @returns whether nothing is left
 */
export async function eraseHeld(
  erasure: Erasure,
  deadline: number,
  dependencies: ErasureDependencies,
): Promise<boolean> {
  const { client, userDataTable, clock } = dependencies;
  const { erasureId, userId, sweep } = erasure;
  const Key = { pk: erasurePartitionKey(erasureId), sk: erasureTaskSortKey };
  const { Item } = await client.send(new GetCommand({ TableName: userDataTable, Key, ConsistentRead: true }));
  const { anomalyIds = [], heldCursor } = (Item ?? {}) as Partial<ErasureTaskRow>;
  const isOurs = heldCursor?.sweep === sweep && heldCursor.userId === userId;
  const before = isOurs ? heldCursor : undefined;
  const done = before?.done ?? [];
  const remember = async (at: Pick<HeldCursor, 'anomalyId' | 'after'> = {}): Promise<void> => {
    const cursor: HeldCursor = { sweep, userId, done, ...at };
    await client.send(
      new UpdateCommand({
        TableName: userDataTable,
        Key,
        UpdateExpression: 'SET heldCursor = :cursor',
        // Another execution may have finished.
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':cursor': cursor },
      }),
    );
  };
  for (const anomalyId of anomalyIds) {
    if (done.includes(anomalyId)) continue;
    let after = before?.anomalyId === anomalyId ? before.after : undefined;
    do {
      if (clock() > deadline) {
        await remember({ anomalyId, after }).catch(unlessFinished);
        return false;
      }
      after = await erasePage(erasure, anomalyId, after, dependencies);
    } while (after !== undefined);
    done.push(anomalyId);
  }
  if (isOurs) await remember().catch(unlessFinished);
  return true;
}

function unlessFinished(error: unknown): void {
  if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
}

/** @returns the sort key behind which the next page begins */
async function erasePage(
  erasure: Erasure,
  anomalyId: string,
  after: string | undefined,
  dependencies: ErasureDependencies,
): Promise<string | undefined> {
  const { erasureId, userId } = erasure;
  const { client, userDataTable, feedbackTable } = dependencies;
  const pk = heldPartitionKey(anomalyId);
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: feedbackTable,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'contains(interaction, :userId)',
      ExpressionAttributeValues: { ':pk': pk, ':userId': JSON.stringify(userId) },
      ConsistentRead: true,
      ExclusiveStartKey: after === undefined ? undefined : { pk, sk: after },
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
      return erasePage(erasure, anomalyId, after, dependencies);
    }
  }
  return LastEvaluatedKey?.sk as string | undefined;
}

function isOf(interaction: string, userId: string): boolean {
  try {
    return (JSON.parse(interaction) as { userId?: unknown }).userId === userId;
  } catch {
    // Nobody can count it, and it has the name in it.
    return true;
  }
}
