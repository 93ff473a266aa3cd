import { expect, it } from 'vitest';
import type { SubscriptionFilterCondition } from '../../../appsync-js/index.ts';
import { checkFilter } from '../../../appsync/subscriptions/checkFilter.ts';
import { matchesFilter } from '../../../appsync/subscriptions/matchesFilter.ts';
import { GraphQLObjectType, GraphQLString } from 'graphql';

type Operator = SubscriptionFilterCondition['operator'];
const payload = {
  text: 'hello',
  number: 5,
  float: 1.5,
  flag: true,
  none: null,
  list: ['red', 'blue'],
  numbers: [1, 2],
  seller: { name: 'ann', address: { zip: '1234' } },
  offers: [
    { price: 10, tags: ['a'] },
    { price: 20, tags: ['b'] },
  ],
};

/** field, operator, value, whether it holds. */
const cases: [string, Operator, unknown, boolean][] = [
  ['text', 'eq', 'hello', true],
  ['text', 'eq', 'Hello', false],
  ['number', 'eq', 5, true],
  ['number', 'eq', '5', false],
  ['flag', 'eq', true, true],
  ['flag', 'eq', false, false],
  ['none', 'eq', null, true],
  ['text', 'eq', null, false],
  ['missing', 'eq', 'x', false],
  ['text', 'ne', 'other', true],
  ['text', 'ne', 'hello', false],
  ['missing', 'ne', 'x', true],
  ['none', 'ne', null, false],
  ['text', 'ne', null, true],
  ['number', 'lt', 6, true],
  ['number', 'lt', 5, false],
  ['text', 'lt', 'hellp', true],
  ['missing', 'lt', 5, false],
  ['text', 'lt', 5, false],
  ['number', 'le', 5, true],
  ['number', 'le', 4, false],
  ['number', 'gt', 4.5, true],
  ['number', 'gt', 5, false],
  ['number', 'ge', 5, true],
  ['number', 'ge', 6, false],
  ['none', 'ge', 0, false],
  ['number', 'between', [1, 5], true],
  ['number', 'between', [6, 9], false],
  ['text', 'between', ['h', 'i'], true],
  ['text', 'beginsWith', 'he', true],
  ['text', 'beginsWith', 'el', false],
  ['number', 'beginsWith', '5', false],
  ['text', 'contains', 'ell', true],
  ['text', 'contains', 'z', false],
  ['list', 'contains', 'red', true],
  ['list', 'contains', 're', false],
  ['numbers', 'contains', 2, true],
  ['missing', 'contains', 'x', false],
  ['text', 'notContains', 'z', true],
  ['text', 'notContains', 'ell', false],
  ['list', 'notContains', 'red', false],
  ['missing', 'notContains', 'x', true],
  ['text', 'in', ['a', 'hello'], true],
  ['text', 'in', ['a'], false],
  ['number', 'in', [5], true],
  ['missing', 'in', ['x'], false],
  ['text', 'notIn', ['a'], true],
  ['text', 'notIn', ['hello'], false],
  ['missing', 'notIn', ['x'], true],
  ['list', 'containsAny', ['green', 'blue'], true],
  ['list', 'containsAny', ['green'], false],
  ['numbers', 'containsAny', [9, 1], true],
  ['seller.name', 'eq', 'ann', true],
  ['seller.address.zip', 'beginsWith', '12', true],
  ['seller.nothing.zip', 'eq', '1', false],
  ['offers.price', 'gt', 15, true],
  ['offers.price', 'gt', 25, false],
  ['offers.tags', 'contains', 'b', true],
  ['toString', 'ne', null, false],
  ['constructor.name', 'eq', 'Object', false],
];

it.each(cases)('%s %s %j is %j', (fieldName, operator, value, holds) => {
  expect(matchesFilter({ filterGroup: [{ filters: [{ fieldName, operator, value }] }] }, payload)).toBe(holds);
});

it('joins filters of a group by and, groups by or', () => {
  const yes: SubscriptionFilterCondition = { fieldName: 'number', operator: 'eq', value: 5 };
  const no: SubscriptionFilterCondition = { fieldName: 'number', operator: 'eq', value: 6 };
  const match = (...groups: SubscriptionFilterCondition[][]) =>
    matchesFilter({ filterGroup: groups.map((filters) => ({ filters })) }, payload);
  expect(match([yes, yes])).toBe(true);
  expect(match([yes, no])).toBe(false);
  expect(match([yes, no], [yes])).toBe(true);
  expect(match([no], [no])).toBe(false);
});

it('is refused beyond the quotas of AppSync', () => {
  const type = new GraphQLObjectType({ name: 'Thing', fields: { id: { type: GraphQLString } } });
  const check = (groups: number, filters: number, operator: Operator = 'eq', value: unknown = 'x') =>
    checkFilter(
      {
        filterGroup: Array.from({ length: groups }, () => ({
          filters: Array.from({ length: filters }, () => ({ fieldName: 'id', operator, value })),
        })),
      },
      type,
    );
  expect(check(10, 5)).toBeUndefined();
  expect(check(11, 1)).toContain('11 groups');
  expect(check(1, 6)).toContain('6 filters');
  expect(check(0, 1)).toContain('no filterGroup');
  expect(check(1, 0)).toContain('no filters');
  expect(check(1, 1, 'in', ['1', '2', '3', '4', '5'])).toBeUndefined();
  expect(check(1, 1, 'in', ['1', '2', '3', '4', '5', '6'])).toContain('1 to 5');
  expect(check(1, 1, 'between', [1])).toContain('two values');
  expect(
    checkFilter({ filterGroup: [{ filters: [{ fieldName: 'id.b.c.d.e', operator: 'eq', value: 1 }] }] }, type),
  ).toBeUndefined();
  expect(
    checkFilter({ filterGroup: [{ filters: [{ fieldName: 'id.b.c.d.e.f', operator: 'eq', value: 1 }] }] }, type),
  ).toContain('deeper than 5');
  expect(check(1, 1, 'like' as Operator)).toContain("'like' is not an operator");
});
