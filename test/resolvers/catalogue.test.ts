import { describe, expect, it } from 'vitest';
import { nowInstant, people, plain } from './helpers/bundles.ts';
import { audited, runField, withoutAudit } from './helpers/runField.ts';
import type { Answer } from './helpers/runField.ts';

const full = {
  itemId: 'film-1',
  title: 'Solaris',
  description: 'An ocean',
  categories: ['SciFi'],
  tags: ['space', 'slow'],
  brand: 'Mosfilm',
  creator: 'Tarkovsky',
  price: 9.5,
  imageUrl: 'https://example.com/a.jpg',
  availableFrom: '2026-01-01T00:00:00+01:00',
  availableUntil: '2027-01-01T00:00Z',
  hidden: false,
  attributes: { year: 1972 },
};
const fields = [
  'title',
  'description',
  'categories',
  'tags',
  'brand',
  'creator',
  'price',
  'imageUrl',
  'availableFrom',
  'availableUntil',
  'hidden',
  'attributes',
];
const names = Object.fromEntries([...fields, 'createdAt', 'updatedAt'].map((name) => [`#${name}`, name]));
const put = (
  input: object,
  answer: Answer = { result: { itemId: 'film-1', createdAt: 'c', updatedAt: 'u', attributes: '{"year":1972}' } },
) =>
  withoutAudit(
    runField(
      'Mutation.putItem',
      { identity: people.admin, arguments: { input } },
      { ...audited, putItem: () => answer },
    ),
  );

describe('Mutation.putItem', () => {
  it('sets every field in one write and keeps when the item was created', () => {
    const { requests, value } = put(full);
    const { operation, key, update } = requests[0].request as {
      operation: string;
      key: object;
      update: Record<string, unknown>;
    };
    expect([operation, key]).toEqual(['UpdateItem', { itemId: { S: 'film-1' } }]);
    expect(update.expression).toBe(
      `SET ${fields.map((name) => `#${name} = :${name}`).join(', ')}, #createdAt = if_not_exists(#createdAt, :now), #updatedAt = :now`,
    );
    expect(update.expressionNames).toEqual(names);
    expect(plain(update.expressionValues)).toEqual({
      ':now': nowInstant,
      ':title': 'Solaris',
      ':description': 'An ocean',
      ':categories': ['SciFi'],
      ':tags': ['space', 'slow'],
      ':brand': 'Mosfilm',
      ':creator': 'Tarkovsky',
      ':price': 9.5,
      ':imageUrl': 'https://example.com/a.jpg',
      ':availableFrom': '2025-12-31T23:00:00.000Z',
      ':availableUntil': '2027-01-01T00:00:00.000Z',
      ':hidden': false,
      ':attributes': '{"year":1972}',
    });
    expect(value).toMatchObject({
      itemId: 'film-1',
      categories: [],
      tags: [],
      hidden: false,
      attributes: { year: 1972 },
    });
  });

  it('removes what is left out', () => {
    const { requests } = put({ itemId: 'film-1', title: 'Solaris', price: null });
    const { update } = requests[0].request as { update: { expression: string } };
    expect(update.expression).toBe(
      'SET #title = :title, #createdAt = if_not_exists(#createdAt, :now), #updatedAt = :now ' +
        `REMOVE ${fields
          .filter((name) => name !== 'title')
          .map((name) => `#${name}`)
          .join(', ')}`,
    );
  });

  it.each([
    [{ itemId: '' }, 'input.itemId: received an empty text'],
    [{ title: 'x'.repeat(1025) }, 'input.title: received a longer text; allowed: at most 1024 bytes'],
    [{ description: 'é'.repeat(4097) }, 'input.description'],
    [{ imageUrl: `https://example.com/${'x'.repeat(2048)}` }, 'input.imageUrl'],
    [{ price: -1 }, 'input.price: received -1'],
    [{ price: 1e20 }, 'input.price'],
    [
      { categories: Array.from({ length: 21 }, () => 'c') },
      'input.categories: received 21 entries; allowed: at most 20',
    ],
    [{ tags: ['fine', ''] }, 'input.tags[1]: received an empty text; allowed: 1 to 256 bytes.'],
    [{ tags: Array.from({ length: 51 }, () => 't') }, 'input.tags: received 51 entries'],
    [
      { availableFrom: '2027-01-01T00:00:00Z' },
      'input.availableUntil: received "2027-01-01T00:00Z"; allowed: an instant after availableFrom',
    ],
    [{ availableFrom: '2026-13-01T00:00:00Z' }, 'input.availableFrom'],
    [{ attributes: ['a'] }, 'input.attributes: received ["a"]; allowed: a JSON object'],
    [{ attributes: { text: 'x'.repeat(16_384) } }, 'input.attributes: received a larger object'],
  ])('refuses %j', (change, message) => {
    const { error, requests } = put({ ...full, ...change });
    expect(error?.type).toBe('InvalidInput');
    expect(error?.message).toContain(message);
    expect(requests).toEqual([]);
  });

  it('reports a write that fails', () => {
    expect(put(full, { error: { type: 'DynamoDB:ThrottlingException', message: 'x' } }).error?.type).toBe('Throttled');
  });
});

