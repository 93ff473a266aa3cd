import { describe, expect, it } from 'vitest';
import { packed } from '../helpers/packed.ts';
import { now, nowInstant, people } from './helpers/bundles.ts';
import { runField } from './helpers/runField.ts';
import type { Answer } from './helpers/runField.ts';

interface List {
  recommendationId: string;
  userId: string | null;
  placement: string;
  source: string;
  degraded: boolean;
  nextToken: string | null;
  items: { itemId: string; score: number; reasons: { code: string; share: number }[] }[];
  basedOn: string | null;
}
type Answers = Record<string, (request: Record<string, unknown>) => Answer>;

const scoredItem = (itemId: string) => ({ itemId, score: 1, reasons: [] });
const scored =
  (source: string, ...ids: string[]) =>
  (): Answer => ({
    result: packed({
      recommendationId: 'r',
      placement: 'x',
      items: ids.map(scoredItem),
      source,
      degraded: false,
      modelVersion: 'v1',
      generatedAt: nowInstant,
      basedOn: null,
    }),
  });
function run(field: string, args: Record<string, unknown>, answers: Answers, identity: unknown = people.apiKey) {
  const result = runField(field, { identity, arguments: args }, answers);
  const list = result.value as List | undefined;
  return {
    ...result,
    list,
    names: result.requests.map(({ name }) => name),
    ids: list?.items.map(({ itemId }) => itemId),
  };
}
const payloadOf = (request: Record<string, unknown>) => request.payload as Record<string, unknown>;

describe('Query.similarItems', () => {
  const known = (): Answer => ({ result: { itemId: 'a' } });

  it('asks for the item, then scores', () => {
    const { requests, list, names } = run(
      'Query.similarItems',
      { itemId: 'a', limit: 2 },
      { requireItem: known, scoreCandidates: scored('MODEL', 'b', 'c') },
    );
    expect(names).toEqual(['requireItem', 'scoreCandidates']);
    expect(requests[1].request).toEqual({
      operation: 'Invoke',
      payload: {
        kind: 'SIMILAR',
        placement: 'similar',
        limit: 3,
        itemId: 'a',
        excludeItemIds: [],
        explain: true,
        requestedAt: Date.parse(nowInstant),
      },
    });
    expect(list).toMatchObject({ userId: null, placement: 'similar', source: 'MODEL', nextToken: null, basedOn: null });
  });

  it('pages by leaving out what was shown, for the same item only', () => {
    const answers = { requireItem: known, scoreCandidates: scored('MODEL', 'b', 'c', 'd') };
    const { list } = run('Query.similarItems', { itemId: 'a', limit: 2 }, answers);
    const second = run(
      'Query.similarItems',
      { itemId: 'a', limit: 2, excludeItemIds: ['z'], nextToken: list?.nextToken },
      answers,
    );
    expect(payloadOf(second.requests[1].request).excludeItemIds).toEqual(['z', 'b', 'c']);
    expect(run('Query.similarItems', { itemId: 'other', nextToken: list?.nextToken }, answers).error?.type).toBe(
      'InvalidNextToken',
    );
  });

  it('refuses an unknown item', () => {
    const { error, names } = run('Query.similarItems', { itemId: 'a' }, { requireItem: () => ({ result: null }) });
    expect(error?.type).toBe('ItemNotFound');
    expect(names).toEqual(['requireItem']);
  });

  it('refuses a wrong id', () => {
    expect(run('Query.similarItems', { itemId: '' }, {}).error?.type).toBe('InvalidInput');
  });
});

describe('Query.popularItems', () => {
  it('scores with the filter', () => {
    const filter = { price: { lt: 5 } };
    const { requests, names, list } = run(
      'Query.popularItems',
      { filter, limit: 1, maxLatencyMs: 200 },
      { scoreCandidates: scored('POPULAR', 'a', 'b') },
    );
    expect(names).toEqual(['scoreCandidates']);
    expect(payloadOf(requests[0].request)).toMatchObject({
      kind: 'POPULAR',
      placement: 'popular',
      limit: 2,
      filter,
      maxLatencyMs: 200,
    });
    expect(list).toMatchObject({ source: 'POPULAR', nextToken: expect.any(String) });
  });

  it('reports the function that fails', () => {
    const { error } = run(
      'Query.popularItems',
      {},
      { scoreCandidates: () => ({ error: { type: 'Lambda:Unhandled', message: 'secret' } }) },
    );
    expect(error?.type).toBe('InternalFailure');
    expect(error?.message).not.toContain('secret');
  });
});

