import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { GuardRow } from '../../experiments/anomalies/AnomalyGuard.ts';
import { guardPartitionKey, type GuardInstanceRow } from '../../schema/contract/anomalies.ts';
import type { Erasure, ErasureDependencies } from './Erasure.ts';

/**
 * Takes the user out of what the anomaly guard remembers: the spells that came nearest to an alarm. Rows are few, one for
 * each instance, and what instances write from now on leaves out whoever is erased.
 */
export async function eraseGuarded({ userId }: Erasure, dependencies: ErasureDependencies): Promise<void> {
  const { client, feedbackTable } = dependencies;
  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: feedbackTable,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': guardPartitionKey },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    for (const row of Items as GuardInstanceRow[]) await withoutUser(row, userId, dependencies);
    start = LastEvaluatedKey;
  } while (start);
}

async function withoutUser(
  { pk, sk, guard }: GuardInstanceRow,
  userId: string,
  { client, feedbackTable }: ErasureDependencies,
): Promise<void> {
  const { users = {}, ...learned } = JSON.parse(guard) as Partial<GuardRow>;
  if (!Object.hasOwn(users, userId)) return;
  const { [userId]: _spell, ...others } = users;
  try {
    await client.send(
      new UpdateCommand({
        TableName: feedbackTable,
        Key: { pk, sk },
        UpdateExpression: 'SET guard = :without',
        ConditionExpression: 'guard = :guard',
        ExpressionAttributeValues: { ':guard': guard, ':without': JSON.stringify({ ...learned, users: others }) },
      }),
    );
  } catch (error) {
    // The instance has written it anew, without the user, or another has taken it over.
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
  }
}
