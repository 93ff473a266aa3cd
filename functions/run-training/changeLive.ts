import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { PutCommand } from '@aws-sdk/lib-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { livePartitionKey, liveSortKey, versionPartitionKey } from '../../schema/contract/models.ts';
import type { LiveRow, ModelVersionRow } from '../../schema/contract/models.ts';
import { LiveRowContendedError } from './errors.ts';
import type { TrainingRows } from './TrainingRows.ts';

/** What is live from now on, and what that makes of versions; nothing when it is to stay as it is. */
export interface LiveChange {
  live?: Pick<LiveRow, 'champion' | 'challenger'>;
  versions?: Record<string, Partial<Pick<ModelVersionRow, 'status' | 'retiredAt'>>>;
}

const attempts = 5;

/**
 * Changes what is live in one step with the versions that it is about: decided on the row as it is, and decided again when
 * somebody else wrote it meanwhile.
 * @param decide may throw
 * @throws LiveRowContendedError
 */
export async function changeLive<Answer>(
  rows: TrainingRows,
  now: number,
  decide: (live: LiveRow | undefined) => { change?: LiveChange; answer: Answer },
): Promise<Answer> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const before = await rows.live();
    const { change, answer } = decide(before);
    if (!change || (await write(rows, before, change, now))) return answer;
  }
  throw new LiveRowContendedError(attempts);
}

async function write(
  rows: TrainingRows,
  before: LiveRow | undefined,
  { live, versions = {} }: LiveChange,
  now: number,
): Promise<boolean> {
  if (!live) return true;
  const Item: LiveRow = {
    pk: livePartitionKey,
    sk: liveSortKey,
    revision: (before?.revision ?? 0) + 1,
    ...live,
    updatedAt: new Date(now).toISOString(),
    updatedBy: 'training',
  };
  const put: PutCommand['input'] = {
    TableName: rows.name,
    Item,
    ConditionExpression: before ? 'revision = :revision' : 'attribute_not_exists(pk)',
    ExpressionAttributeValues: before && { ':revision': before.revision },
  };
  const updates = Object.entries(versions).map(([modelVersion, { status, retiredAt }]) => ({
    Update: {
      TableName: rows.name,
      Key: { pk: versionPartitionKey, sk: modelVersion },
      UpdateExpression: `SET #status = :status${retiredAt ? ', retiredAt = :retiredAt' : ''}`,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': status, ...(retiredAt && { ':retiredAt': retiredAt }) },
    },
  }));
  try {
    await rows.client.send(new TransactWriteCommand({ TransactItems: [{ Put: put }, ...updates] }));
    return true;
  } catch (error) {
    if (error instanceof TransactionCanceledException && isContended(error)) return false;
    throw error;
  }
}

/** Somebody else wrote the live row, or is just writing one of the rows. */
function isContended({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  const [put, ...updates] = CancellationReasons.map(({ Code }) => Code ?? 'None');
  if (put === 'ConditionalCheckFailed') return true;
  return [put, ...updates].some((code) => code === 'TransactionConflict');
}
