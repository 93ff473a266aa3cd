import { createHash } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { interactionRow, type InteractionRow } from '../../schema/contract/interaction.ts';
import type { InteractionRecord } from '../records/InteractionRecord.ts';
import { writeRows } from './writeRows.ts';

/** Writes interactions; what is there under the same key is replaced. */
export async function writeInteractions(
  client: DynamoDBClient,
  table: string,
  records: readonly InteractionRecord[],
): Promise<void> {
  await writeRows(client, table, ({ pk, sk }: InteractionRow) => `${pk}\n${sk}`, records.map(rowOfInteraction));
}

/**
 * Made from the record alone, so that every run writes the same bytes under the same key. `recordedAt` is the
 * timestamp: the interaction was recorded when it happened, only elsewhere.
 */
export function rowOfInteraction(record: InteractionRecord): InteractionRow {
  const { userId, timestamp } = record;
  return interactionRow(record, { userId, eventId: record.eventId ?? eventIdOf(record), now: Date.parse(timestamp) });
}

/** The event value is left out, so that a corrected value replaces the wrong one. */
function eventIdOf({ userId, itemId, eventType, timestamp }: InteractionRecord): string {
  const text = JSON.stringify([userId, itemId, eventType, timestamp]);
  return `import-${createHash('sha256').update(text).digest('base64url').slice(0, 16)}`;
}
