import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { placementAttributePrefix, presenceSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { maximumPlacementsListened } from '../../schema/contract/limits.ts';
import { batchGet } from '../shared/batch.ts';

/**
 * The placements that users listen to now, by user; users who listen to none are left out.
 * @param userIds distinct
 * @param now milliseconds since 1970
 */
export async function listenersOf(
  client: DynamoDBDocumentClient,
  table: string,
  userIds: string[],
  now: number,
): Promise<Map<string, string[]>> {
  const keys = userIds.map((userId) => ({ pk: userPartitionKey(userId), sk: presenceSortKey }));
  const rows = await batchGet(client, table, keys);
  const placementsByKey = new Map(rows.map((row) => [row.pk as string, livePlacements(row, now)]));
  const listeners = userIds.map((userId) => [userId, placementsByKey.get(userPartitionKey(userId)) ?? []] as const);
  return new Map(listeners.filter(([, placements]) => placements.length > 0));
}

/** DynamoDB removes expired rows late, so the clock decides. A user costs so many inferences at most, the newest first. */
function livePlacements(row: Record<string, unknown>, now: number): string[] {
  return Object.entries(row)
    .filter(([name, expiry]) => name.startsWith(placementAttributePrefix) && Number(expiry) > now / 1000)
    .sort(([, one], [, other]) => Number(other) - Number(one))
    .slice(0, maximumPlacementsListened)
    .map(([name]) => name.slice(placementAttributePrefix.length));
}
