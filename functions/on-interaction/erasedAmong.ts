import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { erasedSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { batchGet } from '../shared/batch.ts';

/**
 * The users whose data were erased: nothing may be written about them again, however late the stream tells what they did.
 * A visitor who became somebody is none of them: what they did before counts once, and this is the time.
 * @param userIds distinct
 */
export async function erasedAmong(
  client: DynamoDBDocumentClient,
  table: string,
  userIds: string[],
): Promise<Set<string>> {
  const keys = userIds.map((userId) => ({ pk: userPartitionKey(userId), sk: erasedSortKey }));
  const marks = await batchGet(client, table, keys, { attributes: ['pk', 'status'] });
  const erased = new Set(marks.filter(({ status }) => status !== 'MERGED').map(({ pk }) => pk as string));
  return new Set(userIds.filter((userId) => erased.has(userPartitionKey(userId))));
}
