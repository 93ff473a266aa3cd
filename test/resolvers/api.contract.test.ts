import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApi } from './helpers/startApi.ts';
import type { Api } from './helpers/startApi.ts';

const ids = Array.from({ length: 12 }, (_, index) => `film-${String(index + 1).padStart(2, '0')}`);

/** Stands in for the scoring function: the catalogue in order, without what is excluded or seen. */
const score = (payload: Record<string, unknown>) => {
  const {
    excludeItemIds = [],
    history = [],
    limit,
    placement,
  } = payload as {
    excludeItemIds?: string[];
    history?: { itemId: string }[];
    limit: number;
    placement: string;
  };
  const left = ids.filter(
    (itemId) => !excludeItemIds.includes(itemId) && !history.some((entry) => entry.itemId === itemId),
  );
  return {
    recommendationId: `r-${Math.random()}`,
    placement,
    source: 'MODEL',
    degraded: false,
    modelVersion: 'v1',
    generatedAt: new Date().toISOString(),
    basedOn: null,
    items: left.slice(0, limit).map((itemId, index) => ({ itemId, score: 1 / (index + 1), reasons: [] })),
  };
};

let api: Api;
let ada: Record<string, string>;
let admin: Record<string, string>;

beforeAll(async () => {
  api = await startApi(score);
  ada = await api.as('ada');
  admin = await api.as('root', { groups: ['admin'] });
  const { errors } = await api.query(
    'mutation ($input: PutItemsInput!) { putItems(input: $input) { results { errorType } } }',
    {
      input: {
        items: ids.map((itemId, index) => ({
          itemId,
          title: `Film ${index + 1}`,
          price: index,
          tags: ['film'],
          attributes: '{"n":1}',
        })),
      },
    },
    admin,
  );
  expect(errors).toBeUndefined();
});
afterAll(() => api?.stop());
beforeEach(() => {
  api.requests.length = 0;
});

const list = '{ recommendationId source basedOn nextToken items { itemId } }';
interface List {
  recommendationId: string;
  source: string;
  basedOn: string | null;
  nextToken: string | null;
  items: { itemId: string }[];
}
const recommendations = async (args: string, fields = list, headers = ada): Promise<List> => {
  const { data, errors } = await api.query(`{ recommendations${args} ${fields} }`, {}, headers);
  expect(errors).toBeUndefined();
  return (data as unknown as { recommendations: List }).recommendations;
};
const record = (input: object, headers = ada) =>
  api.query(
    'mutation ($input: RecordInteractionInput!) { recordInteraction(input: $input) { userId itemId eventId timestamp recordedAt eventValue properties context { device attributes } } }',
    { input },
    headers,
  );

