import * as z from 'zod';
import { largestExplorationPool, largestMagnitude } from '../../schema/contract/limits.ts';
import { parseBy, theBody } from './InvalidInvocationError.ts';
import type { BatchInvocationRequest, HistoryEvent, InvocationRequest } from './invocation.ts';
import { itemFilter } from './parseItemFilter.ts';

/** What one request may hold; above these a request is refused. */
export const invocationLimits = {
  limit: 500,
  history: 10_000,
  ids: 10_000,
  pinned: 500,
  boosts: 10_000,
  requests: 100,
} as const;

const kinds = ['RECOMMEND', 'SIMILAR', 'POPULAR', 'RERANK', 'EXPLAIN'] as const;
const latestInstant = 8_640_000_000_000_000;
const longestText = 1024;
const longestIdBytes = 256;

/** Null counts as absent. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

/** One check a field and not a chain of them: a history is 10,000 times four fields, and a check costs a call. */
const numberFrom = (minimum: number, maximum: number) => {
  const error = `a number from ${minimum} to ${maximum}`;
  return z.number(error).refine((value) => value >= minimum && value <= maximum, error);
};
const wholeNumberFrom = (minimum: number, maximum: number) => {
  const error = `a whole number from ${minimum} to ${maximum}`;
  return z.number(error).refine((value) => Number.isInteger(value) && value >= minimum && value <= maximum, error);
};
const share = optional(numberFrom(0, 1));
const flag = optional(z.boolean('true or false'));

const textError = `a text of 1 to ${longestText} characters`;
const text = z.string(textError).refine((value) => value.length > 0 && value.length <= longestText, textError);

const idError = `an id of 1 to ${longestIdBytes} bytes`;
/** A UTF-16 unit takes at most three bytes, so that most ids need no count. */
const isId = (value: string): boolean =>
  value.length > 0 && (value.length * 3 <= longestIdBytes || Buffer.byteLength(value) <= longestIdBytes);
const id = z.string(idError).refine(isId, idError);
const idsUpTo = (most: number) => {
  const error = `a list of at most ${most} ids`;
  return optional(z.array(id, error).max(most, error));
};

const object = 'a JSON object';
const historyEvent = z.object(
  {
    itemId: id,
    eventType: text,
    // What can be stored; sums of more would end beyond all numbers.
    eventValue: numberFrom(-largestMagnitude, largestMagnitude).nullish(),
    timestamp: numberFrom(-latestInstant, latestInstant),
  },
  object,
);
const historyError = `a list of at most ${invocationLimits.history} events`;
/** Nulls go in one pass at the end: `optional` at each event would double the time that a history takes. */
const history = z
  .array(historyEvent, historyError)
  .max(invocationLimits.history, historyError)
  .transform((events): HistoryEvent[] => {
    for (const event of events) event.eventValue ??= undefined;
    return events as HistoryEvent[];
  });

const scoringContext = z.object(
  {
    device: optional(text),
    locale: optional(text),
    hourOfDay: optional(wholeNumberFrom(0, 23)),
    dayOfWeek: optional(wholeNumberFrom(0, 6)),
    attributes: optional(z.record(z.string(), text, object)),
  },
  object,
);

const boostsError = `an object of at most ${invocationLimits.boosts} item ids and factors`;
const factorError = 'a finite number above 0';
const boosts = z
  .record(z.string(), z.number(factorError).positive(factorError), boostsError)
  .refine((factors) => Object.keys(factors).length <= invocationLimits.boosts, boostsError);

/** Null counts as absent, unknown fields are ignored. */
const invocationRequest: z.ZodType<InvocationRequest> = z
  .object(
    {
      kind: z.enum(kinds, `one of ${kinds.join(', ')}`),
      now: numberFrom(0, latestInstant),
      limit: wholeNumberFrom(1, invocationLimits.limit),
      history: optional(history),
      itemId: optional(id),
      candidateItemIds: idsUpTo(invocationLimits.ids),
      excludeItemIds: idsUpTo(invocationLimits.ids),
      excludeSeen: flag,
      filter: optional(itemFilter),
      context: optional(scoringContext),
      diversity: share,
      exploration: share,
      explorationDepth: optional(wholeNumberFrom(1, largestExplorationPool)),
      seed: optional(wholeNumberFrom(0, Number.MAX_SAFE_INTEGER)),
      pinnedItemIds: idsUpTo(invocationLimits.pinned),
      boosts: optional(boosts),
      categoryBoosts: optional(boosts),
      freshness: share,
      explain: flag,
    },
    object,
  )
  .refine(({ kind, itemId }) => !['SIMILAR', 'EXPLAIN'].includes(kind) || itemId !== undefined, {
    error: 'given when kind is SIMILAR or EXPLAIN',
    path: ['itemId'],
  })
  .refine(({ kind, candidateItemIds }) => kind !== 'RERANK' || candidateItemIds !== undefined, {
    error: 'given when kind is RERANK',
    path: ['candidateItemIds'],
  });

const requestsError = `a list of 1 to ${invocationLimits.requests} requests`;
const batch: z.ZodType<BatchInvocationRequest> = z.object({
  requests: z
    .array(invocationRequest, requestsError)
    .min(1, requestsError)
    .max(invocationLimits.requests, requestsError),
});

/**
 * Checks the body of /invocations: one request, or a batch of them.
 * @throws InvalidInvocationError naming the first field that is wrong, what it must be and what was received.
 */
export function parseInvocationRequest(body: unknown): InvocationRequest | BatchInvocationRequest {
  const isBatch = typeof body === 'object' && body !== null && (body as { requests?: unknown }).requests != null;
  return isBatch ? parseBy(batch, body, theBody) : parseBy(invocationRequest, body, theBody);
}
