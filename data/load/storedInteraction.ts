import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { interactionSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import type { ContextRecord, InteractionRecord } from '../types.ts';
import type { TableItem } from './TableItem.ts';

/**
 * An interaction as the user data table holds it (docs/contracts.md). Made from the record alone, so that every run
 * writes the same bytes under the same key: without an `eventId` of its own it gets one from what it is about, and
 * `recordedAt` is its timestamp, because the interaction was recorded when it happened, only elsewhere.
 */
export function storedInteraction(record: InteractionRecord): TableItem {
  const eventId = record.eventId ?? eventIdOf(record);
  const stored: TableItem = {
    pk: { S: userPartitionKey(record.userId) },
    sk: { S: interactionSortKey(record.eventType, record.timestamp, eventId) },
    userId: { S: record.userId },
    itemId: { S: record.itemId },
    eventType: { S: record.eventType },
    eventId: { S: eventId },
    timestamp: { S: record.timestamp },
    recordedAt: { S: record.timestamp },
  };
  if (record.eventValue !== undefined) stored.eventValue = { N: String(record.eventValue) };
  if (record.sessionId !== undefined) stored.sessionId = { S: record.sessionId };
  if (record.recommendationId !== undefined) stored.recommendationId = { S: record.recommendationId };
  if (record.context !== undefined) stored.context = { M: storedContext(record.context) };
  if (record.properties !== undefined) stored.properties = { S: record.properties };
  return stored;
}

/** The event value is left out, so that a corrected value replaces the wrong one. */
const eventIdOf = ({ userId, itemId, eventType, timestamp }: InteractionRecord): string => {
  const text = JSON.stringify([userId, itemId, eventType, timestamp]);
  return `import-${createHash('sha256').update(text).digest('base64url').slice(0, 16)}`;
};

function storedContext(context: ContextRecord): Record<string, AttributeValue> {
  const stored: Record<string, AttributeValue> = {};
  if (context.device !== undefined) stored.device = { S: context.device };
  if (context.locale !== undefined) stored.locale = { S: context.locale };
  if (context.hourOfDay !== undefined) stored.hourOfDay = { N: String(context.hourOfDay) };
  if (context.dayOfWeek !== undefined) stored.dayOfWeek = { N: String(context.dayOfWeek) };
  if (context.attributes !== undefined) stored.attributes = { S: context.attributes };
  return stored;
}
