import { evidenceEventTypes } from '../generated/evidence.ts';
import { retentionDays } from '../generated/retention.ts';
import type { ContextInput, RecordInteractionInput } from '../generated/types.ts';
import {
  describeProblem,
  idText,
  isJsonObject,
  isStorableNumber,
  quote,
  withoutNulls,
  type BoundedText,
} from './checks.ts';
import { parseInstant, toInstant } from './instant.ts';
import { interactionSortKey, userPartitionKey } from './keys.ts';
import {
  earliestTimestamp,
  largestMagnitudeText,
  maximumContextCharacters,
  maximumMinutesAhead,
  maximumPosition,
  maximumPropertiesBytes,
} from './limits.ts';

/** Where an interaction happened, or what a list is for; `attributes` is the object that the JSON stood for. */
export type ContextFields = Omit<ContextInput, 'attributes'> & { attributes?: unknown };

/** An interaction to record; `properties` is the object that the JSON stood for. */
export type InteractionInput = Omit<RecordInteractionInput, 'context' | 'eventType' | 'properties'> & {
  eventType: string;
  context?: ContextFields | null;
  properties?: unknown;
};

/**
 * An interaction in the user data table. Written once and never changed, so that the same event sent again, by
 * whichever way, meets a row that is equal to it in all but `recordedAt`.
 */
export interface InteractionRow {
  pk: string;
  sk: string;
  userId: string;
  itemId: string;
  eventType: string;
  /** Its meaning belongs to the event type (a rating, a price, a fraction watched). */
  eventValue?: number;
  eventId: string;
  /** When it happened: ISO 8601 in UTC with milliseconds. */
  timestamp: string;
  /** The same, of an interaction that speaks for its item: by it `similarUsers` finds who is interested in an item. */
  evidenceAt?: string;
  /** When it was written, in the same form; of an imported interaction, when it happened. */
  recordedAt: string;
  sessionId?: string;
  recommendationId?: string;
  /** Of the item in the list, from 0. */
  position?: number;
  /** A map, its `attributes` a map of texts within it. */
  context?: { device?: string; locale?: string; hourOfDay?: number; dayOfWeek?: number; attributes?: object };
  /** JSON text of an object. */
  properties?: string;
  /** When DynamoDB may delete it, in seconds since 1970; left out: it is kept. */
  expiresAt?: number;
}

/** Why an interaction is refused. */
export interface InteractionProblem {
  errorType: 'InvalidInput' | 'TimestampInFuture';
  message: string;
}

/**
 * Why an interaction is refused, lengths of texts aside (`interactionTexts`), or null.
 *
 * @param prefix - what stands before the names of fields in the message: `input.`, or nothing
 * @param now - milliseconds since 1970
 */
export function interactionProblem(input: InteractionInput, prefix: string, now: number): InteractionProblem | null {
  const message =
    (input.eventId && !input.timestamp
      ? describeProblem(
          `${prefix}timestamp`,
          'nothing',
          'an instant, because eventId is given: without it a retry would be recorded again',
        )
      : null) ??
    (typeof input.eventValue === 'number' && !isStorableNumber(input.eventValue)
      ? describeProblem(
          `${prefix}eventValue`,
          `${input.eventValue}`,
          `a number between -${largestMagnitudeText} and ${largestMagnitudeText}`,
        )
      : null) ??
    (typeof input.position === 'number' && !isWholeUpTo(input.position, maximumPosition)
      ? describeProblem(`${prefix}position`, `${input.position}`, `a whole number from 0 to ${maximumPosition}`)
      : null) ??
    (input.properties === null || input.properties === undefined || isJsonObject(input.properties)
      ? null
      : describeProblem(`${prefix}properties`, quote(input.properties), 'a JSON object')) ??
    contextProblem(input.context, `${prefix}context`);
  if (message) return { errorType: 'InvalidInput', message };
  return input.timestamp ? timestampProblem(input.timestamp, `${prefix}timestamp`, now) : null;
}

function timestampProblem(timestamp: string, path: string, now: number): InteractionProblem | null {
  const given = parseInstant(timestamp);
  if (given === null || given < earliestTimestamp) {
    const message = describeProblem(path, quote(timestamp), 'an ISO 8601 instant from 1990 on');
    return { errorType: 'InvalidInput', message };
  }
  if (given <= now + maximumMinutesAhead * 60_000) return null;
  return {
    errorType: 'TimestampInFuture',
    message:
      `${path}: received ${quote(timestamp)}, which is more than ${maximumMinutesAhead} minutes ahead of ` +
      `${toInstant(now)}. Set the clock or leave the timestamp out.`,
  };
}

