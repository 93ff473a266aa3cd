import { describe, expect, it } from 'vitest';
import { nowInstant, people } from './helpers/bundles.ts';
import { marked, runField, withoutMark } from './helpers/runField.ts';
import type { Answer } from './helpers/runField.ts';

type Key = Record<string, { S: string }>;
interface Result {
  outcome: string;
  interaction: Record<string, unknown> | null;
  errorType: string | null;
  message: string | null;
}

const named = (eventId: string, more: object = {}) => ({
  itemId: 'film-1',
  eventType: 'VIEW',
  eventId,
  timestamp: '2026-11-21T11:00:00Z',
  ...more,
});
const stored = (eventId: string, more: object = {}) => ({
  pk: 'USER#ada',
  sk: `EVT#2026-11-21T11:00:00.000Z#${eventId}`,
  userId: 'ada',
  itemId: 'film-1',
  eventType: 'VIEW',
  eventId,
  timestamp: '2026-11-21T11:00:00.000Z',
  recordedAt: '2026-11-21T11:00:01.000Z',
  ...more,
});
const found =
  (...records: object[]) =>
  (): Answer => ({
    result: {
      data: { catalogue: [{ itemId: 'film-1' }, { itemId: 'film-2' }, null], 'user-data': records },
      unprocessedKeys: {},
    },
  });
const written = (): Answer => ({ result: { keys: [], cancellationReasons: null } });
const cancelled = (...reasons: (string | object | null)[]): Answer => ({
  error: { message: 'secret', type: 'DynamoDB:TransactionCanceledException' },
  result: {
    keys: null,
    cancellationReasons: reasons.map((reason) =>
      reason === null || typeof reason === 'string'
        ? { type: reason, item: null }
        : { type: 'ConditionalCheckFailed', item: reason },
    ),
  },
});
interface Put {
  table: string;
  operation: string;
  key: Key;
  attributeValues: Key;
  condition: object;
}
const putsOf = ({ request }: { request: Record<string, unknown> }): Put[] => request.transactItems as Put[];
const idsOf = (put: Put): string => put.attributeValues.eventId.S;

function record(
  interactions: object[],
  read = found(),
  put: () => Answer = written,
  identity: unknown = people.ada,
  putRemaining: () => Answer = put,
) {
  const run = withoutMark(
    runField(
      'Mutation.recordInteractions',
      { identity, arguments: { input: { interactions } } },
      { ...marked, readInteractions: read, putInteractions: put, putRemainingInteractions: putRemaining },
    ),
  );
  return { ...run, results: (run.value as { results: Result[] } | undefined)?.results ?? [] };
}

