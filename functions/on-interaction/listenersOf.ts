import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  itemsUntilAttribute,
  placementAttributePrefix,
  presenceSortKey,
  requestAttribute,
  userPartitionKey,
} from '../../schema/contract/keys.ts';
import { maximumPlacementsListened } from '../../schema/contract/limits.ts';
import { batchGet } from '../shared/batch.ts';

/** A placement that a user listens to. */
export interface Listening {
  placement: string;
  /** `basedOn` of the newest request for it that the workflow took up. */
  request?: string;
  /** Whether somebody who listens, be it to another placement, asks for items and not only for their ids. */
  asksForItems: boolean;
}

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
): Promise<Map<string, Listening[]>> {
  const keys = userIds.map((userId) => ({ pk: userPartitionKey(userId), sk: presenceSortKey }));
  const rows = await batchGet(client, table, keys);
  const placementsByKey = new Map(rows.map((row) => [row.pk as string, livePlacements(row, now)]));
  const listeners = userIds.map((userId) => [userId, placementsByKey.get(userPartitionKey(userId)) ?? []] as const);
  return new Map(listeners.filter(([, placements]) => placements.length > 0));
}

/** DynamoDB removes expired rows late, so the clock decides. A user costs so many inferences at most, the newest first. */
function livePlacements(row: Record<string, unknown>, now: number): Listening[] {
  const asksForItems = Number(row[itemsUntilAttribute] ?? Infinity) > now / 1000;
  return Object.entries(row)
    .filter(([name, expiry]) => name.startsWith(placementAttributePrefix) && Number(expiry) > now / 1000)
    .sort(([, one], [, other]) => Number(other) - Number(one))
    .slice(0, maximumPlacementsListened)
    .map(([name]) => {
      const placement = name.slice(placementAttributePrefix.length);
      const request = row[requestAttribute(placement)];
      return { placement, asksForItems, ...(typeof request === 'string' && { request }) };
    });
}
