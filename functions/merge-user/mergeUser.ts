import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { BegunMerge, MergeProgress, MergeRow, MergeUserInput } from '../../schema/contract/merges.ts';
import { UnknownStepError } from '../shared/errors.ts';
import { begin } from './begin.ts';
import { beginUndo } from './beginUndo.ts';
import { giveBack } from './giveBack.ts';
import type { MergeDependencies } from './MergeDependencies.ts';
import { cancellationsOf, markKey, mergeKey, readMerge, readTask, taskKey, toState, type Pair } from './mergeRows.ts';
import { moveRows } from './moveRows.ts';
import { forgetPresence, forgetSeen, renewLists } from './renewLists.ts';

/** How long a step moves rows before it asks to be called again, in milliseconds: somebody may be waiting. */
const patience = 8_000;

/**
 * Does one step of a merge (schema/contract/merges.ts). Every step may run twice, and several executions at once. A merge
 * without a task is done.
 * @throws UnknownStepError
 */
export async function mergeUser(
  input: MergeUserInput,
  dependencies: MergeDependencies,
): Promise<BegunMerge | MergeProgress> {
  switch (input.step) {
    case 'begin':
      return begin(input, dependencies);
    case 'beginUndo':
      return beginUndo({ userId: input.userId, visitorId: input.visitorId }, dependencies);
    case 'sweep':
      return goOn(input.step, input.mergeId, dependencies);
    case 'finish': {
      // What the workflow is answered is in its history for 90 days, whose it is must not be.
      const { isDone } = await goOn(input.step, input.mergeId, dependencies);
      return { isDone };
    }
    default:
      throw new UnknownStepError('merge-user', (input as { step?: unknown }).step);
  }
}

async function goOn(
  step: 'sweep' | 'finish',
  mergeId: string,
  dependencies: MergeDependencies,
): Promise<MergeProgress> {
  const task = await readTask(mergeId, dependencies);
  if (!task) return { isDone: true };
  const pair: Pair = { userId: task.userId, visitorId: task.visitorId };
  const merge = await readMerge(pair, dependencies);
  if (merge?.mergeId !== mergeId) return { isDone: true };
  const deadline = dependencies.clock() + patience;
  if (merge.status === 'UNDOING') {
    const isBack = await giveBack(pair, merge, deadline, dependencies);
    if (isBack) await endUndo(pair, merge, dependencies);
    else await renewLists(pair.userId, dependencies);
    const now = await readMerge(pair, dependencies);
    return {
      isDone: isBack,
      merge: { ...toState(now ?? merge, pair.userId), ...(!now && { status: 'UNDONE', moved: 0 }) },
    };
  }
  const isMoved = merge.status === 'MERGED' || (await moveRows(pair, merge, deadline, dependencies));
  await forgetPresence(pair.visitorId, dependencies);
  await Promise.all([pair.userId, pair.visitorId].map((userId) => renewLists(userId, dependencies)));
  if (step === 'finish' && isMoved) await endMerge(pair, merge, dependencies);
  const now = await readMerge(pair, dependencies);
  return { isDone: isMoved, merge: toState(now ?? merge, pair.userId) };
}

/** The archive knows what was moved by the user's pseudonym from the next training on. */
async function endMerge(pair: Pair, { mergeId }: MergeRow, dependencies: MergeDependencies): Promise<void> {
  const { userDataTable: TableName, archive } = dependencies;
  await archive.mark(pair.visitorId);
  await write(dependencies, [
    {
      Update: {
        TableName,
        Key: mergeKey(pair),
        UpdateExpression: 'SET #status = :merged',
        ConditionExpression: 'mergeId = :mergeId AND #status = :merging',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':mergeId': mergeId, ':merging': 'MERGING', ':merged': 'MERGED' },
      },
    },
    { Delete: { TableName, Key: taskKey(mergeId) } },
  ]);
}

/** From now on the visitor is one again. */
async function endUndo(pair: Pair, { mergeId }: MergeRow, dependencies: MergeDependencies): Promise<void> {
  const { userDataTable: TableName, archive } = dependencies;
  await archive.unmark(pair.visitorId);
  await forgetSeen(pair.userId, dependencies);
  await renewLists(pair.userId, dependencies);
  const ofThisMerge = {
    ConditionExpression: 'mergeId = :mergeId',
    ExpressionAttributeValues: { ':mergeId': mergeId },
  };
  await write(dependencies, [
    { Delete: { TableName, Key: mergeKey(pair), ...ofThisMerge } },
    { Delete: { TableName, Key: markKey(pair.visitorId), ...ofThisMerge } },
    { Delete: { TableName, Key: taskKey(mergeId) } },
  ]);
}

/** A write that another execution, an erasure or an undo has made needless is none. */
async function write(
  { client }: MergeDependencies,
  TransactItems: NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>,
): Promise<void> {
  try {
    await client.send(new TransactWriteCommand({ TransactItems }));
  } catch (error) {
    const codes = cancellationsOf(error);
    if (!codes?.includes('ConditionalCheckFailed')) throw error;
  }
}
