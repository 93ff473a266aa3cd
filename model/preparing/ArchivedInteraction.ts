import { impressionPrefix, interactionPrefix } from '../../schema/contract/keys.ts';
import type { InteractionRow } from '../data/DatasetBuilder.ts';
import { parseInteraction } from '../data/read/parseRecord.ts';
import { RejectedRecordError, rejectionOf } from '../../data/records/RejectedRecordError.ts';
import type { Pseudonyms } from './Pseudonyms.ts';

/**
 * An interaction in the archive. Who it was, their session and the event are pseudonyms; what people wrote (properties,
 * attributes of the context) is left out, because nobody knows what stands in it.
 */
export interface ArchivedInteraction {
  userId: string;
  itemId: string;
  eventType: string;
  eventValue?: number;
  eventId: string;
  /** ISO 8601 in UTC with milliseconds. */
  timestamp: string;
  sessionId?: string;
  recommendationId?: string;
  device?: string;
}

/** Whether a row of the user data table is an interaction. */
export function isInteraction(row: Readonly<Record<string, unknown>>): boolean {
  const sortKey = row.sk;
  return typeof sortKey === 'string' && (sortKey.startsWith(interactionPrefix) || sortKey.startsWith(impressionPrefix));
}

/** @throws RejectedRecordError */
export function toArchived(row: Readonly<Record<string, unknown>>, pseudonyms: Pseudonyms): ArchivedInteraction {
  const { userId, itemId, eventType, value, timestamp, device } = parseInteraction(row);
  if (eventType === undefined) throw new RejectedRecordError('eventType: missing');
  if (timestamp === undefined) throw new RejectedRecordError('timestamp: missing');
  const { eventId, sessionId, recommendationId } = row;
  if (typeof eventId !== 'string') throw new RejectedRecordError('eventId: missing');
  return {
    userId: pseudonyms.of(userId),
    itemId,
    eventType,
    eventValue: value,
    eventId: pseudonyms.of(eventId),
    timestamp: new Date(timestamp).toISOString(),
    sessionId: typeof sessionId === 'string' ? pseudonyms.of(sessionId) : undefined,
    recommendationId: typeof recommendationId === 'string' ? recommendationId : undefined,
    device,
  };
}

/** An interaction of the archive as the dataset takes it. @throws RejectedRecordError */
export function toRow(archived: unknown): InteractionRow {
  return parseInteraction(archived);
}

/** Nobody recorded anything here before. What is older was imported, often decades of a few interactions a day. */
const firstDay = '2026-01-01';

/** The folder of the archive that a day (`YYYY-MM-DD`, UTC) belongs to: one of its own, or its month's. */
export function partitionOfDay(day: string): string {
  return day < firstDay ? `month=${day.slice(0, 'YYYY-MM'.length)}` : `day=${day}`;
}

/** The folder that an interaction is archived under; it follows from the interaction alone. */
export function partitionOf({ timestamp }: ArchivedInteraction): string {
  return partitionOfDay(timestamp.slice(0, 'YYYY-MM-DD'.length));
}

/** Two interactions with the same key are one: the user, the instant and the event's id, as in the table. */
export function keyOf({ userId, timestamp, eventId }: ArchivedInteraction): string {
  return `${timestamp} ${userId} ${eventId}`;
}

/**
 * Why a row was rejected, without what it held: `itemId`, or `the row`. Messages of rules begin with the field's name.
 * Throws on what is no fault of the row.
 */
export function rejectedField(error: unknown): string {
  const rejection = rejectionOf(error);
  if (rejection === undefined) throw error;
  return /^([A-Za-z.]{1,40})(\[\d+\])?:/.exec(rejection)?.[1] ?? 'the row';
}