describe('Query.trendingItems', () => {
  const top = (...ids: string[]) => ({
    items: JSON.stringify(ids.map((itemId, index) => ({ itemId, score: 10 - index }))),
    foldedAt: '2026-11-21T11:59:30.000Z',
    expiresAt: now / 1000 + 60,
  });
  const catalogue =
    (...hidden: string[]) =>
    (request: Record<string, unknown>): Answer => {
      const { keys } = (request.tables as { catalogue: { keys: { itemId: { S: string } }[] } }).catalogue;
      return {
        result: {
          data: {
            catalogue: keys.map(({ itemId: { S: itemId } }) => ({
              itemId,
              hidden: hidden.includes(itemId),
              createdAt: nowInstant,
              updatedAt: nowInstant,
            })),
          },
          unprocessedKeys: {},
        },
      };
    };

  it('reads the folded list and keeps hidden items out, although no item fields are asked for', () => {
    const { requests, list, ids } = run(
      'Query.trendingItems',
      { limit: 2 },
      {
        readTopList: () => ({ result: top('a', 'b', 'c') }),
        decorateItems: catalogue('b'),
      },
    );
    expect(requests[0]).toEqual({
      name: 'readTopList',
      request: { operation: 'GetItem', key: { pk: { S: 'TOP#TRENDING#DAY' }, sk: { S: 'ALL' } } },
    });
    expect(requests[1].request).toMatchObject({ operation: 'BatchGetItem' });
    expect(ids).toEqual(['a']);
    expect(list).toMatchObject({
      placement: 'trending',
      source: 'TRENDING',
      degraded: false,
      modelVersion: null,
      generatedAt: '2026-11-21T11:59:30.000Z',
      basedOn: null,
      nextToken: expect.any(String),
    });
    expect(list?.items[0]).toMatchObject({
      score: 10,
      reasons: [{ code: 'TRENDING', evidence: { itemIds: [], attributes: [] }, share: 10 }],
    });
  });

  it('reads the list of a window and a category', () => {
    const { requests } = run(
      'Query.trendingItems',
      { window: 'HOUR', category: 'Comedy' },
      {
        readTopList: () => ({ result: top('a') }),
        decorateItems: catalogue(),
      },
    );
    expect(requests[0].request.key).toEqual({ pk: { S: 'TOP#TRENDING#HOUR' }, sk: { S: 'CATEGORY#Comedy' } });
  });

  it('pages without repeats when the list is folded anew between pages', () => {
    const first = run(
      'Query.trendingItems',
      { limit: 2 },
      { readTopList: () => ({ result: top('a', 'b', 'c') }), decorateItems: catalogue() },
    );
    const second = run(
      'Query.trendingItems',
      { limit: 2, nextToken: first.list?.nextToken },
      {
        readTopList: () => ({ result: top('c', 'a', 'd', 'b') }),
        decorateItems: catalogue(),
      },
    );
    expect(second.ids).toEqual(['c', 'd']);
    expect(second.list?.nextToken).toBeNull();
  });

  it('ends with an empty page when nothing new is left', () => {
    const first = run(
      'Query.trendingItems',
      { limit: 1 },
      { readTopList: () => ({ result: top('a', 'b') }), decorateItems: catalogue() },
    );
    const second = run(
      'Query.trendingItems',
      { limit: 1, nextToken: first.list?.nextToken },
      { readTopList: () => ({ result: top('a') }) },
    );
    expect([second.ids, second.list?.nextToken]).toEqual([[], null]);
  });

  it.each([
    ['is none', null],
    ['is empty', top()],
    ['has expired', { ...top('a'), expiresAt: now / 1000 }],
  ])('asks for what is popular in the category when the list %s', (_what, stored) => {
    const { requests, list, ids } = run(
      'Query.trendingItems',
      { category: 'Comedy' },
      {
        readTopList: () => ({ result: stored }),
        scoreCandidates: scored('POPULAR', 'p'),
      },
    );
    expect(payloadOf(requests[1].request)).toMatchObject({
      kind: 'POPULAR',
      filter: { categories: { contains: 'Comedy' } },
    });
    expect([ids, list?.source]).toEqual([['p'], 'POPULAR']);
  });

  it('refuses a category that is no name, a limit out of bounds and the token of another window', () => {
    expect(run('Query.trendingItems', { category: '' }, {}).error?.type).toBe('InvalidInput');
    expect(run('Query.trendingItems', { limit: 101 }, {}).error?.type).toBe('InvalidInput');
    const { list } = run(
      'Query.trendingItems',
      { limit: 1 },
      { readTopList: () => ({ result: top('a', 'b') }), decorateItems: catalogue() },
    );
    expect(run('Query.trendingItems', { window: 'WEEK', nextToken: list?.nextToken }, {}).error?.type).toBe(
      'InvalidNextToken',
    );
  });

  it('reports a read that fails', () => {
    expect(
      run(
        'Query.trendingItems',
        {},
        { readTopList: () => ({ error: { type: 'DynamoDB:ThrottlingException', message: 'x' } }) },
      ).error?.type,
    ).toBe('Throttled');
  });
});

