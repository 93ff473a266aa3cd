import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { impressionPrefix, interactionPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import { movedRowsPerTransaction } from '../../schema/contract/limits.ts';
import type { MergeRow } from '../../schema/contract/merges.ts';
import type { MergeDependencies } from './MergeDependencies.ts';
import type { Pair } from './mergeRows.ts';
import { relocateRows, type UserDataRow } from './relocateRows.ts';

/**
 * Moves what the visitor did to the user, the newest first: what is left of it is what comes next, so that there is no
 * place to remember.
 * @param deadline milliseconds since 1970
 * @returns whether nothing is left to move
 */
export async function moveRows(
  { userId, visitorId }: Pair,
  merge: MergeRow,
  deadline: number,
  dependencies: MergeDependencies,
): Promise<boolean> {
  for (const prefix of [interactionPrefix, impressionPrefix]) {
    for (;;) {
      const rows = await readNewest(visitorId, prefix, dependencies);
      if (rows.length === 0) break;
      if (dependencies.clock() > deadline) return false;
      if ((await relocateRows(rows, userId, merge, 1, dependencies)) === 'ended') return true;
    }
  }
  return true;
}

async function readNewest(
  visitorId: string,
  prefix: string,
  { client, userDataTable }: MergeDependencies,
): Promise<UserDataRow[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: userDataTable,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': userPartitionKey(visitorId), ':prefix': prefix },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: movedRowsPerTransaction,
    }),
  );
  return Items as UserDataRow[];
}