describe('Mutation.recordInteractions', () => {
  it('reads items and events in one batch and writes in one transaction, nothing over what is there', () => {
    const { requests, results } = record([
      named('a'),
      named('b', { itemId: 'film-2', eventType: 'IMPRESSION' }),
      { itemId: 'film-1', eventType: 'LIKE' },
    ]);

    expect(requests.map(({ name }) => name)).toEqual(['readInteractions', 'putInteractions']);
    expect(requests[0].request).toEqual({
      operation: 'BatchGetItem',
      tables: {
        catalogue: {
          keys: [{ itemId: { S: 'film-1' } }, { itemId: { S: 'film-2' } }],
          projection: { expression: '#itemId, #hidden', expressionNames: { '#itemId': 'itemId', '#hidden': 'hidden' } },
        },
        'user-data': {
          keys: [
            { pk: { S: 'USER#ada' }, sk: { S: 'ERASED' } },
            ...['a', 'b'].flatMap((eventId) =>
              ['DISPLAY', 'EVT'].map((prefix) => ({
                pk: { S: 'USER#ada' },
                sk: { S: `${prefix}#2026-11-21T11:00:00.000Z#${eventId}` },
              })),
            ),
          ],
          consistentRead: true,
        },
      },
    });
    expect(requests[1].request.operation).toBe('TransactWriteItems');
    const puts = putsOf(requests[1]);
    expect(puts.map(({ attributeValues }) => [attributeValues.eventType.S, attributeValues.recordedAt.S])).toEqual([
      ['VIEW', nowInstant],
      ['IMPRESSION', nowInstant],
      ['LIKE', nowInstant],
    ]);
    expect(puts[1]).toMatchObject({
      table: 'user-data',
      operation: 'PutItem',
      key: { pk: { S: 'USER#ada' }, sk: { S: 'DISPLAY#2026-11-21T11:00:00.000Z#b' } },
    });
    expect(puts.map(({ condition }) => condition)).toEqual(
      puts.map(() => ({ expression: 'attribute_not_exists(sk)', returnValuesOnConditionCheckFailure: true })),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(['RECORDED', 'RECORDED', 'RECORDED']);
    expect(results[0].interaction).toMatchObject({
      userId: 'ada',
      eventId: 'a',
      recordedAt: nowInstant,
      properties: null,
    });
    expect(results[0].interaction).not.toHaveProperty('sk');
  });

  it('says what became of each entry, in the order of the input', () => {
    const { results, requests } = record(
      [
        named('new'),
        named('old'),
        named('old', { eventType: 'LIKE' }),
        named('unknown', { itemId: 'film-9' }),
        named('late', { timestamp: '2026-11-21T13:00:00Z' }),
        named('big', { properties: { text: 'x'.repeat(4096) } }),
        named('other', { userId: 'bob' }),
        named('new'),
        named('new', { eventValue: 2 }),
      ],
      found(stored('old')),
    );

    expect(results.map(({ outcome, errorType }) => [outcome, errorType])).toEqual([
      ['RECORDED', null],
      ['DUPLICATE', null],
      ['REJECTED', 'EventConflict'],
      ['REJECTED', 'ItemNotFound'],
      ['REJECTED', 'TimestampInFuture'],
      ['REJECTED', 'InvalidInput'],
      ['REJECTED', 'Unauthorized'],
      ['DUPLICATE', null],
      ['REJECTED', 'EventConflict'],
    ]);
    expect(results[1].interaction).toMatchObject({ recordedAt: '2026-11-21T11:00:01.000Z' });
    expect(results[5].message).toContain('input.interactions[5].properties');
    expect(
      results
        .filter(({ outcome }) => outcome === 'REJECTED')
        .every(({ interaction, message }) => interaction === null && message),
    ).toBe(true);
    expect(putsOf(requests[1]).map(idsOf)).toEqual(['new']);
  });

  it('takes one event id for one event, be it an impression or not', () => {
    const { results, requests } = record(
      [named('old', { eventType: 'IMPRESSION' }), named('new', { eventType: 'IMPRESSION' }), named('new')],
      found(stored('old')),
    );
    expect(results.map(({ outcome, errorType }) => [outcome, errorType])).toEqual([
      ['REJECTED', 'EventConflict'],
      ['RECORDED', null],
      ['REJECTED', 'EventConflict'],
    ]);
    expect(requests).toHaveLength(2);
  });

  it('asks to send again what DynamoDB did not read or write, and what is the same as that', () => {
    const unread = (): Answer => ({
      result: {
        data: { catalogue: [{ itemId: 'film-1' }], 'user-data': [] },
        unprocessedKeys: {
          catalogue: [{ itemId: 'film-2' }],
          'user-data': [{ pk: 'USER#ada', sk: 'EVT#2026-11-21T11:00:00.000Z#b' }],
        },
      },
    });
    const { results } = record(
      [named('a', { itemId: 'film-2' }), named('b'), named('c'), named('c'), named('c', { eventValue: 2 })],
      unread,
      () => cancelled('TransactionConflict'),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(['RETRY', 'RETRY', 'RETRY', 'RETRY', 'RETRY']);
    expect(results[0]).toMatchObject({
      interaction: null,
      errorType: null,
      message: expect.stringContaining('Send the same entry again'),
    });
  });

  it('judges each entry by the row that another request wrote meanwhile, and writes the others again', () => {
    const { requests, results } = record(
      [named('a'), named('b'), named('b', { eventValue: 2 }), named('c'), named('d'), named('e')],
      found(),
      () => cancelled(stored('a'), stored('b', { eventValue: 2 }), 'TransactionConflict', 'None', null),
      people.ada,
      written,
    );
    expect(requests.slice(1).map((request) => putsOf(request).map(idsOf))).toEqual([
      ['a', 'b', 'c', 'd', 'e'],
      ['c', 'd', 'e'],
    ]);
    expect(results.map(({ outcome, errorType }) => [outcome, errorType])).toEqual([
      ['DUPLICATE', null],
      ['REJECTED', 'EventConflict'],
      ['DUPLICATE', null],
      ['RECORDED', null],
      ['RECORDED', null],
      ['RECORDED', null],
    ]);
    expect(results[0].interaction).toMatchObject({ recordedAt: '2026-11-21T11:00:01.000Z' });
  });

  it('fails as a whole when the transaction is cancelled for another reason', () => {
    expect(record([named('a')], found(), () => cancelled('ValidationError')).error?.type).toBe('InternalFailure');
  });

  it('writes nothing when nothing is new, and reads nothing when nothing is valid', () => {
    expect(record([named('old')], found(stored('old'))).requests.map(({ name }) => name)).toEqual(['readInteractions']);
    const { requests, results } = record([named('a', { itemId: '' })]);
    expect(requests).toEqual([]);
    expect(results).toMatchObject([{ outcome: 'REJECTED', errorType: 'InvalidInput' }]);
  });

  it('names no events when none has an id', () => {
    const { requests } = record([{ itemId: 'film-1', eventType: 'VIEW' }]);
    const { tables } = requests[0].request as { tables: Record<string, { keys: Key[]; consistentRead: boolean }> };
    expect(tables['user-data']).toEqual({
      keys: [{ pk: { S: 'USER#ada' }, sk: { S: 'ERASED' } }],
      consistentRead: false,
    });
  });

  it('lets backends record for several users at once', () => {
    const { results } = record(
      [named('a', { userId: 'bob' }), named('b', { userId: 'eve' }), named('c')],
      found(),
      written,
      people.backend,
    );
    expect(results.map(({ outcome, errorType }) => [outcome, errorType])).toEqual([
      ['RECORDED', null],
      ['RECORDED', null],
      ['REJECTED', 'InvalidInput'],
    ]);
  });

  it('refuses the entries of somebody whose data were erased, and takes the others', () => {
    const { results, requests } = record(
      [named('a', { userId: 'bob' }), named('b', { userId: 'eve' })],
      found({ pk: 'USER#bob', sk: 'ERASED' } as never),
      written,
      people.backend,
    );
    expect(results).toMatchObject([{ outcome: 'REJECTED', errorType: 'UserErased' }, { outcome: 'RECORDED' }]);
    expect(putsOf(requests[1])).toHaveLength(1);
  });

  it('stays within the keys of one batch with 25 entries of 25 users', () => {
    const { requests, results } = record(
      Array.from({ length: 25 }, (_, index) => named(`e${index}`, { itemId: `film-${index}`, userId: `u${index}` })),
      found(),
      written,
      people.backend,
    );
    const { tables } = requests[0].request as { tables: Record<string, { keys: Key[] }> };
    expect(tables.catalogue.keys.length + tables['user-data'].keys.length).toBe(100);
    expect(results).toHaveLength(25);
  });

  it.each([[0], [26]])('refuses %i entries', (count) => {
    const { error } = record(Array.from({ length: count }, () => named('a')));
    expect(error).toMatchObject({
      type: 'InvalidInput',
      message: `input.interactions: received ${count} interactions; allowed: 1 to 25.`,
    });
  });

  it('reports a batch that fails as a whole', () => {
    const failing = (): Answer => ({
      error: { message: 'secret', type: 'DynamoDB:ThrottlingException' },
      result: null,
    });
    expect(record([named('a')], failing).error?.type).toBe('Throttled');
    expect(record([named('a')], found(), failing).error?.type).toBe('Throttled');
  });
});