/** Why a context is refused, the length of its attributes aside (`contextTexts`), or null. */
export function contextProblem(context: ContextFields | null | undefined, path: string): string | null {
  if (!context) return null;
  const { device, locale, hourOfDay, dayOfWeek, attributes } = context;
  if (device && device.length > maximumContextCharacters) {
    return describeProblem(`${path}.device`, quote(device), `at most ${maximumContextCharacters} characters`);
  }
  if (locale && locale.length > maximumContextCharacters) {
    return describeProblem(`${path}.locale`, quote(locale), `at most ${maximumContextCharacters} characters`);
  }
  if (typeof hourOfDay === 'number' && !isWholeUpTo(hourOfDay, 23)) {
    return describeProblem(`${path}.hourOfDay`, `${hourOfDay}`, '0 to 23');
  }
  if (typeof dayOfWeek === 'number' && !isWholeUpTo(dayOfWeek, 6)) {
    return describeProblem(`${path}.dayOfWeek`, `${dayOfWeek}`, '0 (Sunday) to 6');
  }
  if (attributes === null || attributes === undefined) return null;
  if (!isJsonObject(attributes) || Object.values(attributes).some((value) => typeof value !== 'string')) {
    return describeProblem(`${path}.attributes`, quote(attributes), 'a JSON object with string values');
  }
  // DynamoDB has no map members without a name.
  return Object.keys(attributes).includes('')
    ? describeProblem(`${path}.attributes`, 'a member without a name', 'names of at least one character')
    : null;
}

function isWholeUpTo(value: number, largest: number): boolean {
  return value >= 0 && value <= largest && Math.floor(value) === value;
}

/** The texts of a context to be checked with `textProblem`. Call it for contexts without `contextProblem`. */
export function contextTexts(context: ContextFields | null | undefined, path: string): BoundedText[] {
  if (!context) return [];
  const texts = [context.device, context.locale].filter((text) => !!text) as string[];
  const attributes = (context.attributes ?? {}) as Record<string, string>;
  const members = Object.keys(attributes).flatMap((name) => [name, attributes[name]]);
  return [
    ...texts.map((text) => plainText(path, text)),
    ...members.map((text) => plainText(`${path}.attributes`, text)),
    ...(context.attributes ? [jsonText(`${path}.attributes`, attributes)] : []),
  ];
}

/** The ids of an interaction, to be checked with `textProblem`. */
export function interactionIds(input: InteractionInput, prefix: string): BoundedText[] {
  const { userId, itemId, eventId, sessionId, recommendationId } = input;
  return Object.entries({ userId, itemId, eventId, sessionId, recommendationId }).flatMap(([name, id]) =>
    typeof id === 'string' ? [idText(`${prefix}${name}`, id)] : [],
  );
}

/** The other texts of an interaction to be checked with `textProblem`, where it has no `interactionProblem`. */
export function interactionTexts(input: InteractionInput, prefix: string): BoundedText[] {
  const properties = input.properties ? [jsonText(`${prefix}properties`, input.properties)] : [];
  return [...properties, ...contextTexts(input.context, `${prefix}context`)];
}

function plainText(path: string, text: string): BoundedText {
  return { path, text, form: 'TEXT', maximumBytes: maximumPropertiesBytes };
}

function jsonText(path: string, value: unknown): BoundedText {
  return { path, text: JSON.stringify(value), form: 'JSON', maximumBytes: maximumPropertiesBytes };
}

/** What the writer of an interaction decides. */
export interface Recording {
  userId: string;
  eventId: string;
  /** When it happened, if the input does not say so: milliseconds since 1970. */
  now: number;
  /** `recordedAt`, as `toInstant` writes it; left out: when it happened. */
  recordedAt?: string;
}

/** The row of an interaction that has no problem. The key depends on the content only. */
export function interactionRow(input: InteractionInput, recording: Recording): InteractionRow {
  const { userId, eventId, now } = recording;
  const happenedAt = (input.timestamp ? parseInstant(input.timestamp) : null) ?? now;
  const timestamp = toInstant(happenedAt);
  const days = Object.hasOwn(retentionDays, input.eventType) ? retentionDays[input.eventType] : null;
  return withoutNulls({
    pk: userPartitionKey(userId),
    sk: interactionSortKey(input.eventType, timestamp, eventId),
    userId,
    itemId: input.itemId,
    eventType: input.eventType,
    eventValue: input.eventValue,
    eventId,
    timestamp,
    evidenceAt: evidenceEventTypes.includes(input.eventType) ? timestamp : null,
    recordedAt: recording.recordedAt ?? timestamp,
    sessionId: input.sessionId,
    recommendationId: input.recommendationId,
    position: input.position,
    context: input.context ? withoutNulls(input.context as Record<string, unknown>) : null,
    properties: input.properties ? JSON.stringify(input.properties) : null,
    expiresAt: days === null ? null : Math.floor(happenedAt / 1000) + days * 86_400,
  }) as unknown as InteractionRow;
}
