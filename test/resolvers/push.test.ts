import { describe, expect, it } from 'vitest';
import { now, nowInstant, people } from './helpers/bundles.ts';
import { runField } from './helpers/runField.ts';
import type { Answer } from './helpers/runField.ts';

describe('Subscription.onRecommendation', () => {
  const subscribe = (
    args: Record<string, unknown>,
    identity: unknown = people.ada,
    answer: Answer = { result: {} },
    mark: object | null = null,
    selectionSetList?: string[],
  ) => {
    const run = runField(
      'Subscription.onRecommendation',
      { identity, arguments: args, info: { selectionSetList } },
      {
        requireNotErased: () => ({ result: mark }),
        markPresence: () => answer,
        replacePresence: () => ({ result: {} }),
      },
    );
    return { ...run, requests: run.requests.filter(({ name }) => name !== 'requireNotErased') };
  };
  const equals = (fieldName: string, value: string) => ({ fieldName, operator: 'eq', value });

  it('leaves a presence mark for a quarter of an hour, if there is room for one more placement', () => {
    const { requests, value } = subscribe({ userId: 'ada', placement: 'cart' });
    expect(requests.map(({ name }) => name)).toEqual(['markPresence']);
    expect(requests[0].request).toEqual({
      operation: 'UpdateItem',
      key: { pk: { S: 'USER#ada' }, sk: { S: 'PRESENCE' } },
      update: {
        expression: 'SET #placement = :expiry, #itemsUntil = :expiry, #expiresAt = :expiry ADD #placements :placements',
        expressionNames: {
          '#placement': 'placement#cart',
          '#itemsUntil': 'itemsUntil',
          '#expiresAt': 'expiresAt',
          '#placements': 'placements',
        },
        expressionValues: { ':expiry': { N: now / 1000 + 900 }, ':placements': { SS: ['cart'] } },
      },
      condition: {
        expression: 'attribute_not_exists(#known) OR contains(#known, :name) OR size(#known) < :most',
        expressionNames: { '#known': 'placements' },
        expressionValues: { ':name': { S: 'cart' }, ':most': { N: 10 } },
      },
    });
    expect(value).toBeNull();
  });

  it('marks that nobody asks for items, unless somebody has', () => {
    const { requests } = subscribe({ userId: 'ada' }, people.ada, { result: {} }, null, ['items', 'items/itemId']);
    expect(requests[0].request).toMatchObject({
      update: {
        expression: expect.stringContaining('#itemsUntil = if_not_exists(#itemsUntil, :never)'),
        expressionValues: { ':never': { N: 0 } },
      },
    });
  });

  it('begins a full row anew', () => {
    const full = { error: { type: 'DynamoDB:ConditionalCheckFailedException', message: 'x' }, result: {} };
    const { requests, error, subscriptionFilter } = subscribe({ userId: 'ada', placement: 'cart' }, people.ada, full);
    expect(error).toBeUndefined();
    expect(subscriptionFilter).toBeDefined();
    expect(requests[1]).toEqual({
      name: 'replacePresence',
      request: {
        operation: 'PutItem',
        key: { pk: { S: 'USER#ada' }, sk: { S: 'PRESENCE' } },
        attributeValues: {
          'placement#cart': { N: now / 1000 + 900 },
          itemsUntil: { N: now / 1000 + 900 },
          expiresAt: { N: now / 1000 + 900 },
          placements: { SS: ['cart'] },
        },
      },
    });
  });

  it('marks the home placement without one', () => {
    const { requests } = subscribe({ userId: 'ada' });
    expect(requests[0].request).toMatchObject({ update: { expressionNames: { '#placement': 'placement#home' } } });
  });

  it('refuses somebody whose data were erased, and leaves no mark', () => {
    const { error, requests } = subscribe({ userId: 'ada' }, people.ada, { result: {} }, { sk: 'ERASED' });
    expect([error?.type, requests]).toEqual(['UserErased', []]);
  });

  it("lets through the user's own lists only", () => {
    expect(subscribe({ userId: 'ada' }).subscriptionFilter).toEqual({
      filterGroup: [{ filters: [equals('userId', 'ada')] }],
    });
    const { subscriptionFilter } = subscribe({ userId: 'ada', placement: 'cart' });
    const conditions = subscriptionFilter?.filterGroup.flatMap(({ filters }) => filters);
    expect(subscriptionFilter?.filterGroup).toHaveLength(1);
    expect(conditions).toHaveLength(2);
    expect(conditions).toEqual(expect.arrayContaining([equals('userId', 'ada'), equals('placement', 'cart')]));
  });

  it.each([
    ['a person', people.ada],
    ['an API key', people.apiKey],
  ])('refuses %s the lists of another user', (_who, identity) => {
    const { error, requests, subscriptionFilter } = subscribe({ userId: 'bob' }, identity);
    expect(error?.type).toMatch(/^Unauthorized/);
    expect(requests).toEqual([]);
    expect(subscriptionFilter).toBeUndefined();
  });

  it.each([
    ['admins', people.admin],
    ['backends', people.backend],
  ])('lets %s listen for another user', (_who, identity) => {
    expect(subscribe({ userId: 'bob' }, identity).subscriptionFilter).toEqual({
      filterGroup: [{ filters: [equals('userId', 'bob')] }],
    });
  });

  it('refuses a wrong placement and reports a mark that cannot be left', () => {
    expect(subscribe({ userId: 'ada', placement: 'a b' }).error?.type).toBe('InvalidInput');
    const { error, subscriptionFilter } = subscribe({ userId: 'ada' }, people.ada, {
      error: { type: 'DynamoDB:ThrottlingException', message: 'x' },
    });
    expect(error?.type).toBe('Throttled');
    expect(subscriptionFilter).toBeUndefined();
  });
});

