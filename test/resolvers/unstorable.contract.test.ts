import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from './helpers/startApi.ts';
import type { Api } from './helpers/startApi.ts';

/** A lone surrogate: JSON carries it, UTF-8 and so DynamoDB have nothing for it. */
const half = '\ud83d';
const whole = '\ud83d\ude00';

let api: Api;
let admin: Record<string, string>;
let user: Record<string, string>;

const errorTypes = async (query: string, variables: object, headers: Record<string, string>): Promise<string[]> => {
  const { errors } = await api.query(query, variables as Record<string, unknown>, headers);
  return (errors ?? []).map(({ errorType }) => errorType);
};
const record = 'mutation ($input: RecordInteractionInput!) { recordInteraction(input: $input) { eventId } }';
const put = 'mutation ($input: PutItemInput!) { putItem(input: $input) { itemId } }';
const items = 'query ($filter: ItemFilterInput) { items(filter: $filter) { items { itemId } } }';

describe('what DynamoDB cannot hold', () => {
  beforeAll(async () => {
    api = await startApi(() => {
      throw new Error('No case gets as far as scoring');
    });
    admin = await api.as('root', { groups: ['admin'] });
    user = await api.as('u1');
    expect(await errorTypes(put, { input: { itemId: 'film', title: 'Film' } }, admin)).toEqual([]);
  });
  afterAll(() => api?.stop());

  const interaction = { itemId: 'film', eventType: 'VIEW' };
  it.each([
    { itemId: half },
    { eventId: half, timestamp: '2026-11-20T10:00:00Z' },
    { sessionId: `a${half}` },
    { recommendationId: `${half}a` },
    { context: { device: half } },
    { context: { locale: half } },
    { context: { attributes: JSON.stringify({ a: half }) } },
    { context: { attributes: JSON.stringify({ [half]: 'a' }) } },
  ])('is InvalidInput in an interaction: %j', async (fields) => {
    expect(await errorTypes(record, { input: { ...interaction, ...fields } }, user)).toEqual(['InvalidInput']);
  });

  it('is refused for its own entry of a batch only', async () => {
    const query = `mutation ($input: RecordInteractionsInput!) {
      recordInteractions(input: $input) { results { outcome errorType } }
    }`;
    const interactions = [interaction, { ...interaction, sessionId: half }, { ...interaction, sessionId: whole }];
    const { data, errors } = await api.query(query, { input: { interactions } }, user);
    expect(errors).toBeUndefined();
    expect(data?.recordInteractions).toMatchObject({
      results: [
        { outcome: 'RECORDED', errorType: null },
        { outcome: 'REJECTED', errorType: 'InvalidInput' },
        { outcome: 'RECORDED', errorType: null },
      ],
    });
  });

  it.each([
    { itemId: half },
    { title: half },
    { description: half },
    { brand: half },
    { categories: [half] },
    { tags: ['a', half] },
    { price: 1e126 },
    { price: 1e-140 },
  ])('is InvalidInput in an item: %j', async (fields) => {
    expect(await errorTypes(put, { input: { itemId: 'other', ...fields } }, admin)).toEqual(['InvalidInput']);
  });

  it.each([
    { title: { eq: half } },
    { title: { beginsWith: half } },
    { categories: { containsAny: ['a', half] } },
    { price: { gt: 1e126 } },
    { price: { lt: 1e-140 } },
    { price: { between: [0, 1e300] } },
    { not: { price: { eq: -1e126 } } },
  ])('is InvalidInput in a filter: %j', async (filter) => {
    expect(await errorTypes(items, { filter }, user)).toEqual(['InvalidInput']);
  });

  it.each([
    ['query ($id: ID!) { item(itemId: $id) { itemId } }'],
    ['query ($id: ID!) { similarItems(itemId: $id) { source } }'],
    ['query ($id: String!) { trendingItems(category: $id) { source } }'],
    ['query ($id: ID!) { recommendationsFor(history: [{ itemId: $id, eventType: VIEW }]) { source } }'],
    ['query ($id: ID!) { rerankItems(itemIds: [$id]) { source } }'],
    ['query ($id: ID!) { recommendations(excludeItemIds: [$id]) { source } }'],
    ['query ($id: String!) { recommendations(context: { device: $id }) { source } }'],
    ['query ($id: String!) { recommendations(placement: $id) { source } }'],
  ])('is InvalidInput as an argument: %s', async (query) => {
    expect(await errorTypes(query, { id: half }, user)).toEqual(['InvalidInput']);
  });

  it('is not what a whole emoji is', async () => {
    const input = { itemId: whole, title: whole, categories: [whole], price: 1e15 };
    expect(await errorTypes(put, { input }, admin)).toEqual([]);
    expect(await errorTypes(record, { input: { ...interaction, itemId: whole, sessionId: whole } }, user)).toEqual([]);
    const { data } = await api.query(items, { filter: { title: { eq: whole } } }, user);
    expect(data?.items).toEqual({ items: [{ itemId: whole }] });
  });
});
