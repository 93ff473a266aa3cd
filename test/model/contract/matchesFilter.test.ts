import { describe, expect, test } from 'vitest';
import { matchesFilter } from '../../../model/contract/index.ts';
import type { CatalogueItem, ItemFilter } from '../../../model/contract/index.ts';

const film: CatalogueItem = {
  itemId: 'i1',
  title: 'Alien Worlds',
  brand: 'Acme',
  categories: ['Sci-Fi', 'Horror'],
  tags: ['space'],
  price: 10,
  availableFrom: '2026-01-01T00:00:00Z',
};

const cases: [string, ItemFilter, boolean][] = [
  ['an empty filter', {}, true],
  ['null conditions', { title: null, and: null, price: { eq: null } }, true],
  ['eq', { brand: { eq: 'Acme' } }, true],
  ['eq is case-sensitive', { brand: { eq: 'acme' } }, false],
  ['ne', { brand: { ne: 'Acme' } }, false],
  ['ne of an absent field', { creator: { ne: 'Someone' } }, true],
  ['in', { itemId: { in: ['i0', 'i1'] } }, true],
  ['in without the value', { itemId: { in: ['i0'] } }, false],
  ['contains', { title: { contains: 'Wor' } }, true],
  ['beginsWith', { title: { beginsWith: 'World' } }, false],
  ['number comparisons', { price: { gt: 9, lt: 11, ge: 10, le: 10 } }, true],
  ['gt is strict', { price: { gt: 10 } }, false],
  ['between includes both ends', { price: { between: [10, 20] } }, true],
  ['between outside', { price: { between: [11, 20] } }, false],
  ['a zero operand counts', { price: { le: 0 } }, false],
  ['several operators all hold', { price: { ge: 1, ne: 10 } }, false],
  ['any comparison of an absent field', { creator: { ge: 'a' } }, false],
  ['contains of an absent field', { creator: { contains: 'a' } }, false],
  ['exists false of an absent field', { creator: { exists: false } }, true],
  ['exists true of an absent field', { creator: { exists: true } }, false],
  ['exists false of a present field', { brand: { exists: false } }, false],
  ['list contains', { categories: { contains: 'Horror' } }, true],
  ['list notContains', { tags: { notContains: 'space' } }, false],
  ['list containsAny', { categories: { containsAny: ['Drama', 'Horror'] } }, true],
  ['list containsAll', { categories: { containsAll: ['Sci-Fi', 'Drama'] } }, false],
  ['list exists', { tags: { exists: false } }, false],
  ['instants compare across offsets', { availableFrom: { eq: '2026-01-01T01:00:00+01:00' } }, true],
  ['instants compare by time', { availableFrom: { le: '2026-01-01T00:00:00.000Z' } }, true],
  ['an absent instant', { availableUntil: { gt: '2020-01-01T00:00:00Z' } }, false],
  ['and', { and: [{ brand: { eq: 'Acme' } }, { price: { gt: 100 } }] }, false],
  ['or', { or: [{ brand: { eq: 'Other' } }, { price: { gt: 1 } }] }, true],
  ['or of nothing', { or: [] }, false],
  ['not', { not: { brand: { eq: 'Acme' } } }, false],
  ['not inside and with a field', { title: { contains: 'Alien' }, not: { tags: { contains: 'sea' } } }, true],
];

describe('matchesFilter', () => {
  test.each(cases)('%s', (_name, filter, expected) => {
    expect(matchesFilter(filter, film)).toBe(expected);
  });
});