describe('Mutation.publishRecommendation', () => {
  const input = {
    recommendationId: 'r',
    userId: 'ada',
    placement: 'home',
    source: 'MODEL',
    degraded: false,
    generatedAt: nowInstant,
    items: [
      { itemId: 'a', score: 2, reasons: [] },
      { itemId: 'gone', score: 1, reasons: [] },
    ],
  };
  const publish = (change: object = {}, selectionSetList: string[] = []) =>
    runField(
      'Mutation.publishRecommendation',
      { identity: people.backend, arguments: { input: { ...input, ...change } }, info: { selectionSetList } },
      {
        decorateItems: () => ({
          result: {
            data: { catalogue: [{ itemId: 'a', title: 'A', createdAt: 'c', updatedAt: 'u' }, null] },
            unprocessedKeys: {},
          },
        }),
      },
    );

  it('answers the list with every field, so that all of it reaches subscribers', () => {
    const { value, requests } = publish();
    expect(requests).toEqual([]);
    expect(value).toMatchObject({ ...input, nextToken: null, modelVersion: null, degradedReason: null, basedOn: null });
  });

  it.each(['', 'x'.repeat(257), '\ud83d'])('refuses an item that no catalogue can hold: %j', (itemId) => {
    const { error, requests } = publish({ items: [...input.items, { itemId, score: 0, reasons: [] }] }, [
      'items/item/title',
    ]);
    expect(error).toMatchObject({ type: 'InvalidInput', message: expect.stringContaining('input.items[2].itemId') });
    expect(requests).toEqual([]);
  });

  it('puts the items in when they are selected, without those that are gone', () => {
    const { value } = publish({}, ['items/item/title']);
    expect(value).toMatchObject({ items: [{ itemId: 'a', item: { itemId: 'a', title: 'A', categories: [] } }] });
    expect((value as { items: unknown[] }).items).toHaveLength(1);
  });

  it.each([
    [{ userId: '' }, 'input.userId'],
    [{ placement: 'a/b' }, 'input.placement'],
    [
      { items: Array.from({ length: 101 }, (_, index) => ({ itemId: `${index}`, score: 1, reasons: [] })) },
      'input.items: received 101 items',
    ],
  ])('refuses %j', (change, message) => {
    expect(publish(change).error).toMatchObject({ type: 'InvalidInput', message: expect.stringContaining(message) });
  });
});
