import { packRankedItems } from '../../schema/contract/rankedItems.ts';
import { describe, expect, it } from 'vitest';
import { now, nowInstant, people } from './helpers/bundles.ts';
import {
  at,
  event,
  history,
  idsOf,
  item,
  items,
  names,
  payloadOf,
  recommend,
  requestTo,
  rows,
  scored,
  stored,
  storedList,
} from './helpers/recommend.ts';
import type { Answer } from './helpers/runField.ts';

describe('Query.recommendations', () => {
  it('answers a fresh stored list with one read of the user and one of what applies to the placement', () => {
    const run = recommend({ limit: 3 }, { readUser: rows(storedList) });

    expect(run.error).toBeUndefined();
    expect(run.requests).toEqual([
      {
        name: 'readUser',
        request: {
          operation: 'Query',
          query: {
            expression: '#pk = :pk AND #sk BETWEEN :oldest AND :list',
            expressionNames: { '#pk': 'pk', '#sk': 'sk' },
            expressionValues: { ':pk': { S: 'USER#ada' }, ':oldest': { S: 'ERASED' }, ':list': { S: 'REC#home' } },
          },
          projection: expect.objectContaining({ expression: expect.stringContaining('#recordedAt') }),
          scanIndexForward: false,
          limit: 10,
          consistentRead: true,
        },
      },
      {
        name: 'readPlacement',
        request: {
          operation: 'GetItem',
          key: { pk: { S: `PLACEMENT#home#${now % 16}` }, sk: { S: 'SETTINGS' } },
          projection: { expression: '#revision', expressionNames: { '#revision': 'revision' } },
          consistentRead: false,
        },
      },
    ]);
    expect(run.value).toEqual({
      recommendationId: 'stored-1',
      userId: 'ada',
      placement: 'home',
      items: items(1, 3).map((entry) => ({ ...entry, item: { itemId: entry.itemId } })),
      nextToken: expect.any(String),
      source: 'STORED',
      degraded: false,
      degradedReason: null,
      modelVersion: 'v7',
      generatedAt: at(30),
      basedOn: at(2),
      notices: [],
    });
  });

  const sources = (list: object, placement: Answer) => {
    const answers = { readUser: rows(list), scoreCandidates: scored(items(6, 9)), storeRecommendations: stored };
    return recommend({ limit: 3 }, { ...answers, readPlacement: () => placement }).value.source;
  };

  it('answers from a stored list only under the rules that it was made under', () => {
    const notices = [{ code: 'FILTER_LEFT_NOTHING', message: 'none' }];
    const second = {
      ...storedList,
      revision: 2,
      listSize: 0,
      items: packRankedItems([]),
      notices: JSON.stringify(notices),
    };
    const answer = recommend(
      { limit: 3 },
      { readUser: rows(second), readPlacement: () => ({ result: { revision: 2 } }) },
    ).value;
    expect(answer).toMatchObject({ source: 'STORED', items: [], notices });
    expect(sources(second, { result: { revision: 3 } })).toBe('MODEL');
    expect(sources(second, { result: null })).toBe('MODEL');
    expect(sources(storedList, { result: { revision: 1 } })).toBe('MODEL');
    // A rule with dates has begun or ended since.
    const until = (freshUntil: string) => sources({ ...storedList, freshUntil }, { result: null });
    expect(until('2026-11-21T12:00:00.001Z')).toBe('STORED');
    expect(until(nowInstant)).toBe('MODEL');
  });

  it('scores when the rules cannot be read, and keeps from an outage what they may forbid', () => {
    const failed = { error: { type: 'DynamoDB:InternalServerError', message: 'x' } };
    expect(sources(storedList, failed)).toBe('MODEL');
    const down = { error: { type: 'Lambda:Unhandled', message: 'x' } };
    const answers = { readUser: rows(storedList), scoreCandidates: () => down };
    expect(recommend({}, { ...answers, readPlacement: () => failed }).error).toMatchObject({ type: 'InternalFailure' });
    const changed = { result: { revision: 1 } };
    expect(recommend({}, { ...answers, readPlacement: () => changed }).error).toMatchObject({
      type: 'InternalFailure',
    });
    expect(recommend({}, answers).value).toMatchObject({ source: 'STORED', degraded: true });
  });

  it('answers somebody whose data were erased like anybody without a history, and keeps nothing', () => {
    const run = recommend(
      { limit: 2 },
      {
        readUser: () => ({ result: { items: [{ sk: 'ERASED', status: 'ERASED' }], nextToken: null } }),
        scoreCandidates: scored(items(1, 5)),
      },
    );
    expect(run.error).toBeUndefined();
    expect(names(run)).toEqual(['readUser', 'scoreCandidates']);
    expect(idsOf(run.value)).toEqual(['i1', 'i2']);
  });

  it('answers from the list that was pushed for an interaction too late for the history', () => {
    const { value, requests } = recommend({ limit: 3 }, { readUser: rows({ ...storedList, basedOn: at(3) }) });
    expect(requests.map(({ name }) => name)).toEqual(['readUser', 'readPlacement']);
    expect(value).toMatchObject({ source: 'STORED', basedOn: at(3) });
  });

  it('leaves reasons out of a stored list on request', () => {
    const { value } = recommend({ limit: 3, explain: false }, { readUser: rows(storedList) });
    expect(value.source).toBe('STORED');
    expect(value.items.map(({ reasons }) => reasons)).toEqual([[], [], []]);
  });

  it('serves a stored list to somebody without history', () => {
    const { value } = recommend(
      { limit: 3 },
      {
        readUser: () => ({ result: { items: [{ ...storedList, basedOn: '-', source: 'POPULAR' }], nextToken: null } }),
      },
    );
    expect(value).toMatchObject({ source: 'STORED', basedOn: null });
  });

  it('serves all of a stored list that is shorter than what is stored at most', () => {
    const { value } = recommend(
      { limit: 100 },
      { readUser: rows({ ...storedList, listSize: 4, items: packRankedItems(items(1, 4)) }) },
    );
    expect(idsOf(value)).toEqual(['i1', 'i2', 'i3', 'i4']);
    expect(value.nextToken).toBeNull();
  });

  it.each([
    ['there is none', []],
    ['it is of another placement', [{ ...storedList, sk: 'REC#cart' }]],
    ['the user did something since', [{ ...storedList, basedOn: at(1) }]],
    ['it is older than STORED_LIST_SECONDS', [{ ...storedList, generatedAt: '2026-11-21T10:59:59.999Z' }]],
    ['it is degraded', [{ ...storedList, degraded: true, degradedReason: 'MODEL_TIMEOUT' }]],
  ])('scores when %s, and keeps the list for the next read', (_why, list) => {
    const run = recommend(
      { limit: 3 },
      { readUser: rows(...list), scoreCandidates: scored(items(1, 5)), storeRecommendations: stored },
    );

    expect(names(run).filter((name) => name !== 'readPlacement')).toEqual([
      'readUser',
      'scoreCandidates',
      'storeRecommendations',
    ]);
    expect(requestTo(run, 'scoreCandidates')).toMatchObject({
      operation: 'Invoke',
      payload: {
        kind: 'RECOMMEND',
        userId: 'ada',
        placement: 'home',
        limit: 5,
        excludeItemIds: [],
        explain: true,
        history: history.map(({ itemId, eventType, timestamp, recordedAt }) => ({
          itemId,
          eventType,
          timestamp,
          recordedAt,
        })),
      },
    });
    expect(requestTo(run, 'storeRecommendations')).toEqual({
      operation: 'PutItem',
      key: { pk: { S: 'USER#ada' }, sk: { S: 'REC#home' } },
      attributeValues: {
        recommendationId: { S: 'scored-1' },
        userId: { S: 'ada' },
        placement: { S: 'home' },
        generatedAt: { S: nowInstant },
        basedOn: { S: at(2) },
        modelVersion: { S: 'v8' },
        source: { S: 'MODEL' },
        degraded: { BOOL: false },
        listSize: { N: 5 },
        revision: { N: 0 },
        freshUntil: { S: '2026-11-21T13:00:00.000Z' },
        notices: { S: '[]' },
        items: { S: packRankedItems(items(1, 5)) },
      },
      condition: {
        expression: 'attribute_not_exists(basedOn) OR basedOn <= :basedOn',
        expressionValues: { ':basedOn': { S: at(2) } },
      },
    });
    expect(run.value).toMatchObject({
      recommendationId: 'scored-1',
      source: 'MODEL',
      modelVersion: 'v8',
      basedOn: at(2),
    });
    expect(idsOf(run.value)).toEqual(['i1', 'i2', 'i3']);
  });

  it('hands over no list that has expired, though it is still there', () => {
    for (const [expiresAt, handed] of [
      [now / 1000, false],
      [now / 1000 + 1, true],
    ] as const) {
      const list = { ...storedList, basedOn: at(1), expiresAt };
      const run = recommend(
        { limit: 3 },
        { readUser: rows(list), scoreCandidates: scored(items(1, 5)), storeRecommendations: stored },
      );
      expect('storedItems' in (payloadOf(run) as object)).toBe(handed);
    }
  });

  it('hands the stale list to the function for its fallback', () => {
    const run = recommend(
      {},
      { readUser: rows({ ...storedList, basedOn: at(1) }), scoreCandidates: scored([]), storeRecommendations: stored },
    );
    expect(payloadOf(run)).toMatchObject({ storedItems: storedList.items });
  });

  it.each([
    ['a filter', { filter: { brand: { eq: 'b' } } }],
    ['exclusions', { excludeItemIds: ['i1'] }],
    ['diversity', { diversity: 0.5 }],
    ['a context', { context: { device: 'phone' } }],
    ['more than is stored', { limit: 6 }],
  ] as [string, Record<string, unknown>][])(
    'scores a request with %s although the stored list is fresh',
    (_what, args) => {
      const run = recommend(args, {
        readUser: rows(storedList),
        scoreCandidates: scored(items(1, 3)),
        storeRecommendations: stored,
      });
      expect(names(run)).toContain('scoreCandidates');
      expect(payloadOf(run)).toMatchObject(args.limit ? { limit: 7 } : { ...args, limit: 26 });
      expect(names(run).includes('storeRecommendations')).toBe('limit' in args);
    },
  );

  it.each([
    ['filter', {}],
    ['context', {}],
    ['filter', { brand: null }],
  ])('takes an empty %s for none', (name, empty) => {
    expect(recommend({ limit: 3, [name]: empty }, { readUser: rows(storedList) }).value.source).toBe('STORED');
  });

  it('keeps reasons for later requests when this one wants none', () => {
    const run = recommend(
      { explain: false },
      { readUser: rows(), scoreCandidates: scored(items(1, 2)), storeRecommendations: stored },
    );
    expect(payloadOf(run)).toMatchObject({ explain: true });
    expect(run.requests[2].request.attributeValues).toMatchObject({ items: { S: packRankedItems(items(1, 2)) } });
    expect(run.value.items.map(({ reasons }) => reasons)).toEqual([[], []]);
  });

  it('keeps no more items than stored lists have', () => {
    const run = recommend(
      { limit: 6 },
      { readUser: rows(), scoreCandidates: scored(items(1, 7)), storeRecommendations: stored },
    );
    expect(idsOf(run.value)).toHaveLength(6);
    const kept = { items: { S: packRankedItems(items(1, 5)) }, listSize: { N: 5 } };
    expect(requestTo(run, 'storeRecommendations').attributeValues).toMatchObject(kept);
  });

  it('answers from a row of the older form the same', () => {
    const evidence = { itemIds: ['__proto__', 'ключ'], attributes: ['tag:日本'] };
    const list = items(1, 5).map((one) => ({ ...one, reasons: [{ code: 'OFTEN_NEXT' as const, evidence, share: 1 }] }));
    const values = [JSON.stringify(list), packRankedItems(list)].map(
      (kept) => recommend({ limit: 3 }, { readUser: rows({ ...storedList, items: kept }) }).value,
    );
    expect(values[0].items).toMatchObject(list.slice(0, 3));
    expect(values[1]).toEqual(values[0]);
  });

  it('does not keep degraded lists', () => {
    const degraded = recommend(
      {},
      {
        readUser: rows(),
        scoreCandidates: scored(items(1, 2), {
          degraded: true,
          degradedReason: 'MODEL_TIMEOUT',
          source: 'POPULAR',
          modelVersion: null,
        }),
      },
    );
    expect(names(degraded)).toEqual(['readUser', 'scoreCandidates']);
    expect(degraded.value).toMatchObject({
      source: 'POPULAR',
      degraded: true,
      degradedReason: 'MODEL_TIMEOUT',
      modelVersion: null,
    });
  });

  it.each([
    ['DynamoDB:ConditionalCheckFailedException', ''],
    ['DynamoDB:ThrottlingException', 'was not stored'],
  ])('answers also when the list cannot be kept (%s)', (type, logged) => {
    const run = recommend(
      {},
      {
        readUser: rows(),
        scoreCandidates: scored(items(1, 2)),
        storeRecommendations: () => ({ error: { message: 'no', type }, result: null }),
      },
    );
    expect(run.error).toBeUndefined();
    expect(idsOf(run.value)).toEqual(['i1', 'i2']);
    expect(run.logs.join()).toContain(logged);
  });

  it('reads the history by itself when stored lists crowd it out of the first read', () => {
    const lists = Array.from({ length: 10 }, (_, index) => ({ ...storedList, sk: `REC#a${index}` }));
    const run = recommend(
      { limit: 3 },
      {
        readUser: () => ({ result: { items: [storedList, ...lists], nextToken: 'more' } }),
        readHistory: () => ({ result: { items: history, nextToken: null } }),
      },
    );
    expect(names(run)).toEqual(['readUser', 'readPlacement', 'readHistory']);
    expect(requestTo(run, 'readHistory')).toMatchObject({
      operation: 'Query',
      limit: 3,
      scanIndexForward: false,
      consistentRead: true,
      query: { expressionValues: { ':pk': { S: 'USER#ada' }, ':prefix': { S: 'EVT#' } } },
    });
    expect(run.value.source).toBe('STORED');
  });

  it('learns from at most HISTORY_SIZE interactions', () => {
    const many = [5, 4, 3, 2, 1].map((minute) => event(`seen-${minute}`, at(minute)));
    const run = recommend(
      {},
      {
        readUser: () => ({ result: { items: many, nextToken: null } }),
        scoreCandidates: scored([]),
        storeRecommendations: stored,
      },
    );
    const payload = payloadOf(run) as { history: { itemId: string }[] };
    expect(payload.history.map(({ itemId }) => itemId)).toEqual(['seen-5', 'seen-4', 'seen-3']);
  });

  it('takes the latest recording, not the latest timestamp, for what the list is based on', () => {
    const late = { ...event('late', at(1)), recordedAt: at(40) };
    const run = recommend(
      {},
      {
        readUser: () => ({ result: { items: [event('seen-2', at(2)), late], nextToken: null } }),
        scoreCandidates: scored([]),
        storeRecommendations: stored,
      },
    );
    expect(run.value.basedOn).toBe(at(40));
  });

  it.each([
    [{ limit: 0 }, 'limit: received 0; allowed: 1 to 100'],
    [{ limit: 101 }, 'limit: received 101; allowed: 1 to 100'],
    [{ placement: 'a b' }, 'placement: received "a b"'],
    [{ placement: '' }, 'placement: received ""'],
    [{ placement: 'x'.repeat(65) }, 'placement: received'],
    [{ diversity: 1.5 }, 'diversity: received 1.5; allowed: 0 to 1'],
    [{ maxLatencyMs: 49 }, 'maxLatencyMs: received 49; allowed: 50 to 10000'],
    [
      { excludeItemIds: Array.from({ length: 101 }, (_, index) => `${index}`) },
      'excludeItemIds: received 101 ids; allowed: at most 100',
    ],
    [{ excludeItemIds: ['a', ''] }, 'excludeItemIds[1]: received an empty text'],
    [{ context: { hourOfDay: 25 } }, 'context.hourOfDay: received 25'],
    [{ filter: { price: { between: [1] } } }, 'filter.price.between: received 1 values'],
  ])('refuses %j', (args, message) => {
    const run = recommend(args, {});
    expect(run.error?.type).toBe('InvalidInput');
    expect(run.error?.message).toContain(message);
  });

  it('is for the signed-in user, for anybody to admins and backends, and for nobody else', () => {
    const who = (identity: unknown, args: Record<string, unknown>) =>
      recommend(args, { readUser: rows(storedList) }, { identity });
    expect(who(people.ada, { limit: 1, userId: 'ada' }).error).toBeUndefined();
    expect(who(people.ada, { limit: 1, userId: 'bob' }).error?.type).toMatch(/^Unauthorized/);
    expect(who(people.apiKey, { limit: 1, userId: 'bob' }).error?.type).toMatch(/^Unauthorized/);
    const guest = { ...people.backend, cognitoIdentityId: 'us-east-1:guest' };
    expect(who(guest, { limit: 1, userId: 'bob' }).error?.type).toMatch(/^Unauthorized/);
    for (const identity of [people.admin, people.backend]) {
      const run = who(identity, { limit: 1, userId: 'bob' });
      expect(run.requests[0].request).toMatchObject({ query: { expressionValues: { ':pk': { S: 'USER#bob' } } } });
    }
    expect(who(people.backend, {}).error).toMatchObject({
      type: 'InvalidInput',
      message: expect.stringContaining('userId: received nothing'),
    });
  });

  describe('when something fails', () => {
    const failure = (type: string) => (): Answer => ({ error: { message: 'internal words', type }, result: null });

    it('offers what is left of the last list, degraded, when the function itself fails', () => {
      const list = { ...storedList, basedOn: at(1), items: packRankedItems(['seen-2', 'i1', 'i2'].map(item)) };
      const run = recommend(
        { excludeItemIds: ['i1'] },
        { readUser: rows(list), scoreCandidates: failure('Lambda:Unhandled') },
      );
      expect(run.value).toMatchObject({
        source: 'STORED',
        degraded: true,
        degradedReason: 'MODEL_UNAVAILABLE',
        basedOn: at(2),
      });
      expect(idsOf(run.value)).toEqual(['i2']);
      expect(names(run)).not.toContain('storeRecommendations');
    });

    it('does not offer a list that a filter was not applied to', () => {
      const run = recommend(
        { filter: { brand: { eq: 'b' } } },
        { readUser: rows(storedList), scoreCandidates: failure('Lambda:Unhandled') },
      );
      expect(run.error?.type).toBe('InternalFailure');
    });

    it.each([
      ['Lambda:TooManyRequestsException', 'Throttled'],
      ['Lambda:Unhandled', 'InternalFailure'],
    ])('reports %s as %s', (type, errorType) => {
      const run = recommend({}, { readUser: rows(), scoreCandidates: failure(type) });
      expect(run.error?.type).toBe(errorType);
      expect(run.error?.message).not.toContain('internal words');
    });

    it('reports reads that fail', () => {
      expect(recommend({}, { readUser: failure('DynamoDB:ThrottlingException') }).error?.type).toBe('Throttled');
    });
  });
});
