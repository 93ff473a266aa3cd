import { DeleteCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { presenceSortKey, seenPrefix, storedListPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import type { MergeDependencies } from './MergeDependencies.ts';

type Tables = Pick<MergeDependencies, 'client' | 'userDataTable'>;
type Row = { pk: string; sk: string } & Record<string, unknown>;

/**
 * Deletes the stored lists of a user, so that the next question is answered from what they did. By the time of a list
 * alone it would count as fresh: what came or went may be older.
 */
export async function renewLists(userId: string, tables: Tables): Promise<void> {
  for (const { pk, sk } of await readRows(userId, storedListPrefix, tables)) await remove({ pk, sk }, tables);
}

/** Whoever is merged listens no more. */
export async function forgetPresence(userId: string, tables: Tables): Promise<void> {
  await remove({ pk: userPartitionKey(userId), sk: presenceSortKey }, tables);
}

/**
 * Takes out of what a user has seen what was only moved to them: in the row of a day it weighs nothing, because it was
 * counted before. The rest is read again from what they did, with the next list (score-candidates/SeenItems.ts); the rows
 * of days stay, since they say how far the stream was read.
 */
export async function forgetSeen(userId: string, tables: Tables): Promise<void> {
  for (const row of await readRows(userId, seenPrefix, tables)) {
    if (typeof row.revision !== 'number') await remove(row, tables);
    else await dropWeightless(row, tables);
  }
}

async function dropWeightless({ pk, sk, items, revision }: Row, tables: Tables): Promise<void> {
  const entries = JSON.parse(String(items)) as [string, number][];
  const own = entries.filter(([, weight]) => weight !== 0);
  if (own.length === entries.length) return;
  try {
    await tables.client.send(
      new UpdateCommand({
        TableName: tables.userDataTable,
        Key: { pk, sk },
        UpdateExpression: 'SET #items = :items, revision = :next',
        ConditionExpression: 'revision = :read',
        ExpressionAttributeNames: { '#items': 'items' },
        ExpressionAttributeValues: {
          ':items': JSON.stringify(own),
          ':read': revision,
          ':next': (revision as number) + 1,
        },
      }),
    );
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
    // The stream has written it meanwhile.
    const [now] = await readRows(pk.slice(userPartitionKey('').length), sk, tables);
    if (now && now.sk === sk) await dropWeightless(now, tables);
  }
}

async function readRows(userId: string, prefix: string, { client, userDataTable }: Tables): Promise<Row[]> {
  const rows: Row[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: userDataTable,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': userPartitionKey(userId), ':prefix': prefix },
        ConsistentRead: true,
        ExclusiveStartKey,
      }),
    );
    rows.push(...(Items as Row[]));
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return rows;
}

async function remove({ pk, sk }: { pk: string; sk: string }, { client, userDataTable }: Tables): Promise<void> {
  await client.send(new DeleteCommand({ TableName: userDataTable, Key: { pk, sk } }));
}
