import { describe, expect, test } from 'vitest';
import { InvalidInvocationError, parseInvocationRequest } from '../../../model/contract/index.ts';

const minimal = { kind: 'RECOMMEND', now: 1_700_000_000_000, limit: 10 };

describe('parseInvocationRequest', () => {
  test('takes a minimal and a full request', () => {
    expect(parseInvocationRequest(minimal)).toMatchObject(minimal);
    const full = {
      ...minimal,
      kind: 'RERANK',
      history: [{ itemId: 'a', eventType: 'VIEW', eventValue: 2, timestamp: 5 }],
      candidateItemIds: ['a', 'b'],
      excludeItemIds: [],
      excludeSeen: true,
      filter: {
        and: [{ price: { between: [1, 2] } }],
        tags: { containsAny: ['x'] },
        availableFrom: { le: '2026-01-01' },
      },
      context: { device: 'phone', hourOfDay: 3, attributes: { a: 'b' } },
      diversity: 0.5,
      exploration: 0,
      seed: 3,
      pinnedItemIds: ['p'],
      boosts: { b: 1.5 },
      freshness: 1,
      explain: false,
    };
    expect(parseInvocationRequest(full)).toMatchObject(full);
  });

  test('null counts as absent and unknown fields are ignored', () => {
    const parsed = parseInvocationRequest({ ...minimal, history: null, filter: null, later: 1 });
    expect(parsed).toMatchObject({ history: undefined, filter: undefined });
    expect(parsed).not.toHaveProperty('later');
    const history = [{ itemId: 'a', eventType: 'VIEW', eventValue: null, timestamp: 5, later: 1 }];
    expect(parseInvocationRequest({ ...minimal, history })).toEqual({
      ...minimal,
      history: [{ itemId: 'a', eventType: 'VIEW', eventValue: undefined, timestamp: 5 }],
    });
  });

  test('takes a batch and names the request that is wrong', () => {
    expect(parseInvocationRequest({ requests: [minimal, minimal] })).toMatchObject({ requests: [minimal, minimal] });
    expect(() => parseInvocationRequest({ requests: [minimal, { ...minimal, limit: 0 }] })).toThrow(
      'requests[1].limit must be a whole number from 1 to 500; received 0.',
    );
    expect(() => parseInvocationRequest({ requests: [] })).toThrow('requests must be a list of 1 to 100 requests');
  });

  const wrong: [string, unknown, string][] = [
    ['not an object', 'x', 'The body must be a JSON object; received "x".'],
    ['null', null, 'The body must be a JSON object; received null.'],
    [
      'unknown kind',
      { ...minimal, kind: 'GUESS' },
      'kind must be one of RECOMMEND, SIMILAR, POPULAR, RERANK, EXPLAIN; received "GUESS".',
    ],
    ['no now', { kind: 'POPULAR', limit: 1 }, 'now must be a number from 0'],
    ['limit above 500', { ...minimal, limit: 501 }, 'limit must be a whole number from 1 to 500; received 501.'],
    ['limit with a fraction', { ...minimal, limit: 1.5 }, 'limit must be a whole number'],
    ['history not a list', { ...minimal, history: {} }, 'history must be a list'],
    [
      'event without item',
      { ...minimal, history: [{ eventType: 'VIEW', timestamp: 1 }] },
      'history[0].itemId must be an id',
    ],
    [
      'event with a text timestamp',
      { ...minimal, history: [{ itemId: 'a', eventType: 'VIEW', timestamp: 'x' }] },
      'history[0].timestamp',
    ],
    [
      'an id of 10 kB',
      { ...minimal, excludeItemIds: ['x'.repeat(10_000)] },
      'excludeItemIds[0] must be an id of 1 to 256 bytes',
    ],
    [
      'SIMILAR without item',
      { ...minimal, kind: 'SIMILAR' },
      'itemId must be given when kind is SIMILAR or EXPLAIN; received nothing.',
    ],
    ['RERANK without candidates', { ...minimal, kind: 'RERANK' }, 'candidateItemIds must be given when kind is RERANK'],
    ['diversity above 1', { ...minimal, diversity: 2 }, 'diversity must be a number from 0 to 1; received 2.'],
    ['boost of zero', { ...minimal, boosts: { a: 0 } }, 'boosts.a must be a finite number above 0; received 0.'],
    ['unknown filter field', { ...minimal, filter: { colour: { eq: 'red' } } }, 'filter.colour must be a filter field'],
    [
      'inherited filter field',
      { ...minimal, filter: { constructor: { eq: 'red' } } },
      'filter.constructor must be a filter field',
    ],
    [
      'unknown operator',
      { ...minimal, filter: { or: [{ price: { like: 1 } }] } },
      'filter.or[0].price.like must be an operator',
    ],
    [
      'operand of the wrong kind',
      { ...minimal, filter: { price: { eq: '1' } } },
      'filter.price.eq must be a number; received "1".',
    ],
    ['broken instant', { ...minimal, filter: { availableFrom: { gt: 'soon' } } }, 'must be an ISO 8601 instant'],
    [
      'between with one value',
      { ...minimal, filter: { price: { between: [1] } } },
      'filter.price.between must be a list of 2 values',
    ],
    ['explain as text', { ...minimal, explain: 'yes' }, 'explain must be true or false; received "yes".'],
  ];
  test.each(wrong)('refuses: %s', (_name, body, message) => {
    expect(() => parseInvocationRequest(body)).toThrow(InvalidInvocationError);
    expect(() => parseInvocationRequest(body)).toThrow(message);
  });

  test('refuses a filter nested too deep', () => {
    let filter: object = {};
    for (let depth = 0; depth < 50; depth += 1) filter = { not: filter };
    expect(() => parseInvocationRequest({ ...minimal, filter })).toThrow('nested at most 6 deep');
  });
});
