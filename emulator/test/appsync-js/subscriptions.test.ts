import { describe, expect, it } from 'vitest';
import { evaluateBody, evaluateExpression } from './evaluateExpression.ts';

type Condition = [fieldName: string, operator: string, value: unknown];

const groups = (source: string): Condition[][] =>
  (
    evaluateExpression(`util.transform.toSubscriptionFilter(${source})`) as {
      filterGroup: { filters: { fieldName: string; operator: string; value: unknown }[] }[];
    }
  ).filterGroup.map(({ filters }) => filters.map(({ fieldName, operator, value }) => [fieldName, operator, value]));

// Recorded on AWS (localstack/appsync-utils, test/transform-subscription).
describe('util.transform.toSubscriptionFilter', () => {
  it.each<[string, Condition[][]]>([
    [
      '{ a: { eq: 1 }, b: { eq: 2 } }',
      [
        [
          ['a', 'eq', 1],
          ['b', 'eq', 2],
        ],
      ],
    ],
    [
      '{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }',
      [
        [
          ['a', 'eq', 1],
          ['b', 'eq', 2],
        ],
      ],
    ],
    ['{ "loc.country": { eq: "USA" } }', [[['loc.country', 'eq', 'USA']]]],
    ['{ a: { eq: 1, ne: 2 } }', [[['a', 'eq', 1]], [['a', 'ne', 2]]]],
    ['{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', [[['a', 'eq', 1]], [['b', 'eq', 2]]]],
    [
      '{ and: [{ a: { eq: 1 } }, { or: [{ b: { eq: 2 } }, { c: { eq: 3 } }] }] }',
      [
        [
          ['a', 'eq', 1],
          ['b', 'eq', 2],
        ],
        [
          ['a', 'eq', 1],
          ['c', 'eq', 3],
        ],
      ],
    ],
    [
      '{ p: { lte: 50, gte: 20 }, and: [{ t: { ne: "B" } }], or: [{ x: { eq: 1 } }, { y: { eq: false } }] }',
      [
        [
          ['p', 'lte', 50],
          ['t', 'ne', 'B'],
          ['x', 'eq', 1],
        ],
        [
          ['p', 'lte', 50],
          ['t', 'ne', 'B'],
          ['y', 'eq', false],
        ],
        [
          ['p', 'gte', 20],
          ['t', 'ne', 'B'],
          ['x', 'eq', 1],
        ],
        [
          ['p', 'gte', 20],
          ['t', 'ne', 'B'],
          ['y', 'eq', false],
        ],
      ],
    ],
    [
      '{ a: { in: [1, 2] }, b: { between: [1, 9] } }',
      [
        [
          ['a', 'in', [1, 2]],
          ['b', 'between', [1, 9]],
        ],
      ],
    ],
    ['{ a: { bogus: 1 } }', [[['a', 'bogus', 1]]]],
    ['{ not: { a: { eq: 1 } } }', [[['not', 'a', { eq: 1 }]]]],
    ['{ a: { eq: 1 }, and: [{ b: { eq: 2 } }] }, ["b"]', [[['a', 'eq', 1]]]],
    [
      '{ a: { eq: 1 } }, [], { r1: { gte: 250 }, r2: { eq: "p" } }',
      [
        [
          ['a', 'eq', 1],
          ['r1', 'gte', 250],
        ],
        [
          ['a', 'eq', 1],
          ['r2', 'eq', 'p'],
        ],
      ],
    ],
    ['{}, [], { r1: { eq: 1 } }', [[['r1', 'eq', 1]]]],
    ['{}', []],
    ['{ a: {} }', []],
    ['{ and: [] }', []],
  ])('%s', (source, expected) => {
    expect(groups(source)).toEqual(expected);
  });

  it.each(['null', '', '[]', '\'{"a":{"eq":1}}\''])('answers null for %s', (source) => {
    expect(evaluateExpression(`util.transform.toSubscriptionFilter(${source})`)).toBeNull();
  });
});

describe('extensions', () => {
  it('hands filters, invalidations and evictions to whoever runs the resolver', () => {
    const filter = { filterGroup: [{ filters: [{ fieldName: 'userId', operator: 'eq', value: 'u1' }] }] };
    const evaluation = evaluateBody(
      `
      extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ userId: { eq: ctx.identity.sub } }));
      extensions.setSubscriptionInvalidationFilter(${JSON.stringify(filter)});
      extensions.invalidateSubscriptions({ subscriptionField: 'onUpdate', payload: { userId: 'u1' } });
      extensions.evictFromApiCache('Query', 'item', { 'ctx.args.id': 'i1' });
      return null;`,
      { identity: { sub: 'u1' } },
    );
    expect(evaluation.subscriptionFilter).toEqual(filter);
    expect(evaluation.subscriptionInvalidationFilter).toEqual(filter);
    expect(evaluation.invalidations).toEqual([{ subscriptionField: 'onUpdate', payload: { userId: 'u1' } }]);
    expect(evaluation.cacheEvictions).toEqual([
      { typeName: 'Query', fieldName: 'item', keyValuePair: { 'ctx.args.id': 'i1' } },
    ]);
  });

  it('leaves the filter out when none was set, and carries null when it was taken back', () => {
    expect(evaluateBody('return 1;')).not.toHaveProperty('subscriptionFilter');
    expect(evaluateBody('extensions.setSubscriptionFilter(null);').subscriptionFilter).toBeNull();
  });

  it.each([
    ['11 groups', '{ filterGroup: ctx.args.list.concat([1]).map(() => ({ filters: [] })) }', 'groups'],
    ['6 filters', '{ filterGroup: [{ filters: [1, 2, 3, 4, 5, 6] }] }', 'filters in a group'],
    [
      '6 values of in',
      '{ filterGroup: [{ filters: [{ fieldName: "a", operator: "in", value: [1, 2, 3, 4, 5, 6] }] }] }',
      'values for',
    ],
    [
      'an unknown operator',
      '{ filterGroup: [{ filters: [{ fieldName: "a", operator: "bogus", value: 1 }] }] }',
      'unknown operator',
    ],
  ])('refuses %s, which AppSync does not take', (_what, filter, words) => {
    const { error, logs } = evaluateBody(`extensions.setSubscriptionFilter(${filter});`, {
      arguments: { list: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
    });
    expect(error?.message).toMatch(/^code\.js:4:\d+: extensions\.setSubscriptionFilter: /);
    expect(logs[0]).toContain(words);
  });
});
