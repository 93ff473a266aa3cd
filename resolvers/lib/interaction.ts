import { util } from '@aws-appsync/utils';
import type { Interaction, RecordInteractionInput } from '../../schema/generated/types.ts';
import { interactionSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { isBackend, mayActFor, signedInUserId } from './caller.ts';
import { idProblem, isStorableNumber } from './checks.ts';
import { contextProblem, MAXIMUM_JSON_BYTES } from './contextInput.ts';
import { parseInstant, toInstant } from './instant.ts';
import { describeInvalidInput, quote } from './invalidInput.ts';
import { jsonObjectProblem } from './jsonObject.ts';
import { withoutNulls } from './withoutNulls.ts';

/** Clocks of phones run ahead; more than this is a mistake. */
const MAXIMUM_MINUTES_AHEAD = 5;
/** 1990-01-01, in milliseconds. An older timestamp is a mistake of unit or a missing clock. */
const EARLIEST = 631_152_000_000;

/** An interaction as the user data table stores it: docs/contracts.md. */
export interface StoredInteraction {
  pk: string;
  sk: string;
  userId: string;
  itemId: string;
  eventType: string;
  eventValue?: number;
  eventId: string;
  timestamp: string;
  recordedAt: string;
  sessionId?: string;
  recommendationId?: string;
  context?: Record<string, unknown>;
  /** JSON text. */
  properties?: string;
}

/** Why an interaction is refused. */
export interface Refusal {
  errorType: string;
  message: string;
}

/** Either what is to be stored, or why not. */
export type PreparedInteraction = { stored: StoredInteraction; refusal: null } | { stored: null; refusal: Refusal };

function refuse(errorType: string, message: string): PreparedInteraction {
  return { stored: null, refusal: { errorType, message } };
}

/**
 * Checks one interaction and works out its record. The key depends only on what the client sent when `eventId` and
 * `timestamp` are given, so that a retry meets the first try.
 *
 * @param argument - the path of the input in messages, `input` or `input.interactions[3]`
 * @param now - milliseconds since 1970
 */
export function prepareInteraction(
  identity: unknown,
  input: RecordInteractionInput,
  argument: string,
  now: number,
): PreparedInteraction {
  const userId = input.userId ?? signedInUserId(identity);
  if (userId === null) {
    return isBackend(identity)
      ? refuse(
          'InvalidInput',
          describeInvalidInput(`${argument}.userId`, 'nothing', 'the id of a user, because IAM stands for no user'),
        )
      : refuse('Unauthorized', 'Not authorized to record interactions without signing in.');
  }
  const ids: Record<string, string | null | undefined> = {
    userId,
    itemId: input.itemId,
    eventId: input.eventId,
    sessionId: input.sessionId,
    recommendationId: input.recommendationId,
  };
  const wrongId = Object.keys(ids).find((name) => typeof ids[name] === 'string' && idProblem(ids[name] as string));
  if (wrongId) {
    const problem = idProblem(ids[wrongId] ?? '');
    return refuse(
      'InvalidInput',
      describeInvalidInput(`${argument}.${wrongId}`, problem?.received ?? '', problem?.allowed ?? ''),
    );
  }
  if (!mayActFor(identity, userId)) {
    return refuse('Unauthorized', `${argument}.userId: not authorized to record interactions of another user.`);
  }
  const problem = valueProblem(input, argument) ?? contextProblem(`${argument}.context`, input.context);
  if (problem) return refuse('InvalidInput', problem);

  const given = input.timestamp ? parseInstant(input.timestamp) : now;
  if (given === null || given < EARLIEST) {
    return refuse(
      'InvalidInput',
      describeInvalidInput(`${argument}.timestamp`, quote(input.timestamp), 'an ISO 8601 instant from 1990 on'),
    );
  }
  if (given > now + MAXIMUM_MINUTES_AHEAD * 60_000) {
    return refuse(
      'TimestampInFuture',
      `${argument}.timestamp: received ${quote(input.timestamp)}, which is more than ` +
        `${MAXIMUM_MINUTES_AHEAD} minutes ahead of ${toInstant(now)}. Set the clock or leave the timestamp out.`,
    );
  }
  const timestamp = toInstant(given);
  const eventId = input.eventId ?? util.autoUlid();
  const stored = withoutNulls({
    pk: userPartitionKey(userId),
    sk: interactionSortKey(input.eventType, timestamp, eventId),
    userId,
    itemId: input.itemId,
    eventType: input.eventType,
    eventValue: input.eventValue,
    eventId,
    timestamp,
    recordedAt: toInstant(now),
    sessionId: input.sessionId,
    recommendationId: input.recommendationId,
    context: input.context ? withoutNulls(input.context as Record<string, unknown>) : null,
    properties: input.properties ? JSON.stringify(input.properties) : null,
  });
  return { stored: stored as unknown as StoredInteraction, refusal: null };
}

function valueProblem(input: RecordInteractionInput, argument: string): string | null {
  if (input.eventId && !input.timestamp) {
    return describeInvalidInput(
      `${argument}.timestamp`,
      'nothing',
      'an instant, because eventId is given: without it ' + 'a retry would be recorded again',
    );
  }
  const value = input.eventValue;
  if (typeof value === 'number' && !isStorableNumber(value)) {
    return describeInvalidInput(`${argument}.eventValue`, `${value}`, 'a number between -1e15 and 1e15');
  }
  return jsonObjectProblem(`${argument}.properties`, input.properties, MAXIMUM_JSON_BYTES);
}

/** Whether a stored interaction says what a client says again, all but the moment of recording. */
export function isSameInteraction(stored: StoredInteraction, sent: StoredInteraction): boolean {
  return (
    [
      'userId',
      'itemId',
      'eventType',
      'eventValue',
      'eventId',
      'timestamp',
      'sessionId',
      'recommendationId',
      'properties',
    ].every((name) => sameText(stored, sent, name)) && isSameContext(stored.context, sent.context)
  );
}

function sameText(one: StoredInteraction, other: StoredInteraction, name: string): boolean {
  const first = (one as unknown as Record<string, unknown>)[name] ?? null;
  const second = (other as unknown as Record<string, unknown>)[name] ?? null;
  return first === second;
}

/** DynamoDB does not keep the order of a map's members, so they are compared by name. */
function isSameContext(one?: Record<string, unknown>, other?: Record<string, unknown>): boolean {
  const first = one ?? {};
  const second = other ?? {};
  return (
    ['device', 'locale', 'hourOfDay', 'dayOfWeek'].every((name) => (first[name] ?? null) === (second[name] ?? null)) &&
    isSameMap((first.attributes ?? {}) as Record<string, unknown>, (second.attributes ?? {}) as Record<string, unknown>)
  );
}

function isSameMap(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  return (
    Object.keys(one).length === Object.keys(other).length &&
    Object.keys(one).every((name) => Object.hasOwn(other, name) && one[name] === other[name])
  );
}

/** A stored interaction as the schema shows it. AppSync writes AWSJSON from objects, so the JSON text is parsed. */
export function toInteraction(stored: StoredInteraction): Interaction {
  const { pk: _pk, sk: _sk, ...fields } = stored;
  return {
    ...fields,
    properties: stored.properties ? JSON.parse(stored.properties) : null,
  } as unknown as Interaction;
}
