import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { ErasedCounts } from '../../schema/contract/erasure.ts';
import {
  erasurePartitionKey,
  erasureTaskSortKey,
  mergePartitionKey,
  mergeTaskSortKey,
  userPartitionKey,
} from '../../schema/contract/keys.ts';
import { erasedRowsPerTransaction } from '../../schema/contract/limits.ts';
import { isErasable, kindOfUserRow } from '../../schema/contract/userRows.ts';
import { additionOf } from './countErased.ts';
import type { Erasure, ErasureDependencies } from './Erasure.ts';
import { isOvertaken } from './isOvertaken.ts';

/** What a row says of others that must go with it. */
interface UserRow {
  sk: string;
  /** Of a `SuspectRow`: marks under which what the user did is held back. */
  open?: Set<string>;
  /** Of a `VariantRow`: the partition of the feedback table with its other half. */
  exposedIn?: string;
  /** Of a `MergeRow`: who became the user, and the merge, which may be at work. */
  visitorId?: string;
  mergeId?: string;
}

/**
 * Deletes the rows of the user's partition, all but the mark, and counts them in the task in the same transactions, so
 * that a step that is repeated counts nothing twice. With them go what the feedback table has of the same.
 * @param deadline milliseconds since 1970
 * @returns whether nothing is left
 */
export async function eraseRows(
  erasure: Erasure,
  deadline: number,
  dependencies: ErasureDependencies,
): Promise<boolean> {
  for (;;) {
    const rows = await readRows(erasure.userId, dependencies);
    if (rows.length === 0) return true;
    if (dependencies.clock() > deadline) return false;
    await deleteRows(erasure, rows, dependencies);
  }
}

/** A page: what DynamoDB reads at once is 1 MB, and a transaction takes 4 MB. One row more than is deleted: the mark. */
async function readRows(userId: string, { client, userDataTable }: ErasureDependencies): Promise<UserRow[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: userDataTable,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': userPartitionKey(userId) },
      ProjectionExpression: 'sk, #open, exposedIn, visitorId, mergeId',
      ExpressionAttributeNames: { '#open': 'open' },
      ConsistentRead: true,
      Limit: erasedRowsPerTransaction + 1,
    }),
  );
  const rows = (Items as UserRow[]).filter(({ sk }) => isErasable(sk));
  return withinTransaction(rows);
}

async function deleteRows(
  { erasureId, userId }: Erasure,
  rows: UserRow[],
  { client, userDataTable, feedbackTable }: ErasureDependencies,
): Promise<void> {
  const TableName = userDataTable;
  const deletions = rows.flatMap(({ sk, open, exposedIn, mergeId }) => {
    const Key = { pk: userPartitionKey(userId), sk };
    // A mark that was added since is collected the next time.
    const Delete = open
      ? {
          ...{ TableName, Key, ConditionExpression: '#open = :open' },
          ...{ ExpressionAttributeNames: { '#open': 'open' }, ExpressionAttributeValues: { ':open': open } },
        }
      : {
          TableName,
          Key,
          ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#open)',
          ExpressionAttributeNames: { '#open': 'open' },
        };
    // The same once more, under the id of the experiment.
    const exposed = exposedIn ? [{ Delete: { TableName: feedbackTable, Key: { pk: exposedIn, sk: userId } } }] : [];
    const task = mergeId
      ? [{ Delete: { TableName, Key: { pk: mergePartitionKey(mergeId), sk: mergeTaskSortKey } } }]
      : [];
    return [{ Delete }, ...exposed, ...task];
  });
  const Update = {
    TableName,
    Key: { pk: erasurePartitionKey(erasureId), sk: erasureTaskSortKey },
    ConditionExpression: 'attribute_exists(pk)',
    ...additionOf(
      countKinds(rows),
      [...new Set(rows.flatMap(({ open }) => [...(open ?? [])]))],
      rows.flatMap(({ visitorId }) => visitorId ?? []),
    ),
  };
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [...deletions, { Update }] }));
  } catch (error) {
    if (!isOvertaken(error)) throw error;
  }
}

/** A row may take two actions, of which the last may be one too many. */
function withinTransaction(rows: UserRow[]): UserRow[] {
  let actions = 0;
  return rows.filter(({ exposedIn, mergeId }) => (actions += exposedIn || mergeId ? 2 : 1) <= erasedRowsPerTransaction);
}

function countKinds(rows: UserRow[]): ErasedCounts {
  const counts: ErasedCounts = {};
  for (const { sk } of rows) {
    const kind = kindOfUserRow(sk);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
