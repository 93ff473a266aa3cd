import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mergeUndoDays } from '../../schema/contract/limits.ts';
import type { BegunMerge, MergedMark, MergeRefusal, MergeRow, MergeTaskRow } from '../../schema/contract/merges.ts';
import type { MergeDependencies } from './MergeDependencies.ts';
import { cancellationsOf, markKey, mergeKey, readMark, readMerge, taskKey, toState } from './mergeRows.ts';

const dayMilliseconds = 86_400_000;
/** Of two requests at once one wins, and the other looks again. */
const attempts = 3;

const refuse = (errorType: MergeRefusal['errorType'], message: string): BegunMerge => ({
  refusal: { errorType, message },
});

/**
 * Begins a merge, or finds the one that there is: from now on nothing is recorded under the visitor's id, and what moves
 * rows may do so.
 */
export async function begin(
  { userId, anonymousId }: { userId: string; anonymousId: string },
  dependencies: MergeDependencies,
): Promise<BegunMerge> {
  const visitorId = await dependencies.signature.verify(anonymousId, dependencies.clock());
  if (visitorId === undefined) {
    return refuse(
      'InvalidVisitor',
      'The anonymousId is not one that createVisitor has given, or its time is over. Send the signed id as it was given.',
    );
  }
  const pair = { userId, visitorId };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const [ofUser, ofVisitor, merge] = await Promise.all([
      readMark(userId, dependencies),
      readMark(visitorId, dependencies),
      readMerge(pair, dependencies),
    ]);
    if (ofUser) {
      return refuse('UserErased', 'The data of this user were erased, and nothing more is kept of them.');
    }
    if (ofVisitor?.status === 'MERGED') {
      if (merge?.mergeId !== ofVisitor.mergeId) {
        return refuse('VisitorMerged', 'This visitor became another user. Create a new visitor.');
      }
      if (merge.status === 'UNDOING') {
        return refuse('MergeUndoing', 'The merge of this visitor is being undone. Send it again in some minutes.');
      }
      const state = toState(merge, userId);
      return merge.status === 'MERGED' ? { merge: state } : { mergeId: merge.mergeId, merge: state };
    }
    if (ofVisitor) {
      return refuse('UserErased', 'The data of this visitor were erased. There is nothing to merge.');
    }
    const begun = await write(pair, dependencies);
    if (begun) return begun;
  }
  return refuse('Throttled', 'Others change the same visitor at this moment. Send the request again after a moment.');
}

/** @returns undefined when somebody else was quicker */
async function write(
  pair: { userId: string; visitorId: string },
  { client, userDataTable: TableName, newId, clock }: MergeDependencies,
): Promise<BegunMerge | undefined> {
  const { userId, visitorId } = pair;
  const [mergeId, now] = [newId(), clock()];
  const merge: MergeRow = {
    ...mergeKey(pair),
    mergeId,
    visitorId,
    status: 'MERGING',
    mergedAt: new Date(now).toISOString(),
    undoUntil: new Date(now + mergeUndoDays * dayMilliseconds).toISOString(),
    moved: 0,
  };
  const mark: MergedMark = { ...markKey(visitorId), status: 'MERGED', mergeId };
  const task: MergeTaskRow = { ...taskKey(mergeId), ...pair };
  const ConditionExpression = 'attribute_not_exists(pk)';
  try {
    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName, Item: mark, ConditionExpression } },
          { Put: { TableName, Item: merge, ConditionExpression } },
          { Put: { TableName, Item: task } },
          { ConditionCheck: { TableName, Key: markKey(userId), ConditionExpression } },
        ],
      }),
    );
    return { mergeId, merge: toState(merge, userId) };
  } catch (error) {
    if (!cancellationsOf(error)) throw error;
    return undefined;
  }
}
