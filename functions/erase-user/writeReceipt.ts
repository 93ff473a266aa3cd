import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { ErasedCounts, ErasedRow, ErasureTaskRow, RemainingCopy } from '../../schema/contract/erasure.ts';
import { erasedSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { backupDays, batchDays, exportDays, streamHours, trainingDataDays } from '../../schema/contract/limits.ts';
import { versionPartitionKey } from '../../schema/contract/models.ts';
import type { ModelVersionRow } from '../../schema/contract/models.ts';
import { userDataKinds } from '../../schema/contract/userRows.ts';
import type { ErasureDependencies } from './Erasure.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Turns the mark into the receipt and ends the task, in one transaction: once it is written, nothing repeats it. */
export async function writeReceipt(
  erasureId: string,
  task: ErasureTaskRow,
  dependencies: ErasureDependencies,
): Promise<void> {
  const { client, userDataTable: TableName, clock } = dependencies;
  const key = { pk: userPartitionKey(task.userId), sk: erasedSortKey };
  const { Item } = await client.send(new GetCommand({ TableName, Key: key, ConsistentRead: true }));
  const mark = Item as ErasedRow | undefined;
  const now = clock();
  const remaining = [...copiesBeside(now), ...(await modelsOf(dependencies))];
  try {
    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName,
              Key: key,
              UpdateExpression: 'SET #status = :status, erasedAt = :now, #counts = :counts, remaining = :remaining',
              ConditionExpression: 'erasureId = :erasureId',
              ExpressionAttributeNames: { '#status': 'status', '#counts': 'counts' },
              ExpressionAttributeValues: {
                ':status': 'ERASED',
                ':now': new Date(now).toISOString(),
                ':counts': JSON.stringify(addUp(mark?.counts, task)),
                ':remaining': JSON.stringify(remaining),
                ':erasureId': erasureId,
              },
            },
          },
          {
            Delete: {
              TableName,
              Key: { pk: task.pk, sk: task.sk },
              ConditionExpression: 'attribute_exists(pk)',
            },
          },
        ],
      }),
    );
  } catch (error) {
    if (!isWritten(error)) throw error;
  }
}

/** What earlier erasures of the user have counted, and this one. */
function addUp(before: string | undefined, task: ErasureTaskRow): ErasedCounts {
  const counted = JSON.parse(before ?? '{}') as ErasedCounts;
  return Object.fromEntries(
    userDataKinds.flatMap((kind) => {
      const count = (counted[kind] ?? 0) + (task[kind] ?? 0);
      return count > 0 ? [[kind, count]] : [];
    }),
  );
}

/** Copies that end by themselves. The archive's ends when a training has read the mark that was left there. */
function copiesBeside(now: number): RemainingCopy[] {
  const after = (milliseconds: number): string => new Date(now + milliseconds).toISOString();
  return [
    { place: 'STREAM', until: after(streamHours * hour), note: 'Changes of the table leave its stream after a day.' },
    { place: 'EXPORTS', until: after(exportDays * day), note: 'A rule of the bucket deletes what was exported.' },
    {
      place: 'ARCHIVE',
      note: 'The next training run takes the pseudonym out of the archive and of what it learns from.',
    },
    {
      place: 'TRAINING_DATA',
      until: after(trainingDataDays * day),
      note: 'A rule of the bucket deletes what models were trained on.',
    },
    {
      place: 'BATCH_LISTS',
      until: after(batchDays * day),
      note: 'A rule of the bucket deletes lists in bulk, and what they were made of.',
    },
    {
      place: 'BACKUPS',
      until: after(backupDays * day),
      note: 'Who restores the table to an earlier time repeats the erasure.',
    },
  ];
}

/** Versions that answer or may be gone back to, one by one; those of which only the artifact is kept together. */
async function modelsOf({ client, modelsTable }: ErasureDependencies): Promise<RemainingCopy[]> {
  const copies: RemainingCopy[] = [];
  let without = 0;
  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: modelsTable,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': versionPartitionKey },
        ScanIndexForward: false,
        ExclusiveStartKey: start,
      }),
    );
    for (const { endpointName, modelVersion } of Items as ModelVersionRow[]) {
      if (endpointName) {
        copies.push({
          place: 'MODEL_VERSION',
          modelVersion,
          note: 'Until a newer version has taken its place and its endpoint is deleted.',
        });
      } else without += 1;
    }
    start = LastEvaluatedKey;
  } while (start);
  if (without > 0) {
    copies.push({
      place: 'MODEL_VERSION',
      note: `The artifacts of ${without} versions without an endpoint, until somebody deletes them.`,
    });
  }
  return copies;
}

/** Another execution was quicker. */
const isWritten = (error: unknown): boolean => {
  const { name, CancellationReasons = [] } = error as Error & { CancellationReasons?: { Code?: string }[] };
  return (
    name === 'TransactionCanceledException' && CancellationReasons.some(({ Code }) => Code === 'ConditionalCheckFailed')
  );
};
