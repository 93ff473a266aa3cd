import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { userPartitionKey } from '../../schema/contract/keys.ts';
import { mergedFromAttribute, type MergeRow } from '../../schema/contract/merges.ts';
import { movedRowsPerTransaction } from '../../schema/contract/limits.ts';
import type { MergeDependencies } from './MergeDependencies.ts';
import { cancellationsOf } from './mergeRows.ts';

export type UserDataRow = { pk: string; sk: string } & Record<string, unknown>;

/**
 * `moved`: none of the rows is left where it was. `overtaken`: others are at work on them, look again. `ended`: the merge
 * is not what it was (erased, undone), and nothing may move any more.
 */
export type Relocation = 'moved' | 'overtaken' | 'ended';

/**
 * Moves interactions from one partition to another and counts them in the merge, on the condition that it is as it was
 * read, so that a step that runs twice moves and counts nothing twice.
 * @param rows of one partition, at most `movedRowsPerTransaction`
 * @param change 1 when they go to the user, -1 when they go back
 */
export async function relocateRows(
  rows: UserDataRow[],
  toUserId: string,
  merge: MergeRow,
  change: 1 | -1,
  dependencies: MergeDependencies,
): Promise<Relocation> {
  if (rows.length === 0) return 'moved';
  if (rows.length > movedRowsPerTransaction) throw new RangeError(`${rows.length} rows do not fit a transaction`);
  const together = await transact(rows, toUserId, merge, change, dependencies);
  if (together === 'moved') return 'moved';
  // One of them is there already, or gone: each by itself.
  let worst: Relocation = 'moved';
  for (const row of rows) {
    const outcome = await transact([row], toUserId, merge, change, dependencies);
    if (outcome === 'ended') return 'ended';
    if (outcome === 'overtaken') worst = 'overtaken';
    if (outcome === 'known' && (await transact([row], undefined, merge, 1, dependencies)) !== 'moved')
      worst = 'overtaken';
  }
  return worst;
}

/**
 * @param toUserId undefined: the rows are deleted, because the other partition has the same, and nothing is counted
 * @returns `known` when the only row is in the other partition already
 */
async function transact(
  rows: UserDataRow[],
  toUserId: string | undefined,
  { pk, sk, mergeId, status, visitorId }: MergeRow,
  change: 1 | -1,
  { client, userDataTable: TableName }: MergeDependencies,
): Promise<Relocation | 'known'> {
  const puts = rows.flatMap((row) => {
    if (toUserId === undefined) return [];
    const Item = { ...row, pk: userPartitionKey(toUserId), userId: toUserId, [mergedFromAttribute]: visitorId };
    return [{ Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } }];
  });
  const deletions = rows.map((row) => ({
    Delete: { TableName, Key: { pk: row.pk, sk: row.sk }, ConditionExpression: 'attribute_exists(pk)' },
  }));
  const Update = {
    TableName,
    Key: { pk, sk },
    UpdateExpression: 'ADD moved :moved',
    ConditionExpression: 'mergeId = :mergeId AND #status = :status',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':moved': puts.length * change, ':mergeId': mergeId, ':status': status },
  };
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [{ Update }, ...deletions, ...puts] }));
    return 'moved';
  } catch (error) {
    const codes = cancellationsOf(error);
    if (!codes) throw error;
    const [ofMerge, ...others] = codes;
    if (ofMerge === 'ConditionalCheckFailed') return 'ended';
    const isKnown = rows.length === 1 && others[0] === 'None' && others[1] === 'ConditionalCheckFailed';
    return isKnown ? 'known' : 'overtaken';
  }
}