describe('the resolvers on a real DynamoDB', () => {
  it('record once however often a client retries', async () => {
    const input = {
      itemId: 'film-01',
      eventType: 'RATING',
      eventValue: 4.5,
      eventId: 'e1',
      timestamp: '2026-01-01T00:00:00Z',
      context: { device: 'phone', attributes: '{"mood":"calm"}' },
      properties: '{"a":{"b":[1]}}',
    };
    const first = await record(input);
    const again = await record(input);
    expect(first.errors).toBeUndefined();
    expect(again).toEqual(first);
    expect(first.data).toMatchObject({
      recordInteraction: {
        userId: 'ada',
        timestamp: '2026-01-01T00:00:00.000Z',
        properties: '{"a":{"b":[1]}}',
        context: { attributes: '{"mood":"calm"}' },
      },
    });
    expect((await record({ ...input, eventValue: 1 })).errors).toMatchObject([{ errorType: 'EventConflict' }]);
    expect(api.requests.slice(0, 3)).toEqual(['UserData.BatchGetItem', 'UserData.BatchPutItem', 'UserData.PutItem']);
  });

  it('record batches with one read over both tables and one write, and a mark that they came late', async () => {
    const entry = { itemId: 'film-02', eventType: 'VIEW', eventId: 'b1', timestamp: '2026-01-02T00:00:00Z' };
    const run = () =>
      api.query(
        'mutation ($input: RecordInteractionsInput!) { recordInteractions(input: $input) { results { outcome errorType interaction { itemId recordedAt } } } }',
        {
          input: {
            interactions: [
              entry,
              { itemId: 'film-02', eventType: 'IMPRESSION' },
              { ...entry, itemId: 'nothing', eventId: 'b2' },
              entry,
            ],
          },
        },
        ada,
      );
    const first = await run();
    expect(first.data).toMatchObject({
      recordInteractions: {
        results: [
          { outcome: 'RECORDED' },
          { outcome: 'RECORDED' },
          { outcome: 'REJECTED', errorType: 'ItemNotFound' },
          { outcome: 'DUPLICATE' },
        ],
      },
    });
    expect(api.requests).toEqual(['UserData.BatchGetItem', 'UserData.BatchPutItem', 'UserData.TransactWriteItems']);
    const second = await run();
    expect(second.data).toMatchObject({
      recordInteractions: {
        results: [{ outcome: 'DUPLICATE' }, { outcome: 'RECORDED' }, {}, { outcome: 'DUPLICATE' }],
      },
    });
  });

  it('score once, then answer from one read until the user does something', async () => {
    const first = await recommendations('(limit: 3)');
    expect(api.requests).toEqual(['UserData.Query', 'ScoreCandidates.Invoke', 'UserData.PutItem']);
    expect(first.source).toBe('MODEL');

    api.requests.length = 0;
    const second = await recommendations('(limit: 3)');
    expect(api.requests).toEqual(['UserData.Query', 'Feedback.GetItem']);
    expect(second).toMatchObject({
      source: 'STORED',
      recommendationId: first.recommendationId,
      items: first.items,
      basedOn: first.basedOn,
    });

    await record({ itemId: first.items[0].itemId, eventType: 'CLICK' });
    const third = await recommendations('(limit: 3)');
    expect(third.source).toBe('MODEL');
    expect(third.basedOn! > first.basedOn!).toBe(true);
    expect(third.items).not.toContainEqual(first.items[0]);
  });

  it('page to the end without repeats, whatever the user does between pages', async () => {
    const user = await api.as('walker');
    const seen: string[] = [];
    let token: string | null = null;
    for (let page = 0; page < 10 && (page === 0 || token); page += 1) {
      const answer: List = await recommendations(`(limit: 3${token ? `, nextToken: "${token}"` : ''})`, list, user);
      seen.push(...answer.items.map(({ itemId }) => itemId));
      token = answer.nextToken;
      if (page === 1) await record({ itemId: 'film-12', eventType: 'VIEW' }, user);
    }
    expect(token).toBeNull();
    expect(seen).toEqual(ids.slice(0, 11));
  });

  it('read the catalogue only for fields of items, in one batch, and leave out what is hidden since', async () => {
    const user = await api.as('reader');
    await recommendations('(limit: 2)', list, user);
    await api.query(
      'mutation { putItem(input: { itemId: "film-01", title: "Film 1", hidden: true }) { itemId } }',
      {},
      admin,
    );
    api.requests.length = 0;
    const plain = await recommendations('(limit: 2)', '{ items { itemId reasons { code } item { itemId } } }', user);
    expect(api.requests).toEqual(['UserData.Query', 'Feedback.GetItem']);
    expect(plain.items).toEqual([
      { itemId: 'film-01', reasons: [], item: { itemId: 'film-01' } },
      { itemId: 'film-02', reasons: [], item: { itemId: 'film-02' } },
    ]);

    const dressed = await recommendations(
      '(limit: 2)',
      '{ items { film: item { name: title attributes tags createdAt } } }',
      user,
    );
    expect(api.requests).toEqual([
      ...['UserData.Query', 'Feedback.GetItem', 'UserData.Query', 'Feedback.GetItem'],
      'Catalogue.BatchGetItem',
    ]);
    expect(dressed.items).toEqual([
      { film: { name: 'Film 2', attributes: '{"n":1}', tags: ['film'], createdAt: expect.any(String) } },
    ]);
    await api.query('mutation { putItem(input: { itemId: "film-01", title: "Film 1" }) { itemId } }', {}, admin);
  });

  it('keep when an item was created, remove what is left out, and delete it once', async () => {
    const put = (input: object) =>
      api.query(
        'mutation ($input: PutItemInput!) { putItem(input: $input) { itemId title brand categories createdAt updatedAt } }',
        { input },
        admin,
      );
    const first = (await put({ itemId: 'new', title: 'New', brand: 'b', categories: ['c'] })).data as unknown as {
      putItem: Record<string, string>;
    };
    const second = (await put({ itemId: 'new', title: 'Newer' })).data as unknown as {
      putItem: Record<string, string>;
    };
    expect(second.putItem).toMatchObject({
      title: 'Newer',
      brand: null,
      categories: [],
      createdAt: first.putItem.createdAt,
    });
    expect(second.putItem.updatedAt >= first.putItem.updatedAt).toBe(true);
    const remove = () => api.query('mutation { deleteItem(input: { itemId: "new" }) { title } }', {}, admin);
    expect((await remove()).data).toEqual({ deleteItem: { title: 'Newer' } });
    expect((await remove()).errors).toMatchObject([{ errorType: 'ItemNotFound' }]);
    expect((await api.query('{ item(itemId: "new") { title } }')).data).toEqual({ item: null });
  });

  it('page through a filtered catalogue', async () => {
    const seen: string[] = [];
    let token: string | null = null;
    do {
      const { data, errors } = await api.query(
        'query ($token: String) { items(limit: 4, filter: { price: { ge: 2 }, not: { title: { eq: "Film 5" } } }, nextToken: $token) { items { itemId } nextToken } }',
        { token },
      );
      expect(errors).toBeUndefined();
      const { items } = data as unknown as { items: { items: { itemId: string }[]; nextToken: string | null } };
      seen.push(...items.items.map(({ itemId }) => itemId));
      token = items.nextToken;
    } while (token);
    expect(seen.sort()).toEqual(ids.filter((itemId) => itemId > 'film-02' && itemId !== 'film-05'));
  });

  it('list interactions newest first, page by page, without impressions', async () => {
    const user = await api.as('lister');
    for (const second of [1, 2, 3, 4]) {
      await record(
        {
          itemId: 'film-01',
          eventType: second === 2 ? 'LIKE' : 'VIEW',
          eventId: `e${second}`,
          timestamp: `2026-01-01T00:00:0${second}Z`,
        },
        user,
      );
    }
    await record(
      { itemId: 'film-01', eventType: 'IMPRESSION', eventId: 'shown', timestamp: '2026-01-01T00:00:09Z' },
      user,
    );
    const read = async (args: string) =>
      (
        (await api.query(`{ interactions(${args}) { items { eventId } nextToken } }`, {}, user)).data as unknown as {
          interactions: { items: { eventId: string }[]; nextToken: string | null };
        }
      ).interactions;
    const first = await read('limit: 3');
    const second = await read(`limit: 3, nextToken: "${first.nextToken}"`);
    expect([first, second].map(({ items }) => items.map(({ eventId }) => eventId))).toEqual([
      ['e4', 'e3', 'e2'],
      ['e1'],
    ]);
    expect((await read('eventType: LIKE')).items).toEqual([{ eventId: 'e2' }]);
    expect((await read('eventType: IMPRESSION')).items).toEqual([{ eventId: 'shown' }]);
  });

  it("refuse a token of another user's interactions", async () => {
    const { data } = await api.query('{ interactions(limit: 1) { nextToken } }', {}, await api.as('lister'));
    const token = (data as unknown as { interactions: { nextToken: string } }).interactions.nextToken;
    const { errors } = await api.query(`{ interactions(nextToken: "${token}") { items { eventId } } }`, {}, ada);
    expect(errors).toMatchObject([{ errorType: 'InvalidNextToken' }]);
  });

  it('find similar and popular items with an API key, and popular ones while nothing trends', async () => {
    const { data, errors } = await api.query(
      `{ similarItems(itemId: "film-01", limit: 1) ${list} popularItems(limit: 1) ${list} trendingItems(limit: 1, category: "x") ${list} }`,
    );
    expect(errors).toBeUndefined();
    expect(Object.keys(data ?? {})).toEqual(['similarItems', 'popularItems', 'trendingItems']);
    expect((await api.query(`{ similarItems(itemId: "none") ${list} }`)).errors).toMatchObject([
      { errorType: 'ItemNotFound' },
    ]);
  });
});
