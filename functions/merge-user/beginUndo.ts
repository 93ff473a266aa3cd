import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { BegunMerge, MergeRow, MergeTaskRow } from '../../schema/contract/merges.ts';
import type { MergeDependencies } from './MergeDependencies.ts';
import { cancellationsOf, mergeKey, readMerge, taskKey, toState, type Pair } from './mergeRows.ts';

/** Begins to undo a merge, or goes on with it: from now on nothing more is moved to the user. */
export async function beginUndo(pair: Pair, dependencies: MergeDependencies): Promise<BegunMerge> {
  const merge = await readMerge(pair, dependencies);
  if (!merge) {
    const message = 'No such visitor became this user, or it was undone. userData lists those who did, as MERGE.';
    return { refusal: { errorType: 'MergeNotFound', message } };
  }
  const state = { mergeId: merge.mergeId, merge: { ...toState(merge, pair.userId), status: 'UNDOING' as const } };
  if (merge.status === 'UNDOING') return state;
  if (Date.parse(merge.undoUntil) < dependencies.clock()) {
    const message = `The merge could be undone until ${merge.undoUntil}, and no longer.`;
    return { refusal: { errorType: 'MergeSettled', message } };
  }
  if (await write(pair, merge, dependencies)) return state;
  const message = 'Others change the same merge at this moment. Send the request again after a moment.';
  return { refusal: { errorType: 'Throttled', message } };
}

async function write(
  pair: Pair,
  { mergeId }: MergeRow,
  { client, userDataTable: TableName }: MergeDependencies,
): Promise<boolean> {
  const task: MergeTaskRow = { ...taskKey(mergeId), ...pair };
  const Update = {
    TableName,
    Key: mergeKey(pair),
    UpdateExpression: 'SET #status = :undoing',
    ConditionExpression: 'mergeId = :mergeId AND #status <> :undoing',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':mergeId': mergeId, ':undoing': 'UNDOING' },
  };
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [{ Update }, { Put: { TableName, Item: task } }] }));
    return true;
  } catch (error) {
    if (!cancellationsOf(error)) throw error;
    return false;
  }
}
