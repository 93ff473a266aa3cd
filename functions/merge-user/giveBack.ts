import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { impressionPrefix, interactionPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import { movedRowsPerTransaction } from '../../schema/contract/limits.ts';
import { mergedFromAttribute, type MergeRow } from '../../schema/contract/merges.ts';
import type { MergeDependencies } from './MergeDependencies.ts';
import type { Pair } from './mergeRows.ts';
import { relocateRows, type UserDataRow } from './relocateRows.ts';

/** Rows that are looked at between two notes of the place: most of them may be the user's own. */
const rowsOfPage = 500;
/** Behind every interaction; impressions sort before them. */
const end = `${interactionPrefix.slice(0, -1)}~`;

/**
 * Gives back what was moved. While a merge is undone nothing is moved to the user, so one walk through what they did finds
 * all of it; how far it has come is kept in the merge.
 * @param deadline milliseconds since 1970
 * @returns whether all of it is back
 */
export async function giveBack(
  { userId, visitorId }: Pair,
  merge: MergeRow,
  deadline: number,
  dependencies: MergeDependencies,
): Promise<boolean> {
  let cursor = merge.cursor ?? impressionPrefix;
  for (;;) {
    if (dependencies.clock() > deadline) return false;
    const { rows, next } = await readPage({ userId, visitorId }, cursor, dependencies);
    let isOvertaken = false;
    for (let first = 0; first < rows.length; first += movedRowsPerTransaction) {
      const some = rows.slice(first, first + movedRowsPerTransaction);
      const outcome = await relocateRows(some, visitorId, merge, -1, dependencies);
      // Another execution has finished, or the user was erased.
      if (outcome === 'ended') return true;
      if (outcome === 'overtaken') isOvertaken = true;
    }
    // What others were at work on is looked at again, from the same place.
    if (isOvertaken) continue;
    if (next === undefined) return true;
    cursor = next;
    if (!(await keepPlace(merge, cursor, dependencies))) return true;
  }
}

async function readPage(
  { userId, visitorId }: Pair,
  cursor: string,
  { client, userDataTable }: MergeDependencies,
): Promise<{ rows: UserDataRow[]; next: string | undefined }> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: userDataTable,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :cursor AND :end',
      FilterExpression: '#mergedFrom = :visitorId',
      ExpressionAttributeNames: { '#mergedFrom': mergedFromAttribute },
      ExpressionAttributeValues: {
        ':pk': userPartitionKey(userId),
        ':cursor': cursor,
        ':end': end,
        ':visitorId': visitorId,
      },
      ConsistentRead: true,
      Limit: rowsOfPage,
    }),
  );
  return { rows: Items as UserDataRow[], next: LastEvaluatedKey?.sk as string | undefined };
}

/** @returns whether the merge is still being undone */
async function keepPlace(
  { pk, sk, mergeId, status }: MergeRow,
  cursor: string,
  { client, userDataTable }: MergeDependencies,
): Promise<boolean> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: userDataTable,
        Key: { pk, sk },
        UpdateExpression: 'SET #cursor = :cursor',
        ConditionExpression: 'mergeId = :mergeId AND #status = :status',
        ExpressionAttributeNames: { '#cursor': 'cursor', '#status': 'status' },
        ExpressionAttributeValues: { ':cursor': cursor, ':mergeId': mergeId, ':status': status },
      }),
    );
    return true;
  } catch (error) {
    if ((error as Error).name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
