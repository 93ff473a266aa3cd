import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { EraseUserAnswer, EraseUserInput, ErasureTaskRow } from '../../schema/contract/erasure.ts';
import { erasurePartitionKey, erasureTaskSortKey } from '../../schema/contract/keys.ts';
import { UnknownStepError } from '../shared/errors.ts';
import type { Erasure, ErasureDependencies } from './Erasure.ts';
import { eraseAnomalies } from './eraseAnomalies.ts';
import { eraseGuarded } from './eraseGuarded.ts';
import { eraseHeld } from './eraseHeld.ts';
import { eraseMessages } from './eraseMessages.ts';
import { eraseRows } from './eraseRows.ts';
import { markVisitor, visitorsOf } from './eraseVisitors.ts';
import { writeReceipt } from './writeReceipt.ts';

/** How long a step works before it asks to be called again, in milliseconds. */
const patience = 40_000;

/**
 * Does one step of an erasure (schema/contract/erasure.ts). Every step may run twice, and several executions at once. An
 * erasure without a task is done.
 * @throws UnknownStepError
 */
export async function eraseUser(
  { step, erasureId, sweep: name }: EraseUserInput,
  dependencies: ErasureDependencies,
): Promise<EraseUserAnswer> {
  if (step !== 'sweep' && step !== 'finish') throw new UnknownStepError('erase-user', step);
  const { client, userDataTable, clock } = dependencies;
  const key = { pk: erasurePartitionKey(erasureId), sk: erasureTaskSortKey };
  const { Item } = await client.send(new GetCommand({ TableName: userDataTable, Key: key, ConsistentRead: true }));
  if (!Item) return { isDone: true };
  const task = Item as ErasureTaskRow;
  if (step === 'finish') {
    await writeReceipt(erasureId, task, dependencies);
    return { isDone: true };
  }
  const deadline = clock() + patience;
  const erasure: Erasure = { erasureId, userId: task.userId, sweep: name };
  if (!(await sweep(erasure, deadline, dependencies))) return { isDone: false };
  for (const visitorId of await visitorsOf(erasure, dependencies)) {
    const ofVisitor: Erasure = { ...erasure, userId: visitorId };
    await markVisitor(ofVisitor, dependencies);
    if (!(await sweep(ofVisitor, deadline, dependencies))) return { isDone: false };
  }
  return { isDone: true };
}

/** Everything that is kept under one id. */
async function sweep(erasure: Erasure, deadline: number, dependencies: ErasureDependencies): Promise<boolean> {
  await dependencies.archive.mark(erasure.userId);
  await eraseAnomalies(erasure, dependencies);
  await eraseGuarded(erasure, dependencies);
  return (
    (await eraseRows(erasure, deadline, dependencies)) &&
    (await eraseHeld(erasure, deadline, dependencies)) &&
    (await eraseMessages(erasure, deadline, dependencies))
  );
}
