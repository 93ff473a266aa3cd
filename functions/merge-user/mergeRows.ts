import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ErasedRow } from '../../schema/contract/erasure.ts';
import {
  erasedSortKey,
  mergePartitionKey,
  mergeTaskSortKey,
  userPartitionKey,
  visitorSortKey,
} from '../../schema/contract/keys.ts';
import type { MergedMark, MergeRow, MergeState, MergeTaskRow } from '../../schema/contract/merges.ts';
import type { MergeDependencies } from './MergeDependencies.ts';

/** Who became whom. */
export interface Pair {
  userId: string;
  visitorId: string;
}

export const mergeKey = ({ userId, visitorId }: Pair) => ({
  pk: userPartitionKey(userId),
  sk: visitorSortKey(visitorId),
});
export const markKey = (userId: string) => ({ pk: userPartitionKey(userId), sk: erasedSortKey }) as const;
export const taskKey = (mergeId: string) => ({ pk: mergePartitionKey(mergeId), sk: mergeTaskSortKey }) as const;

type Reading = Pick<MergeDependencies, 'client' | 'userDataTable'>;

export const readMerge = (pair: Pair, reading: Reading): Promise<MergeRow | undefined> => read(mergeKey(pair), reading);
export const readTask = (mergeId: string, reading: Reading): Promise<MergeTaskRow | undefined> =>
  read(taskKey(mergeId), reading);
export const readMark = (userId: string, reading: Reading): Promise<ErasedRow | MergedMark | undefined> =>
  read(markKey(userId), reading);

async function read<Row>(Key: object, { client, userDataTable }: Reading): Promise<Row | undefined> {
  const command = new GetCommand({ TableName: userDataTable, Key: { ...Key }, ConsistentRead: true });
  return (await client.send(command)).Item as Row | undefined;
}

/** A merge as the API answers it. */
export function toState(row: MergeRow, userId: string): MergeState {
  const { visitorId, status, mergedAt, undoUntil, moved } = row;
  return { visitorId, userId, status, mergedAt, undoUntil, moved };
}

/** What a transaction was cancelled for, by its actions; none when it failed for another reason. */
export function cancellationsOf(error: unknown): string[] | undefined {
  const { name, CancellationReasons = [] } = error as Error & { CancellationReasons?: { Code?: string }[] };
  return name === 'TransactionCanceledException' ? CancellationReasons.map(({ Code = 'None' }) => Code) : undefined;
}
