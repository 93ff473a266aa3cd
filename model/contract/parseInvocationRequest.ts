import { InvalidInvocationError } from './InvalidInvocationError.ts';
import type { BatchInvocationRequest, HistoryEvent, InvocationRequest, ScoringContext } from './invocation.ts';
import { parseItemFilter } from './parseItemFilter.ts';
import {
  isPlainObject,
  parseBoolean,
  parseId,
  parseIds,
  parseNumber,
  parseObject,
  parseText,
  parseTexts,
} from './parseValues.ts';

/** What one request may hold; above these a request is refused. */
export const invocationLimits = {
  limit: 500,
  history: 10_000,
  ids: 10_000,
  pinned: 500,
  boosts: 10_000,
  requests: 100,
} as const;

const kinds = ['RECOMMEND', 'SIMILAR', 'POPULAR', 'RERANK'] as const;
const latestInstant = 8_640_000_000_000_000;

/**
 * Checks the body of /invocations by hand (no schema library, so that this file costs nothing in a bundle). Null counts
 * as absent, unknown fields are ignored.
 * @throws InvalidInvocationError naming the first field that is wrong, what it must be and what was received.
 */
export function parseInvocationRequest(body: unknown): InvocationRequest | BatchInvocationRequest {
  const object = parseObject(body, 'The body');
  if (object.requests == null) return parseOne(object, '');
  if (
    !Array.isArray(object.requests) ||
    object.requests.length === 0 ||
    object.requests.length > invocationLimits.requests
  ) {
    throw new InvalidInvocationError(
      'requests',
      `a list of 1 to ${invocationLimits.requests} requests`,
      object.requests,
    );
  }
  return {
    requests: object.requests.map((request, index) =>
      parseOne(parseObject(request, `requests[${index}]`), `requests[${index}].`),
    ),
  };
}

function parseOne(object: Record<string, unknown>, prefix: string): InvocationRequest {
  const kind = kinds.find((known) => known === object.kind);
  if (kind === undefined) throw new InvalidInvocationError(`${prefix}kind`, `one of ${kinds.join(', ')}`, object.kind);
  const request: InvocationRequest = {
    kind,
    now: parseNumber(object.now, `${prefix}now`, { minimum: 0, maximum: latestInstant, required: true }),
    limit: parseNumber(object.limit, `${prefix}limit`, {
      minimum: 1,
      maximum: invocationLimits.limit,
      integer: true,
      required: true,
    }),
    history: parseHistory(object.history, `${prefix}history`),
    itemId: object.itemId == null ? undefined : parseId(object.itemId, `${prefix}itemId`),
    candidateItemIds: parseIds(object.candidateItemIds, `${prefix}candidateItemIds`, invocationLimits.ids),
    excludeItemIds: parseIds(object.excludeItemIds, `${prefix}excludeItemIds`, invocationLimits.ids),
    excludeSeen: parseBoolean(object.excludeSeen, `${prefix}excludeSeen`),
    filter: object.filter == null ? undefined : parseItemFilter(object.filter, `${prefix}filter`),
    context: parseContext(object.context, `${prefix}context`),
    diversity: parseNumber(object.diversity, `${prefix}diversity`, { minimum: 0, maximum: 1 }),
    exploration: parseNumber(object.exploration, `${prefix}exploration`, { minimum: 0, maximum: 1 }),
    seed: parseNumber(object.seed, `${prefix}seed`, { minimum: 0, maximum: Number.MAX_SAFE_INTEGER, integer: true }),
    pinnedItemIds: parseIds(object.pinnedItemIds, `${prefix}pinnedItemIds`, invocationLimits.pinned),
    boosts: parseBoosts(object.boosts, `${prefix}boosts`),
    freshness: parseNumber(object.freshness, `${prefix}freshness`, { minimum: 0, maximum: 1 }),
    explain: parseBoolean(object.explain, `${prefix}explain`),
  };
  if (kind === 'SIMILAR' && request.itemId === undefined) {
    throw new InvalidInvocationError(`${prefix}itemId`, 'given when kind is SIMILAR', object.itemId);
  }
  if (kind === 'RERANK' && request.candidateItemIds === undefined) {
    throw new InvalidInvocationError(`${prefix}candidateItemIds`, 'given when kind is RERANK', object.candidateItemIds);
  }
  return request;
}

function parseHistory(value: unknown, path: string): HistoryEvent[] | undefined {
  if (value == null) return undefined;
  if (!Array.isArray(value) || value.length > invocationLimits.history) {
    throw new InvalidInvocationError(path, `a list of at most ${invocationLimits.history} events`, value);
  }
  return value.map((entry, index) => {
    const event = parseObject(entry, `${path}[${index}]`);
    return {
      itemId: parseId(event.itemId, `${path}[${index}].itemId`),
      eventType: parseText(event.eventType, `${path}[${index}].eventType`, { required: true }),
      eventValue: parseNumber(event.eventValue, `${path}[${index}].eventValue`, {}),
      timestamp: parseNumber(event.timestamp, `${path}[${index}].timestamp`, {
        minimum: -latestInstant,
        maximum: latestInstant,
        required: true,
      }),
    };
  });
}

function parseContext(value: unknown, path: string): ScoringContext | undefined {
  if (value == null) return undefined;
  const context = parseObject(value, path);
  return {
    device: parseText(context.device, `${path}.device`, {}),
    locale: parseText(context.locale, `${path}.locale`, {}),
    hourOfDay: parseNumber(context.hourOfDay, `${path}.hourOfDay`, { minimum: 0, maximum: 23, integer: true }),
    dayOfWeek: parseNumber(context.dayOfWeek, `${path}.dayOfWeek`, { minimum: 0, maximum: 6, integer: true }),
    attributes: parseTexts(context.attributes, `${path}.attributes`),
  };
}

function parseBoosts(value: unknown, path: string): Record<string, number> | undefined {
  if (value == null) return undefined;
  if (!isPlainObject(value) || Object.keys(value).length > invocationLimits.boosts) {
    throw new InvalidInvocationError(
      path,
      `an object of at most ${invocationLimits.boosts} item ids and factors`,
      value,
    );
  }
  for (const [itemId, factor] of Object.entries(value)) {
    if (typeof factor !== 'number' || !Number.isFinite(factor) || factor <= 0) {
      throw new InvalidInvocationError(`${path}.${itemId}`, 'a finite number above 0', factor);
    }
  }
  return value as Record<string, number>;
}
