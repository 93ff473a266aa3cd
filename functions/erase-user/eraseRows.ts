import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { ErasedCounts } from '../../schema/contract/erasure.ts';
import { erasurePartitionKey, erasureTaskSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { erasedRowsPerTransaction } from '../../schema/contract/limits.ts';
import { isErasable, kindOfUserRow } from '../../schema/contract/userRows.ts';
import { additionOf } from './countErased.ts';
import type { Erasure, ErasureDependencies } from './Erasure.ts';
import { isOvertaken } from './isOvertaken.ts';

/**
 * Deletes the rows of the user's partition, all but the mark, and counts them in the task in the same transactions, so
 * that a step that is repeated counts nothing twice.
 * @param deadline milliseconds since 1970
 * @returns whether nothing is left
 */
export async function eraseRows(
  erasure: Erasure,
  deadline: number,
  dependencies: ErasureDependencies,
): Promise<boolean> {
  for (;;) {
    const sortKeys = await readSortKeys(erasure.userId, dependencies);
    if (sortKeys.length === 0) return true;
    if (dependencies.clock() > deadline) return false;
    await deleteRows(erasure, sortKeys, dependencies);
  }
}

/** A page: what DynamoDB reads at once is 1 MB, and a transaction takes 4 MB. One row more than is deleted: the mark. */
async function readSortKeys(userId: string, { client, userDataTable }: ErasureDependencies): Promise<string[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: userDataTable,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': userPartitionKey(userId) },
      ProjectionExpression: 'sk',
      ConsistentRead: true,
      Limit: erasedRowsPerTransaction + 1,
    }),
  );
  const sortKeys = Items.map(({ sk }) => sk as string).filter(isErasable);
  return sortKeys.slice(0, erasedRowsPerTransaction);
}

async function deleteRows(
  { erasureId, userId }: Erasure,
  sortKeys: string[],
  { client, userDataTable }: ErasureDependencies,
): Promise<void> {
  const TableName = userDataTable;
  const deletions = sortKeys.map((sk) => ({
    Delete: { TableName, Key: { pk: userPartitionKey(userId), sk }, ConditionExpression: 'attribute_exists(pk)' },
  }));
  const Update = {
    TableName,
    Key: { pk: erasurePartitionKey(erasureId), sk: erasureTaskSortKey },
    ConditionExpression: 'attribute_exists(pk)',
    ...additionOf(countKinds(sortKeys)),
  };
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [...deletions, { Update }] }));
  } catch (error) {
    if (!isOvertaken(error)) throw error;
  }
}

function countKinds(sortKeys: string[]): ErasedCounts {
  const counts: ErasedCounts = {};
  for (const sortKey of sortKeys) {
    const kind = kindOfUserRow(sortKey);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
