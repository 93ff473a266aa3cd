import eventTypes from '../../schema/eventTypes.json' with { type: 'json' };
import type { ContextRecord, InteractionRecord } from '../types.ts';
import { idField, jsonField, numberField, textField, timestampField } from './fields.ts';
import { received, RejectedLine } from './RejectedLine.ts';

/** The fields of an interaction in files, those of `RecordInteractionInput`. */
export const interactionFields = [
  'userId',
  'itemId',
  'eventType',
  'eventValue',
  'eventId',
  'timestamp',
  'sessionId',
  'recommendationId',
  'context',
  'properties',
] as const;

const known = new Set<string>(interactionFields);
const knownContext = new Set(['device', 'locale', 'hourOfDay', 'dayOfWeek', 'attributes']);
const registered = new Set(eventTypes.map((eventType) => eventType.name));

/**
 * @param now milliseconds since the Unix epoch, to refuse what is in the future
 * @throws RejectedLine with the field that breaks a rule.
 */
export function parseInteraction(object: Record<string, unknown>, now: number): InteractionRecord {
  const unknown = Object.keys(object).find((field) => !known.has(field));
  if (unknown !== undefined) {
    throw new RejectedLine(`there is no field ${JSON.stringify(unknown)}; what has no field belongs into properties`);
  }
  const { eventType } = object;
  if (typeof eventType !== 'string' || !registered.has(eventType)) {
    throw new RejectedLine(`eventType must be one of ${[...registered].join(', ')}: ${received(eventType)}`);
  }
  return {
    userId: idField(object.userId, 'userId'),
    itemId: idField(object.itemId, 'itemId'),
    eventType,
    eventValue: numberField(object.eventValue, 'eventValue'),
    eventId: optionalId(object.eventId, 'eventId'),
    timestamp: timestampField(object.timestamp, 'timestamp', now),
    sessionId: optionalId(object.sessionId, 'sessionId'),
    recommendationId: optionalId(object.recommendationId, 'recommendationId'),
    context: parseContext(object.context),
    properties: jsonField(object.properties, 'properties', 4 * 1024),
  };
}

const optionalId = (value: unknown, field: string): string | undefined =>
  value === undefined || value === null || value === '' ? undefined : idField(value, field);

function parseContext(value: unknown): ContextRecord | undefined {
  const text = jsonField(value, 'context', 4 * 1024);
  if (text === undefined) return undefined;
  const context = JSON.parse(text) as Record<string, unknown>;
  const unknown = Object.keys(context).find((field) => !knownContext.has(field));
  if (unknown !== undefined) {
    throw new RejectedLine(`context has no field ${JSON.stringify(unknown)}; it belongs into context.attributes`);
  }
  return {
    device: textField(context.device, 'context.device', 256),
    locale: textField(context.locale, 'context.locale', 256),
    hourOfDay: numberField(context.hourOfDay, 'context.hourOfDay', { minimum: 0, maximum: 23, integer: true }),
    dayOfWeek: numberField(context.dayOfWeek, 'context.dayOfWeek', { minimum: 0, maximum: 6, integer: true }),
    attributes: jsonField(context.attributes, 'context.attributes', 4 * 1024),
  };
}
