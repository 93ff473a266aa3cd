import { createHash } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import eventTypes from '../../schema/eventTypes.json' with { type: 'json' };
import { counterPartitionKey } from '../../schema/contract/keys.ts';
import type { CounterRow } from '../../schema/contract/rows.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';
import { bucketName, bucketStart, granularities, oldestCounted } from './timeBuckets.ts';

const weights = new Map(eventTypes.map(({ name, trendWeight }) => [name, trendWeight]));

/** What a batch adds to a counter. */
export type CounterUpdate = Omit<CounterRow, 'sk'> & { itemId: string };

/** The shard of an item: always the same, so that one item's count in a bucket is one row. */
export function shardOf(itemId: string, shards: number): number {
  return createHash('sha256').update(itemId).digest().readUInt32BE(0) % shards;
}

/**
 * The counter updates of a batch, one for each item and bucket however many interactions there were. Impressions, types
 * without weight, and interactions older than seven days count nothing.
 * @param now milliseconds since 1970; a client's clock may run ahead, its interactions count as of now
 */
export function aggregateCounts(interactions: RecordedInteraction[], shards: number, now: number): CounterUpdate[] {
  const updates = new Map<string, CounterUpdate>();
  for (const { itemId, eventType, timestamp } of interactions) {
    const weight = weights.get(eventType) ?? 0;
    const happened = Math.min(Date.parse(timestamp), now);
    if (weight === 0 || now - happened > oldestCounted) continue;
    for (const granularity of granularities) {
      const start = bucketStart(happened, granularity);
      const expiresAt = start / 1000 + granularity.keptSeconds;
      if (expiresAt <= now / 1000) continue;
      const pk = counterPartitionKey(granularity.name, bucketName(start), shardOf(itemId, shards));
      const key = JSON.stringify([pk, itemId]);
      const update = updates.get(key) ?? { pk, itemId, count: 0, expiresAt };
      update.count += weight;
      updates.set(key, update);
    }
  }
  return [...updates.values()].filter(({ count }) => count !== 0);
}

/**
 * Adds to the counters.
 * @returns items of which a counter could not be written, with the error
 */
export async function addCounts(
  client: DynamoDBDocumentClient,
  table: string,
  updates: CounterUpdate[],
): Promise<Map<string, Error>> {
  const failures = new Map<string, Error>();
  await Promise.all(
    updates.map(async ({ pk, itemId, count, expiresAt }) => {
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { pk, sk: itemId },
            UpdateExpression: 'ADD #count :count SET #expiresAt = :expiresAt',
            ExpressionAttributeNames: { '#count': 'count', '#expiresAt': 'expiresAt' },
            ExpressionAttributeValues: { ':count': count, ':expiresAt': expiresAt },
          }),
        );
      } catch (error) {
        failures.set(itemId, error as Error);
      }
    }),
  );
  return failures;
}