describe('Query.rerankItems', () => {
  const history = (): Answer => ({
    result: {
      items: [
        { sk: 'EVT#x', itemId: 'h', eventType: 'RATING', eventValue: 5, timestamp: nowInstant, recordedAt: nowInstant },
      ],
    },
  });

  it('reads the history and has the items ordered', () => {
    const { requests, list, ids } = run(
      'Query.rerankItems',
      { itemIds: ['a', 'b', 'c'] },
      { readHistory: history, scoreCandidates: scored('MODEL', 'c', 'a', 'b') },
      people.ada,
    );
    expect(requests[0].request).toMatchObject({
      operation: 'Query',
      consistentRead: true,
      scanIndexForward: false,
      limit: 3,
    });
    expect(payloadOf(requests[1].request)).toEqual({
      kind: 'RERANK',
      userId: 'ada',
      placement: 'home',
      limit: 100,
      candidateItemIds: ['a', 'b', 'c'],
      excludeItemIds: [],
      history: [{ itemId: 'h', eventType: 'RATING', eventValue: 5, timestamp: nowInstant, recordedAt: nowInstant }],
      hasMoreHistory: false,
      explain: true,
      requestedAt: Date.parse(nowInstant),
    });
    expect([ids, list?.nextToken, list?.basedOn]).toEqual([['c', 'a', 'b'], null, nowInstant]);
  });

  it.each([
    [{ itemIds: [] }, 'itemIds: received 0 ids; allowed: 1 to 100'],
    [{ itemIds: Array.from({ length: 101 }, (_, index) => `${index}`) }, 'itemIds: received 101 ids'],
    [{ itemIds: ['a', 'b', 'a'] }, 'itemIds: received "a" twice'],
    [{ itemIds: ['a'], placement: '!' }, 'placement: received "!"'],
  ])('refuses %j', (args, message) => {
    const { error } = run('Query.rerankItems', args, {}, people.ada);
    expect(error).toMatchObject({ type: 'InvalidInput', message: expect.stringContaining(message) });
  });

  it('is for the signed-in user unless asked by admins or backends', () => {
    expect(run('Query.rerankItems', { itemIds: ['a'], userId: 'bob' }, {}, people.ada).error?.type).toMatch(
      /^Unauthorized/,
    );
    const { requests } = run(
      'Query.rerankItems',
      { itemIds: ['a'], userId: 'bob' },
      { readHistory: history, scoreCandidates: scored('MODEL', 'a') },
      people.backend,
    );
    expect(requests[0].request).toMatchObject({ query: { expressionValues: { ':pk': { S: 'USER#bob' } } } });
  });
});
