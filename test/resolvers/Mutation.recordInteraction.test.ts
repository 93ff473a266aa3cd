import { describe, expect, it } from 'vitest';
import { evaluate, nowInstant, people } from './helpers/bundles.ts';
import { marked, runField, withoutMark } from './helpers/runField.ts';

const catalogue = ['film-1', 'film-2', 'é'.repeat(128)].map((itemId) => ({ itemId }));
const found =
  (...records: object[]) =>
  () => ({ result: { data: { catalogue, 'user-data': records }, unprocessedKeys: {} } });
const written = () => ({ result: {} });
const full = {
  itemId: 'film-1',
  eventType: 'RATING',
  eventValue: 4.5,
  eventId: 'e-1',
  timestamp: '2026-11-21T12:30:00.5+01:00',
  sessionId: 's-1',
  recommendationId: 'r-1',
  context: { device: 'phone', hourOfDay: 13, attributes: { mood: 'calm' } },
  properties: { page: 2 },
};
const record = (
  input: object,
  identity: unknown = people.ada,
  answers = { readInteractions: found(), putInteraction: written },
) => {
  const context = { identity, arguments: { input } };
  return withoutMark(runField('Mutation.recordInteraction', context, { ...marked, ...(answers as object) }));
};

describe('Mutation.recordInteraction', () => {
  it('asks for the item and the event, then writes once on the condition that the key is new', () => {
    const { value, requests, error } = record(full);

    expect(error).toBeUndefined();
    expect(requests).toEqual([
      {
        name: 'readInteractions',
        request: {
          operation: 'BatchGetItem',
          tables: {
            catalogue: {
              keys: [{ itemId: { S: 'film-1' } }],
              projection: {
                expression: '#itemId, #hidden',
                expressionNames: { '#itemId': 'itemId', '#hidden': 'hidden' },
              },
            },
            'user-data': {
              keys: ['ERASED', 'DISPLAY#2026-11-21T11:30:00.500Z#e-1', 'EVT#2026-11-21T11:30:00.500Z#e-1'].map(
                (sk) => ({ pk: { S: 'USER#ada' }, sk: { S: sk } }),
              ),
              consistentRead: true,
            },
          },
        },
      },
      {
        name: 'putInteraction',
        request: {
          operation: 'PutItem',
          key: { pk: { S: 'USER#ada' }, sk: { S: 'EVT#2026-11-21T11:30:00.500Z#e-1' } },
          attributeValues: {
            userId: { S: 'ada' },
            itemId: { S: 'film-1' },
            eventType: { S: 'RATING' },
            eventValue: { N: 4.5 },
            eventId: { S: 'e-1' },
            timestamp: { S: '2026-11-21T11:30:00.500Z' },
            evidenceAt: { S: '2026-11-21T11:30:00.500Z' },
            recordedAt: { S: nowInstant },
            sessionId: { S: 's-1' },
            recommendationId: { S: 'r-1' },
            context: {
              M: { device: { S: 'phone' }, hourOfDay: { N: 13 }, attributes: { M: { mood: { S: 'calm' } } } },
            },
            properties: { S: '{"page":2}' },
          },
          condition: { expression: 'attribute_not_exists(sk)' },
        },
      },
    ]);
    expect(value).toEqual({
      userId: 'ada',
      itemId: 'film-1',
      eventType: 'RATING',
      eventValue: 4.5,
      eventId: 'e-1',
      timestamp: '2026-11-21T11:30:00.500Z',
      recordedAt: nowInstant,
      sessionId: 's-1',
      recommendationId: 'r-1',
      context: { device: 'phone', hourOfDay: 13, attributes: { mood: 'calm' } },
      properties: { page: 2 },
    });
  });

  it('makes up an id and takes the present moment without them', () => {
    const { requests } = record({ itemId: 'film-1', eventType: 'VIEW' });
    const request = requests[1].request as {
      key: { sk: { S: string } };
      attributeValues: Record<string, { S: string }>;
    };

    expect(request.attributeValues.eventId.S).toMatch(/^[0-9A-Z]{26}$/);
    expect(request.key.sk.S).toBe(`EVT#${nowInstant}#${request.attributeValues.eventId.S}`);
  });

  it('keeps impressions apart from other interactions', () => {
    const { requests } = record({ ...full, eventType: 'IMPRESSION' });
    expect((requests[1].request.key as { sk: unknown }).sk).toEqual({ S: 'DISPLAY#2026-11-21T11:30:00.500Z#e-1' });
  });

  it.each([
    ['2026-11-21T12:00Z', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21T12:00:07Z', '2026-11-21T12:00:07.000Z'],
    ['2026-11-21T12:04:59.999999999Z', '2026-11-21T12:04:59.999Z'],
    ['2024-02-29T23:00:00-02:00', '2024-03-01T01:00:00.000Z'],
  ])('writes %s as %s', (timestamp, instant) => {
    const { requests } = record({ ...full, timestamp });
    expect((requests[1].request.attributeValues as Record<string, unknown>).timestamp).toEqual({ S: instant });
  });

  describe('sent again', () => {
    const stored = {
      pk: 'USER#ada',
      sk: 'EVT#2026-11-21T11:30:00.500Z#e-1',
      userId: 'ada',
      itemId: 'film-1',
      eventType: 'RATING',
      eventValue: 4.5,
      eventId: 'e-1',
      timestamp: '2026-11-21T11:30:00.500Z',
      recordedAt: '2026-11-21T11:30:01.000Z',
      sessionId: 's-1',
      recommendationId: 'r-1',
      context: { attributes: { mood: 'calm' }, hourOfDay: 13, device: 'phone' },
      properties: '{"page":2}',
    };
    const again = (result: unknown) => ({
      readInteractions: found(),
      putInteraction: () => ({
        error: { message: 'The conditional request failed', type: 'DynamoDB:ConditionalCheckFailedException' },
        result,
      }),
    });

    it('answers what was read, and writes nothing', () => {
      const { value, error, requests } = record(full, people.ada, { readInteractions: found(stored) } as never);
      expect(error).toBeUndefined();
      expect(requests.map(({ name }) => name)).toEqual(['readInteractions']);
      expect(value).toMatchObject({ eventId: 'e-1', recordedAt: '2026-11-21T11:30:01.000Z' });
    });

    it('is one event, be it an impression or not', () => {
      const impression = { ...stored, sk: 'DISPLAY#2026-11-21T11:30:00.500Z#e-1', eventType: 'IMPRESSION' };
      const answers = (...records: object[]) => ({ readInteractions: found(...records) }) as never;
      expect(record(full, people.ada, answers(impression)).error?.type).toBe('EventConflict');
      expect(record({ ...full, eventType: 'IMPRESSION' }, people.ada, answers(stored)).error?.type).toBe(
        'EventConflict',
      );
      // Two rows, from requests at the very same moment: each is answered with its own.
      const both = answers(impression, stored);
      expect(record(full, people.ada, both).value).toMatchObject({ eventType: 'RATING' });
      expect(record({ ...full, eventType: 'IMPRESSION' }, people.ada, both).value).toMatchObject({
        eventType: 'IMPRESSION',
      });
    });

    it('asks to send again what could not be looked up', () => {
      const unread = () => ({
        result: { data: { catalogue: [], 'user-data': [] }, unprocessedKeys: { catalogue: [{ itemId: 'film-1' }] } },
      });
      expect(record(full, people.ada, { readInteractions: unread } as never).error?.type).toBe('Throttled');
    });

    it('answers the stored original', () => {
      const { value, error } = record(full, people.ada, again(stored) as never);
      expect(error).toBeUndefined();
      expect(value).toMatchObject({ eventId: 'e-1', recordedAt: '2026-11-21T11:30:01.000Z', properties: { page: 2 } });
      expect(value).not.toHaveProperty('pk');
    });

    it.each([
      ['another item', { itemId: 'film-2' }],
      ['another type', { eventType: 'LIKE' }],
      ['another value', { eventValue: 5 }],
      ['no value', { eventValue: null }],
      ['other properties', { properties: { page: 3 } }],
      ['another device', { context: { ...full.context, device: 'desktop' } }],
      ['further attributes', { context: { ...full.context, attributes: { mood: 'calm', more: 'x' } } }],
    ])('refuses %s under the same eventId and timestamp', (_what, change) => {
      const { error } = record({ ...full, ...change }, people.ada, again(stored) as never);
      expect(error).toMatchObject({ type: 'EventConflict', message: expect.stringContaining('"e-1"') });
    });
  });

  it('records nothing of somebody whose data were erased, and asks again when that could not be looked up', () => {
    const mark = { pk: 'USER#ada', sk: 'ERASED', status: 'ERASED' };
    const { error, requests } = record(full, people.ada, { readInteractions: found(mark) } as never);
    expect(error?.type).toBe('UserErased');
    expect(requests.map(({ name }) => name)).toEqual(['readInteractions']);
    const unread = () => ({
      result: {
        data: { catalogue, 'user-data': [] },
        unprocessedKeys: { 'user-data': [{ pk: 'USER#ada', sk: 'ERASED' }] },
      },
    });
    expect(record(full, people.ada, { readInteractions: unread } as never).error?.type).toBe('Throttled');
  });

  describe('whose interaction it is', () => {
    it('lets people name themselves', () => {
      expect(record({ ...full, userId: 'ada' }).error).toBeUndefined();
    });
    it('refuses people another user', () => {
      const { error, requests } = record({ ...full, userId: 'bob' });
      expect(error?.type).toMatch(/^Unauthorized/);
      expect(requests).toEqual([]);
    });
    it.each([
      ['an admin', people.admin],
      ['a backend', people.backend],
    ])('lets %s name anybody', (_who, identity) => {
      const { value, error } = record({ ...full, userId: 'bob' }, identity);
      expect(error).toBeUndefined();
      expect(value).toMatchObject({ userId: 'bob' });
    });
    it('asks a backend for the user', () => {
      expect(record(full, people.backend).error).toMatchObject({
        type: 'InvalidInput',
        message: expect.stringContaining('input.userId'),
      });
    });
    it('refuses an API key', () => {
      expect(record(full, people.apiKey).error?.type).toMatch(/^Unauthorized/);
    });
  });

  it.each([
    ['itemId', { itemId: '' }, 'an empty text'],
    ['itemId', { itemId: 'x'.repeat(10_000) }, '10000 characters'],
    ['itemId', { itemId: 'é'.repeat(129) }, '129 characters'],
    ['eventId', { eventId: 'x'.repeat(257) }, '257 characters'],
    ['sessionId', { sessionId: '' }, 'an empty text'],
    ['recommendationId', { recommendationId: 'x'.repeat(300) }, '300 characters'],
    ['timestamp', { timestamp: null }, 'nothing'],
    ['timestamp', { timestamp: '1969-12-31T00:00:00Z' }, '1969'],
    ['timestamp', { timestamp: '2026-02-30T00:00:00Z' }, '2026-02-30'],
    ['eventValue', { eventValue: 1e300 }, '1e+300'],
    ['eventValue', { eventValue: 1e-200 }, '1e-200'],
    ['position', { position: 500 }, '500'],
    ['position', { position: -1 }, '-1'],
    ['properties', { properties: [1] }, '[1]'],
    ['properties', { properties: 'text' }, '"text"'],
    ['properties', { properties: { long: 'é'.repeat(2048) } }, 'a larger object'],
    ['context.device', { context: { device: 'x'.repeat(65) } }, 'xxx'],
    ['context.hourOfDay', { context: { hourOfDay: 24 } }, '24'],
    ['context.dayOfWeek', { context: { dayOfWeek: -1 } }, '-1'],
    ['context.attributes', { context: { attributes: { count: 3 } } }, '{"count":3}'],
    ['context.attributes', { context: { attributes: { '': 'x' } } }, 'a member without a name'],
  ])('refuses a wrong %s: %j', (field, change, received) => {
    const { error, requests } = record({ ...full, ...change });
    expect(error?.type).toBe('InvalidInput');
    expect(error?.message).toContain(`input.${field}: received`);
    expect(error?.message).toContain(received);
    expect(requests).toEqual([]);
  });

  it('takes ids of exactly 256 bytes', () => {
    expect(record({ ...full, itemId: 'é'.repeat(128), sessionId: 'x'.repeat(256) }).error).toBeUndefined();
  });

  it('takes a timestamp five minutes ahead and refuses a later one', () => {
    expect(record({ ...full, timestamp: '2026-11-21T12:05:00Z' }).error).toBeUndefined();
    expect(record({ ...full, timestamp: '2026-11-21T12:05:00.001Z' }).error?.type).toBe('TimestampInFuture');
  });

  it('refuses an item that the catalogue does not have, before anything is written', () => {
    const { error, requests } = record(full, people.ada, {
      readInteractions: () => ({ result: { data: { catalogue: [null], 'user-data': [null, null] } } }),
    } as never);
    expect(error).toMatchObject({ type: 'ItemNotFound', message: expect.stringContaining('"film-1"') });
    expect(requests.map(({ name }) => name)).toEqual(['readInteractions']);
  });

  it.each([
    ['DynamoDB:ProvisionedThroughputExceededException', 'Throttled'],
    ['DynamoDB:ThrottlingException', 'Throttled'],
    ['DynamoDB:TransactionConflictException', 'Throttled'],
    ['DynamoDB:RequestLimitExceeded', 'Throttled'],
    ['DynamoDB:ResourceNotFoundException', 'InternalFailure'],
    ['DynamoDB:AccessDeniedException', 'InternalFailure'],
  ])('says nothing of %s but %s', (type, errorType) => {
    const failing = () => ({ error: { message: 'table arn:aws:dynamodb:secret', type }, result: null });
    for (const answers of [{ readInteractions: failing }, { readInteractions: found(), putInteraction: failing }]) {
      const { error, logs } = record(full, people.ada, answers as never);
      expect(error?.type).toBe(errorType);
      expect(JSON.stringify(error)).not.toContain('arn:');
      expect(logs.join()).toContain('arn:aws:dynamodb:secret');
    }
  });

  it('does not mistake a failed condition without the stored item for a success', () => {
    const { error } = evaluate('putInteraction', 'response', {
      stash: { entries: [{ stored: { eventId: 'e' }, outcome: 'PENDING', follows: -1 }] },
      error: { message: 'x', type: 'DynamoDB:ConditionalCheckFailedException' },
    });
    expect(error?.type).toBe('InternalFailure');
  });
});
