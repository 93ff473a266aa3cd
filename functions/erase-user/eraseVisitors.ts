import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ErasureTaskRow } from '../../schema/contract/erasure.ts';
import {
  erasedSortKey,
  erasurePartitionKey,
  erasureTaskSortKey,
  userPartitionKey,
} from '../../schema/contract/keys.ts';
import type { Erasure, ErasureDependencies } from './Erasure.ts';

/** The visitors who became the user, whose ids the task has collected: each of them is erased too. */
export async function visitorsOf(
  { erasureId }: Erasure,
  { client, userDataTable }: ErasureDependencies,
): Promise<string[]> {
  const Key = { pk: erasurePartitionKey(erasureId), sk: erasureTaskSortKey };
  const { Item } = await client.send(new GetCommand({ TableName: userDataTable, Key, ConsistentRead: true }));
  return [...((Item as ErasureTaskRow | undefined)?.visitorIds ?? [])];
}

/** Makes the mark of a merge that of an erasure: nothing says any more that the visitor became anybody. */
export async function markVisitor(
  { erasureId, userId }: Erasure,
  { client, userDataTable, clock }: ErasureDependencies,
): Promise<void> {
  const now = new Date(clock()).toISOString();
  await client.send(
    new UpdateCommand({
      TableName: userDataTable,
      Key: { pk: userPartitionKey(userId), sk: erasedSortKey },
      UpdateExpression:
        'SET #status = :erased, erasureId = :erasureId, requestedAt = if_not_exists(requestedAt, :now), erasedAt = :now REMOVE mergeId',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':erased': 'ERASED', ':erasureId': erasureId, ':now': now },
    }),
  );
}
