import * as z from 'zod';
import { interactionIds, interactionProblem, interactionTexts } from '../../schema/contract/interaction.ts';
import eventTypes from '../../schema/eventTypes.json' with { type: 'json' };
import { id, instant, json, jsonOfTexts, number, refuseTexts, text } from './fields.ts';
import { parseRecord, refuse } from './RejectedRecordError.ts';

const objectOf = <Shape extends z.ZodRawShape>(shape: Shape, elsewhere: string) =>
  z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys'
        ? `the fields ${Object.keys(shape).join(', ')}; what has no field belongs into ${elsewhere}`
        : 'an object with fields',
  });

const context = objectOf(
  {
    device: text.nullish(),
    locale: text.nullish(),
    hourOfDay: number.nullish(),
    dayOfWeek: number.nullish(),
    attributes: jsonOfTexts.optional(),
  },
  'context.attributes',
);

const registered = eventTypes.map(({ name }) => name);

const interaction = objectOf(
  {
    userId: id,
    itemId: id,
    eventType: z.enum(registered, `one of ${registered.join(', ')}`),
    eventValue: number.nullish(),
    eventId: id.nullish(),
    timestamp: instant,
    sessionId: id.nullish(),
    recommendationId: id.nullish(),
    position: number.nullish(),
    context: context.nullish(),
    properties: json.optional(),
  },
  'properties',
);

/**
 * An interaction before it is written: the fields of `RecordInteractionInput`, of which the user and the time must be
 * given. Without an `eventId` it gets one made from the user, the item, the event type and the timestamp.
 */
export type InteractionRecord = z.infer<typeof interaction>;
/** Where an interaction happened. */
export type ContextRecord = z.infer<typeof context>;

export const interactionFields = Object.keys(interaction.shape);

/**
 * An interaction that `recordInteraction` would take from an admin.
 *
 * @param now milliseconds since 1970, to refuse what is in the future
 * @throws RejectedRecordError
 */
export function parseInteraction(record: unknown, now: number): InteractionRecord {
  const parsed = parseRecord(interaction, record);
  refuseTexts(interactionIds(parsed, ''));
  refuse(interactionProblem(parsed, '', now)?.message);
  refuseTexts(interactionTexts(parsed, ''));
  return parsed;
}
