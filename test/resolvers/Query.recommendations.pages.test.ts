import { packRankedItems } from '../../schema/contract/rankedItems.ts';
import { describe, expect, it } from 'vitest';
import {
  at,
  event,
  history,
  idsOf,
  item,
  items,
  payloadOf,
  recommend,
  rows,
  scored,
  stored,
  storedList,
} from './helpers/recommend.ts';

describe('Query.recommendations: pages', () => {
  it('walk through a stored list without scoring and without repeats', () => {
    const first = recommend({ limit: 2 }, { readUser: rows(storedList) }).value;
    const second = recommend({ limit: 2, nextToken: first.nextToken }, { readUser: rows(storedList) }).value;
    expect([idsOf(first), idsOf(second)]).toEqual([
      ['i1', 'i2'],
      ['i3', 'i4'],
    ]);
    expect(second).toMatchObject({ source: 'STORED', recommendationId: 'stored-1' });
  });

  it('go on behind the end of the stored list by scoring what is left, without storing that', () => {
    const first = recommend({ limit: 4 }, { readUser: rows(storedList) }).value;
    const run = recommend(
      { limit: 4, nextToken: first.nextToken },
      { readUser: rows(storedList), scoreCandidates: scored(items(5, 9)) },
    );
    expect(payloadOf(run)).toMatchObject({ limit: 5, excludeItemIds: ['i1', 'i2', 'i3', 'i4'] });
    expect(idsOf(run.value)).toEqual(['i5', 'i6', 'i7', 'i8']);
  });

  it('stay with the history of the first page and leave out what was done since', () => {
    const first = recommend({ limit: 2 }, { readUser: rows(storedList) }).value;
    const clicked = event('i1', at(50));
    const watched = event('i4', at(51));
    const run = recommend(
      { limit: 2, nextToken: first.nextToken },
      {
        readUser: () => ({
          result: { items: [{ ...storedList, basedOn: at(51) }, watched, clicked, history[0]], nextToken: null },
        }),
        scoreCandidates: scored(items(3, 5)),
      },
    );
    expect(payloadOf(run)).toMatchObject({
      excludeItemIds: ['i1', 'i2', 'i4', 'i1'],
      history: [{ itemId: 'seen-2' }],
    });
    expect(run.value.basedOn).toBe(at(2));
  });

  it('do not overlap when the second comes from another list than the first', () => {
    const first = recommend(
      { limit: 3, filter: { brand: { eq: 'b' } } },
      { readUser: rows(), scoreCandidates: scored(items(1, 4)) },
    ).value;
    const other = { ...storedList, items: packRankedItems(['i9', 'i2', 'i1', 'i8', 'i3'].map(item)) };
    const second = recommend({ limit: 2, nextToken: first.nextToken }, { readUser: rows(other) }).value;
    expect(idsOf(second)).toEqual(['i9', 'i8']);
  });

  it('end when the model has no more', () => {
    const run = recommend(
      { limit: 3 },
      { readUser: rows(), scoreCandidates: scored(items(1, 3)), storeRecommendations: stored },
    );
    expect(run.value.nextToken).toBeNull();
  });

  it('carry ids with any characters', () => {
    const odd = ['a,b|c', 'ключ %41', '__proto__', '+ &=', 'x'.repeat(256)];
    const list = odd.map(item);
    const first = recommend(
      { limit: 4 },
      { readUser: rows(), scoreCandidates: scored(list), storeRecommendations: stored },
    ).value;
    const run = recommend({ limit: 4, nextToken: first.nextToken }, { readUser: rows(), scoreCandidates: scored([]) });
    expect(payloadOf(run)).toMatchObject({ excludeItemIds: odd.slice(0, 4) });
  });

  it('end after 500 items', () => {
    let token: string | null = null;
    let count = 0;
    for (let page = 0; page < 6 && (page === 0 || token); page += 1) {
      const from = page * 100 + 1;
      const run = recommend(
        { limit: 100, nextToken: token },
        {
          readUser: rows(),
          scoreCandidates: scored(items(from, from + 100)),
          storeRecommendations: stored,
        },
      );
      expect(run.error).toBeUndefined();
      count += run.value.items.length;
      token = run.value.nextToken;
    }
    expect({ count, token }).toEqual({ count: 500, token: null });
  });

  const token = (text: string) => Buffer.from(text).toString('base64');
  it.each([
    ['nothing', ''],
    ['no base64', 'not a token!'],
    ['a wrong length', 'abcde'],
    ['other bytes', token('\u0000\uffff')],
    ['JSON', token('{"offset":5}')],
    ['another list', token('recommendations%2Fcart|-|i1')],
    ['a made-up moment', token('recommendations%2Fhome|yesterday|i1')],
    ['no ids', token('recommendations%2Fhome|-|')],
    ['a broken escape', token('recommendations%2Fhome|-|%zz')],
    ['a cut escape', token('recommendations%2Fhome|-|a%2')],
    ['too many ids', token(`recommendations%2Fhome|-|${Array.from({ length: 500 }, (_, index) => index).join(',')}`)],
  ])('refuse a token with %s', (_what, nextToken) => {
    const run = recommend({ nextToken }, {});
    expect(run.error?.type).toBe('InvalidNextToken');
    expect(run.requests).toEqual([]);
  });
});
