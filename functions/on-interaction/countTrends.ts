import eventTypes from '../../schema/eventTypes.json' with { type: 'json' };
import { counterPartitionKey } from '../../schema/contract/keys.ts';
import { longestTrendWindow } from '../../schema/contract/limits.ts';
import type { CounterRow } from '../../schema/contract/rows.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';
import { bucketName, bucketStart, granularities } from './timeBuckets.ts';
import type { TransactionAction } from './UserDay.ts';

const weights = new Map(eventTypes.map(({ name, trendWeight }) => [name, trendWeight]));

/** What is added to a counter. */
export type CounterUpdate = Omit<CounterRow, 'sk'> & { itemId: string };

/**
 * What an interaction weighs in trends: nothing when its type has no weight or it is older than seven days.
 * @param now milliseconds since 1970
 */
export function weightOf({ eventType, timestamp }: RecordedInteraction, now: number): number {
  return now - Date.parse(timestamp) > longestTrendWindow ? 0 : (weights.get(eventType) ?? 0);
}

/**
 * The counters that an interaction adds to, one for each granularity. Counters that would have expired are left out.
 * @param added what the interaction adds
 * @param shard which of the partitions of a time bucket
 * @param now milliseconds since 1970; a client's clock may run ahead, its interactions count as of now
 */
export function counterUpdates(
  { itemId, timestamp }: RecordedInteraction,
  added: number,
  shard: number,
  now: number,
): CounterUpdate[] {
  if (added === 0) return [];
  const happened = Math.min(Date.parse(timestamp), now);
  return granularities
    .map((granularity) => {
      const start = bucketStart(happened, granularity);
      const pk = counterPartitionKey(granularity.name, bucketName(start), shard);
      return { pk, itemId, count: added, expiresAt: start / 1000 + granularity.keptSeconds };
    })
    .filter(({ expiresAt }) => expiresAt > now / 1000);
}

/** The write that adds to a counter. */
export function toCounterAction(TableName: string, { pk, itemId, count, expiresAt }: CounterUpdate): TransactionAction {
  return {
    Update: {
      TableName,
      Key: { pk, sk: itemId },
      UpdateExpression: 'ADD #count :count SET #expiresAt = :expiresAt',
      ExpressionAttributeNames: { '#count': 'count', '#expiresAt': 'expiresAt' },
      ExpressionAttributeValues: { ':count': count, ':expiresAt': expiresAt },
    },
  };
}
