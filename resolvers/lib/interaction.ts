import { util } from '@aws-appsync/utils';
import type { Interaction, RecordInteractionInput } from '../../schema/generated/types.ts';
import { describeProblem } from '../../schema/contract/checks.ts';
import { toInstant } from '../../schema/contract/instant.ts';
import {
  interactionIds,
  interactionProblem,
  interactionRow,
  interactionTexts,
  type InteractionRow,
} from '../../schema/contract/interaction.ts';
import { isBackend, mayActFor, signedInUserId } from './caller.ts';
import { isSameJson } from './isSameJson.ts';
import { lengthProblem } from './lengthProblem.ts';

/** Why an interaction is refused. */
export interface Refusal {
  errorType: string;
  message: string;
}

/** Either what is to be stored, or why not. */
export type PreparedInteraction = { stored: InteractionRow; refusal: null } | { stored: null; refusal: Refusal };

function refuse(errorType: string, message: string): PreparedInteraction {
  return { stored: null, refusal: { errorType, message } };
}

/**
 * Checks one interaction and works out its row. The key depends only on what the client sent when `eventId` and
 * `timestamp` are given, so that a retry meets the first try.
 *
 * @param argument - the path of the input in messages, `input` or `input.interactions[3]`
 * @param now - milliseconds since 1970
 */
export function prepareInteraction(
  identity: unknown,
  given: RecordInteractionInput,
  argument: string,
  now: number,
): PreparedInteraction {
  const userId = given.userId ?? signedInUserId(identity);
  if (userId === null) {
    return isBackend(identity)
      ? refuse(
          'InvalidInput',
          describeProblem(`${argument}.userId`, 'nothing', 'the id of a user, because IAM stands for no user'),
        )
      : refuse('Unauthorized', 'Not authorized to record interactions without signing in.');
  }
  const input = { ...given, userId };
  const wrongId = lengthProblem(interactionIds(input, `${argument}.`));
  if (wrongId) return refuse('InvalidInput', wrongId);
  if (!mayActFor(identity, userId)) {
    return refuse('Unauthorized', `${argument}.userId: not authorized to record interactions of another user.`);
  }
  const refusal = interactionProblem(input, `${argument}.`, now);
  if (refusal) return { stored: null, refusal };
  const wrongText = lengthProblem(interactionTexts(input, `${argument}.`));
  if (wrongText) return refuse('InvalidInput', wrongText);
  const eventId = input.eventId ?? util.autoUlid();
  return { stored: interactionRow(input, { userId, eventId, now, recordedAt: toInstant(now) }), refusal: null };
}

/** Whether a stored interaction says what a client says again, all but the moment of recording. */
export function isSameInteraction(stored: InteractionRow, sent: InteractionRow): boolean {
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
      'position',
    ].every((name) => sameText(stored, sent, name)) &&
    isSameJson(stored.properties, sent.properties) &&
    isSameContext(stored.context, sent.context)
  );
}

function sameText(one: InteractionRow, other: InteractionRow, name: string): boolean {
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
export function toInteraction(stored: InteractionRow): Interaction {
  const { pk: _pk, sk: _sk, evidenceAt: _evidenceAt, expiresAt: _expiresAt, ...fields } = stored;
  return {
    ...fields,
    properties: stored.properties ? JSON.parse(stored.properties) : null,
  } as unknown as Interaction;
}
