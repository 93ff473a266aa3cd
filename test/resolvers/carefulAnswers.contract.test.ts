import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from './helpers/bundles.ts';
import { startApi } from './helpers/startApi.ts';
import type { Api } from './helpers/startApi.ts';

const timestamp = '2026-11-20T10:00:00.000Z';
const record = 'mutation ($input: RecordInteractionInput!) { recordInteraction(input: $input) { eventId itemId } }';
const recordMany = `mutation ($input: RecordInteractionsInput!) {
  recordInteractions(input: $input) { results { outcome errorType message } }
}`;
const put = 'mutation ($input: PutItemInput!) { putItem(input: $input) { itemId } }';
const scored = (payload: Record<string, unknown>): unknown => ({
  recommendationId: 'list',
  userId: payload.userId,
  placement: payload.placement,
  items: ['a', 'b', 'c', 'd'].map((itemId, index) => ({ itemId, score: 4 - index, reasons: [] })),
  source: 'MODEL',
  degraded: false,
  degradedReason: null,
  modelVersion: 'v1',
  generatedAt: timestamp,
  basedOn: null,
});

let api: Api;
let admin: Record<string, string>;
let ada: Record<string, string>;
let ben: Record<string, string>;

describe('answers that must not say too much or too little', () => {
  beforeAll(async () => {
    api = await startApi(scored);
    [admin, ada, ben] = [await api.as('root', { groups: ['admin'] }), await api.as('ada'), await api.as('ben')];
    for (const itemId of ['a', 'b', 'c', 'd']) await api.query(put, { input: { itemId } }, admin);
    await api.query(put, { input: { itemId: 'hidden', hidden: true } }, admin);
  });
  afterAll(() => api?.stop());

  it.each([
    ['recordInteraction', record, (itemId: string) => ({ input: { itemId, eventType: 'VIEW' } })],
    [
      'recordInteractions',
      recordMany,
      (itemId: string) => ({ input: { interactions: [{ itemId, eventType: 'VIEW' }] } }),
    ],
    [
      'similarItems',
      'query ($itemId: ID!) { similarItems(itemId: $itemId) { source } }',
      (itemId: string) => ({ itemId }),
    ],
    ['item', 'query ($itemId: ID!) { item(itemId: $itemId) { itemId } }', (itemId: string) => ({ itemId })],
  ])('a hidden item is not told from a missing one: %s', async (_field, query, variables) => {
    const about = async (itemId: string, headers: Record<string, string>): Promise<string> =>
      JSON.stringify(await api.query(query, variables(itemId), headers)).replaceAll(itemId, 'it');
    expect(await about('hidden', ada)).toBe(await about('missing', ada));
    expect(await about('hidden', admin)).not.toBe(await about('missing', admin));
  });

  it("the token of one user's list is not taken for another's", async () => {
    const page =
      'query ($token: String) { recommendations(limit: 2, nextToken: $token) { nextToken items { itemId } } }';
    const first = await api.query(page, {}, ada);
    const token = (first.data?.recommendations as unknown as { nextToken: string }).nextToken;
    expect(token).toEqual(expect.any(String));
    expect((await api.query(page, { token }, ada)).errors).toBeUndefined();
    expect((await api.query(page, { token }, ben)).errors?.[0].errorType).toBe('InvalidNextToken');
  });

  it('properties are the same whatever the order of their members, and another value is another interaction', async () => {
    const send = async (properties: string): Promise<string | undefined> => {
      const input = { itemId: 'a', eventType: 'VIEW', eventId: 'order', timestamp, properties };
      return (await api.query(record, { input }, ada)).errors?.[0].errorType;
    };
    expect(await send('{"a":1,"b":{"c":[1,2],"d":"x"}}')).toBeUndefined();
    expect(await send('{"b":{"d":"x","c":[1,2]},"a":1}')).toBeUndefined();
    for (const other of [
      '{"a":1,"b":{"c":[2,1],"d":"x"}}',
      '{"a":1,"b":{"c":[1,2],"d":"y"}}',
      '{"a":1,"b":{"c":[1,2],"d":"x"},"e":null}',
      '{"a":1,"b":{"c":{"0":1,"1":2},"d":"x"}}',
      '{"a":"1","b":{"c":[1,2],"d":"x"}}',
    ]) {
      expect(await send(other)).toBe('EventConflict');
    }
  });
});

describe('a pushed list', () => {
  const list = (count: number, description: string, title = 'Title') => ({
    recommendationId: 'list',
    placement: 'home',
    items: Array.from({ length: count }, (_, index) => ({
      itemId: `item-${index}`,
      score: 1,
      reasons: [],
      item: { itemId: `item-${index}`, title, description, attributes: { colour: 'red' } },
    })),
  });
  const push = (recommendations: ReturnType<typeof list>) =>
    evaluate('Mutation.publishRecommendation', 'response', { arguments: {}, stash: { recommendations } })
      .result as ReturnType<typeof list>;
  const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
  const carried = 240 * 1024;

  it('stays as it is when AppSync carries it', () => {
    const small = list(50, 'x'.repeat(1000));
    expect(push(small)).toEqual(small);
  });

  it('comes without descriptions and attributes when it is too long', () => {
    const pushed = push(list(50, 'é'.repeat(3000)));
    expect(bytes(pushed)).toBeLessThan(carried);
    expect(pushed.items).toHaveLength(50);
    expect(pushed.items[0].item).toEqual({ itemId: 'item-0', title: 'Title', description: null, attributes: null });
  });

  it('loses its last items when it is still too long', () => {
    const pushed = push(list(100, '', 'é'.repeat(1500)));
    expect(bytes(pushed)).toBeLessThan(carried);
    expect(pushed.items.length).toBeGreaterThan(50);
    expect(pushed.items.length).toBeLessThan(100);
    expect(pushed.items.at(-1)?.itemId).toBe(`item-${pushed.items.length - 1}`);
  });
});
