import { describe, expect, it } from 'vitest';
import { nowInstant, people } from './helpers/bundles.ts';
import { runField } from './helpers/runField.ts';
import type { Answer } from './helpers/runField.ts';

const record = (itemId: string, more: object = {}) => ({
  itemId,
  createdAt: nowInstant,
  updatedAt: nowInstant,
  ...more,
});
const matches = (count: number, nextToken: string | null) => (): Answer => ({
  result: { items: Array.from({ length: count }, (_, index) => record(`i${index + 1}`)), nextToken },
});
interface Page {
  items: { itemId: string }[];
  nextToken: string | null;
}

function list(
  args: Record<string, unknown>,
  answer: () => Answer = matches(0, null),
  identity: unknown = people.apiKey,
) {
  const run = runField('Query.items', { identity, arguments: args }, { 'Query.items': answer });
  const page = run.value as Page | undefined;
  return { ...run, page, ids: page?.items.map(({ itemId }) => itemId), request: run.requests[0]?.request };
}

describe('Query.items', () => {
  it('lists what is not hidden, reading no more than the page', () => {
    const { request, page } = list({ limit: 2 }, () => ({
      result: { items: [record('i1', { tags: ['a'], attributes: '{"x":[1]}' })], nextToken: null },
    }));
    expect(request).toEqual({
      operation: 'Scan',
      limit: 2,
      nextToken: null,
      filter: {
        expression: 'attribute_not_exists(#hidden) OR #hidden = :shown',
        expressionNames: { '#hidden': 'hidden' },
        expressionValues: { ':shown': { BOOL: false } },
      },
    });
    expect(page).toEqual({
      items: [
        {
          itemId: 'i1',
          tags: ['a'],
          categories: [],
          hidden: false,
          attributes: { x: [1] },
          createdAt: nowInstant,
          updatedAt: nowInstant,
        },
      ],
      nextToken: null,
    });
  });

  it.each([
    ['admins', people.admin],
    ['backends', people.backend],
  ])('lists hidden items for %s', (_who, identity) => {
    const { request, page } = list({}, () => ({ result: { items: [record('i1', { hidden: true })] } }), identity);
    expect(request).toEqual({ operation: 'Scan', limit: 25, nextToken: null });
    expect(page?.items[0]).toMatchObject({ hidden: true });
  });

  it('filters before the limit: it reads on and skips what earlier pages showed', () => {
    const filter = { brand: { eq: 'b' } };
    const first = list({ filter, limit: 2 }, matches(5, 'start-2'));
    expect(first.request).toMatchObject({ limit: 1000, nextToken: null });
    expect(first.ids).toEqual(['i1', 'i2']);

    const second = list({ filter, limit: 2, nextToken: first.page?.nextToken }, matches(5, 'start-2'));
    expect(second.request).toMatchObject({ limit: 1000, nextToken: null });
    expect(second.ids).toEqual(['i3', 'i4']);

    const third = list({ filter, limit: 2, nextToken: second.page?.nextToken }, matches(5, 'start-2'));
    expect(third.ids).toEqual(['i5']);

    const fourth = list({ filter, limit: 2, nextToken: third.page?.nextToken }, matches(1, null));
    expect(fourth.request).toMatchObject({ nextToken: 'start-2' });
    expect([fourth.ids, fourth.page?.nextToken]).toEqual([['i1'], null]);
  });

  it('refuses the token of a page with another filter: what it skips are matches of its own', () => {
    const filter = { brand: { eq: 'b' } };
    const nextToken = list({ filter, limit: 2 }, matches(5, 'start-2')).page?.nextToken;
    for (const other of [{ brand: { eq: 'c' } }, undefined]) {
      expect(list({ filter: other, limit: 2, nextToken }).error?.type).toBe('InvalidNextToken');
    }
    // The form of the text is judged before it is put into the token's.
    expect(list({ filter: { brand: { eq: '\ud83d' } }, nextToken }).error?.type).toBe('InvalidInput');
  });

  it('goes on after a page that the limit ends exactly', () => {
    const first = list({ limit: 2 }, matches(2, 'start-2'));
    expect(list({ limit: 2, nextToken: first.page?.nextToken }, matches(0, null)).request).toMatchObject({
      nextToken: 'start-2',
    });
  });

  const names = (...fields: string[]) => Object.fromEntries(fields.map((field) => [`#${field}`, field]));
  it.each([
    [{ itemId: { beginsWith: 'a' } }, 'begins_with(#itemId, :v0)', names('itemId'), { ':v0': { S: 'a' } }],
    [
      { title: { contains: 'a', ne: 'b' } },
      'contains(#title, :v0) AND (attribute_not_exists(#title) OR #title <> :v1)',
      names('title'),
      { ':v0': { S: 'a' }, ':v1': { S: 'b' } },
    ],
    [{ brand: { in: ['a', 'b'] } }, '#brand IN (:v0, :v1)', names('brand'), { ':v0': { S: 'a' }, ':v1': { S: 'b' } }],
    [
      { price: { gt: 1, le: 2.5 } },
      '#price > :v0 AND #price <= :v1',
      names('price'),
      { ':v0': { N: 1 }, ':v1': { N: 2.5 } },
    ],
    [
      { price: { between: [2, 1] } },
      '#price >= :v0 AND #price <= :v1',
      names('price'),
      { ':v0': { N: 2 }, ':v1': { N: 1 } },
    ],
    [
      { creator: { exists: false }, brand: { exists: true } },
      'attribute_exists(#brand) AND attribute_not_exists(#creator)',
      names('brand', 'creator'),
      undefined,
    ],
    [
      { tags: { containsAny: ['a', 'b'], containsAll: ['c', 'd'] } },
      '(contains(#tags, :v0) OR contains(#tags, :v1)) AND contains(#tags, :v2) AND contains(#tags, :v3)',
      names('tags'),
      { ':v0': { S: 'a' }, ':v1': { S: 'b' }, ':v2': { S: 'c' }, ':v3': { S: 'd' } },
    ],
    [
      { categories: { notContains: 'a', exists: false } },
      '(attribute_not_exists(#categories) OR NOT contains(#categories, :v0)) AND (attribute_not_exists(#categories) OR size(#categories) = :v1)',
      names('categories'),
      { ':v0': { S: 'a' }, ':v1': { N: 0 } },
    ],
    [
      { availableFrom: { lt: '2026-11-21T12:00+02:00' } },
      '#availableFrom < :v0',
      names('availableFrom'),
      { ':v0': { S: '2026-11-21T10:00:00.000Z' } },
    ],
    [
      {
        brand: { eq: 'a' },
        or: [{ price: { lt: 1 } }, { and: [{ price: { gt: 2 } }, { not: { title: { eq: 'x' } } }] }],
      },
      '#brand = :v3 AND (#price < :v2 OR #price > :v1 AND NOT #title = :v0)',
      names('title', 'price', 'brand'),
      { ':v0': { S: 'x' }, ':v1': { N: 2 }, ':v2': { N: 1 }, ':v3': { S: 'a' } },
    ],
  ])('turns %j into an expression', (filter, expression, expressionNames, expressionValues) => {
    const { request, error } = list({ filter }, matches(0, null), people.admin);
    expect(error).toBeUndefined();
    expect(request?.filter).toEqual({ expression, expressionNames, ...(expressionValues ? { expressionValues } : {}) });
  });

  const nested = (depth: number): object => (depth === 0 ? { brand: { eq: 'b' } } : { not: nested(depth - 1) });
  it('nests four deep and no deeper', () => {
    expect(list({ filter: nested(4) }).error).toBeUndefined();
    expect(list({ filter: nested(5) }).error).toMatchObject({
      type: 'InvalidInput',
      message: expect.stringContaining('filter.not.not.not.not.not: received a filter nested deeper'),
    });
  });

  it.each([
    [{ and: [] }, 'filter.and: received an empty list'],
    [{ or: [{}] }, 'filter.or[0]: received an empty filter'],
    [{ not: {} }, 'filter.not: received an empty filter'],
    [{ brand: { in: [] } }, 'filter.brand.in: received 0 values'],
    [{ brand: { in: Array.from({ length: 51 }, () => 'x') } }, 'filter.brand.in: received 51 values'],
    [{ price: { between: [1, 2, 3] } }, 'filter.price.between: received 3 values'],
    [{ title: { contains: '' } }, 'filter.title.contains: received an empty text'],
    [{ title: { eq: 'x'.repeat(1025) } }, 'filter.title.eq: received 1025 characters'],
    [{ availableUntil: { gt: 'tomorrow' } }, 'filter.availableUntil.gt: received "tomorrow"'],
    [{ and: Array.from({ length: 50 }, () => ({ price: { gt: 1 } })) }, 'filter: received a larger filter'],
    [
      { and: Array.from({ length: 12 }, () => ({ brand: { in: Array.from({ length: 50 }, () => 'x') } })) },
      'filter: received more conditions than fit',
    ],
  ])('refuses %j', (filter, message) => {
    const { error, requests } = list({ filter });
    expect(error?.type).toBe('InvalidInput');
    expect(error?.message).toContain(message);
    expect(requests).toEqual([]);
  });

  it.each([[0], [101]])('refuses a limit of %i', (limit) => {
    expect(list({ limit }).error).toMatchObject({
      type: 'InvalidInput',
      message: `limit: received ${limit}; allowed: 1 to 100.`,
    });
  });

  const token = (text: string) => Buffer.from(text).toString('base64');
  it.each([
    [''],
    ['%%%'],
    [token('items%2F%7B%7D|x|')],
    [token('interactions|0|s')],
    [token('items%2F%7B%7D|0|a b')],
    [token('items%2F%7B%7D|12345|')],
  ])('refuses the token %j', (nextToken) => {
    expect(list({ nextToken }).error?.type).toBe('InvalidNextToken');
  });

  it.each([
    ['DynamoDB:ValidationException', 'The provided starting key is invalid', 'InvalidNextToken'],
    ['DynamoDB:ThrottlingException', 'token bucket', 'Throttled'],
    ['DynamoDB:InternalServerError', 'boom', 'InternalFailure'],
  ])('reports %s of a page as %s', (type, message, errorType) => {
    const { error } = list({ nextToken: token('items%2F%7B%7D|0|made-up') }, () => ({
      error: { type, message },
      result: null,
    }));
    expect(error?.type).toBe(errorType);
  });

  it('does not blame a token that was not given', () => {
    expect(list({}, () => ({ error: { type: 'DynamoDB:ValidationException', message: 'x' } })).error?.type).toBe(
      'InternalFailure',
    );
  });
});
