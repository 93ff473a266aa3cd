import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { erasedSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { batchGet } from '../shared/batch.ts';

/**
 * The users whose data were erased: nothing may be written about them again, however late the stream tells what they did.
 * @param userIds distinct
 */
export async function erasedAmong(
  client: DynamoDBDocumentClient,
  table: string,
  userIds: string[],
): Promise<Set<string>> {
  const keys = userIds.map((userId) => ({ pk: userPartitionKey(userId), sk: erasedSortKey }));
  const marks = await batchGet(client, table, keys, { attributes: ['pk'] });
  const erased = new Set(marks.map(({ pk }) => pk as string));
  return new Set(userIds.filter((userId) => erased.has(userPartitionKey(userId))));
}