describe('Mutation.putItems', () => {
  const read =
    (...items: object[]) =>
    (): Answer => ({ result: { data: { catalogue: items }, unprocessedKeys: {} } });
  const run = (
    items: object[],
    readItems = read(),
    writeItems: () => Answer = () => ({ result: { unprocessedItems: {} } }),
  ) => {
    const result = withoutAudit(
      runField(
        'Mutation.putItems',
        { identity: people.admin, arguments: { input: { items } } },
        { ...audited, readItems, writeItems },
      ),
    );
    return {
      ...result,
      results:
        (result.value as { results: { itemId: string; errorType: string | null; item: object | null }[] } | undefined)
          ?.results ?? [],
    };
  };

  it('keeps when items were created and writes one batch', () => {
    const { requests, results } = run(
      [
        { itemId: 'old', title: 'Old' },
        { itemId: 'new', attributes: { a: 1 } },
      ],
      read({ itemId: 'old', createdAt: '2020-01-01T00:00:00.000Z' }),
    );
    expect(requests).toEqual([
      {
        name: 'readItems',
        request: {
          operation: 'BatchGetItem',
          tables: {
            catalogue: {
              keys: [{ itemId: { S: 'old' } }, { itemId: { S: 'new' } }],
              consistentRead: true,
              projection: {
                expression: '#itemId, #createdAt',
                expressionNames: { '#itemId': 'itemId', '#createdAt': 'createdAt' },
              },
            },
          },
        },
      },
      {
        name: 'writeItems',
        request: {
          operation: 'BatchPutItem',
          tables: {
            catalogue: [
              {
                itemId: { S: 'old' },
                title: { S: 'Old' },
                createdAt: { S: '2020-01-01T00:00:00.000Z' },
                updatedAt: { S: nowInstant },
              },
              {
                itemId: { S: 'new' },
                attributes: { S: '{"a":1}' },
                createdAt: { S: nowInstant },
                updatedAt: { S: nowInstant },
              },
            ],
          },
        },
      },
    ]);
    expect(results).toMatchObject([
      { itemId: 'old', item: { title: 'Old', createdAt: '2020-01-01T00:00:00.000Z' }, errorType: null },
      { itemId: 'new', item: { attributes: { a: 1 }, hidden: false }, errorType: null },
    ]);
  });

  it('says what became of each entry', () => {
    const untaken = (): Answer => ({ result: { unprocessedItems: { catalogue: [{ itemId: 'untaken' }] } } });
    const unread = (): Answer => ({
      result: { data: { catalogue: [null] }, unprocessedKeys: { catalogue: [{ itemId: 'unread' }] } },
    });
    const { results } = run(
      [{ itemId: 'a' }, { itemId: 'a' }, { itemId: 'b', price: -1 }, { itemId: 'untaken' }, { itemId: 'unread' }],
      unread,
      untaken,
    );
    expect(results.map(({ itemId, errorType, item }) => [itemId, errorType, item !== null])).toEqual([
      ['a', null, true],
      ['a', 'InvalidInput', false],
      ['b', 'InvalidInput', false],
      ['untaken', 'Throttled', false],
      ['unread', 'Throttled', false],
    ]);
  });

  it('touches nothing when nothing is valid', () => {
    expect(run([{ itemId: '' }]).requests).toEqual([]);
  });

  it.each([[0], [26]])('refuses %i entries', (count) => {
    expect(run(Array.from({ length: count }, (_, index) => ({ itemId: `i${index}` }))).error?.message).toBe(
      `input.items: received ${count} items; allowed: 1 to 25.`,
    );
  });
});

describe('Mutation.deleteItem', () => {
  const remove = (answer: Answer, itemId = 'film-1') =>
    withoutAudit(
      runField(
        'Mutation.deleteItem',
        { identity: people.admin, arguments: { input: { itemId } } },
        { ...audited, deleteItem: () => answer },
      ),
    );

  it('deletes on the condition that the item is there and answers what it was', () => {
    const { requests, value } = remove({
      result: { itemId: 'film-1', title: 'Solaris', createdAt: 'c', updatedAt: 'u' },
    });
    expect(requests[0].request).toEqual({
      operation: 'DeleteItem',
      key: { itemId: { S: 'film-1' } },
      condition: { expression: 'attribute_exists(itemId)' },
    });
    expect(value).toMatchObject({ title: 'Solaris', tags: [] });
  });

  it.each([
    ['AppSync takes its absence for success', { result: null }],
    [
      'the condition fails',
      { error: { type: 'DynamoDB:ConditionalCheckFailedException', message: 'x' }, result: null },
    ],
  ])('says that there is no such item when %s', (_what, answer) => {
    expect(remove(answer).error).toMatchObject({
      type: 'ItemNotFound',
      message: 'The catalogue has no item "film-1".',
    });
  });

  it('refuses a wrong id', () => {
    expect(remove({}, 'x'.repeat(10_000)).error?.type).toBe('InvalidInput');
  });
});

describe('Query.item', () => {
  const get = (result: object | null, identity: unknown = people.apiKey) =>
    runField('Query.item', { identity, arguments: { itemId: 'film-1' } }, { 'Query.item': () => ({ result }) });

  it('reads one item', () => {
    const { requests, value } = get({ itemId: 'film-1', title: 'Solaris', createdAt: 'c', updatedAt: 'u' });
    expect(requests[0].request).toEqual({
      operation: 'GetItem',
      key: { itemId: { S: 'film-1' } },
      consistentRead: true,
    });
    expect(value).toEqual({
      itemId: 'film-1',
      title: 'Solaris',
      createdAt: 'c',
      updatedAt: 'u',
      categories: [],
      tags: [],
      hidden: false,
      attributes: null,
    });
  });

  it('is null without one, and for a hidden one unless the caller may see it', () => {
    const hidden = { itemId: 'film-1', hidden: true, createdAt: 'c', updatedAt: 'u' };
    expect(get(null).value).toBeNull();
    expect(get(hidden).value).toBeNull();
    expect(get(hidden, people.ada).value).toBeNull();
    expect(get(hidden, people.admin).value).toMatchObject({ hidden: true });
    expect(get(hidden, people.backend).value).toMatchObject({ hidden: true });
  });
});
