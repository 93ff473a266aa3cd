import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client, ClientOptions, RecommendationList } from '../../client/index.ts';
import { eventually, startClientCloud, type ClientCloud } from './startClientCloud.ts';

describe('visitors who are nobody', () => {
  let test: ClientCloud;
  beforeAll(async () => {
    test = await startClientCloud();
    await test.cloud.streamsRead();
  });
  afterAll(() => test?.close());

  /** A page of a visitor, and every request that left it. */
  const open = (options: Partial<ClientOptions> = {}) => {
    const sent: { query: string; variables: { history?: { itemId: string }[] } }[] = [];
    const client = test.clientOf('nobody', {
      auth: { apiKey: test.cloud.apiKey },
      visitors: 'stateless',
      fetch: (url, request) => {
        sent.push(JSON.parse(String(request?.body)) as (typeof sent)[number]);
        return fetch(url, request);
      },
      ...options,
    });
    return { client, sent };
  };
  const idsOf = ({ items }: RecommendationList) => items.map(({ itemId }) => itemId);
  const look = (client: Client, itemId: string) => client.recordInteraction({ itemId, eventType: 'VIEW' });
  /** Everything in every table, in an order that does not change. */
  const contents = async (): Promise<object[]> => {
    const { dynamodb, tables } = test.cloud;
    const pages = await Promise.all(
      Object.values(tables).map((TableName) => dynamodb.send(new ScanCommand({ TableName, ConsistentRead: true }))),
    );
    const nameOf = ({ pk, sk, itemId }: Record<string, unknown>) => JSON.stringify([pk, sk, itemId]);
    const rows = pages.flatMap(({ Items = [] }) => Items);
    return rows.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  };

  it('get lists for what the page remembers, and nothing of it is stored', async () => {
    const before = await contents();
    expect(before.length).toBeGreaterThan(0);
    const { client, sent } = open();
    expect(idsOf(await client.recommendations({ limit: 100 }))).toContain('item-3');
    expect(await look(client, 'item-3')).toMatchObject({ userId: null, itemId: 'item-3', eventType: 'VIEW' });
    expect(sent).toHaveLength(1);
    const list = await client.recommendations({ userId: 'ignored', limit: 100 });
    expect(list).toMatchObject({ userId: null, placement: 'home' });
    expect(idsOf(list)).not.toContain('item-3');
    expect(idsOf(list)).toContain('item-4');
    await client.flush();
    await test.cloud.streamsRead();
    expect(await contents()).toEqual(before);
    expect(sent.every(({ query }) => query.includes('recommendationsFor'))).toBe(true);
    expect(JSON.stringify(sent)).not.toContain('ignored');
  });

  it('see the list change after each interaction, without a push', async () => {
    const { client } = open();
    const lists: string[][] = [];
    const end = client.subscribe({ limit: 100 }, { next: (list) => lists.push(idsOf(list)) });
    await eventually(() => lists.length).toBe(1);
    await look(client, 'item-5');
    await eventually(() => lists.length).toBe(2);
    expect(lists[0]).toContain('item-5');
    expect(lists[1]).not.toContain('item-5');
    end();
    await look(client, 'item-6');
    expect(idsOf(await client.recommendations({ limit: 100 }))).not.toContain('item-6');
    expect(lists).toHaveLength(2);
  });

  it('are remembered over a reload where the page says so, by their last fifty, until they are forgotten', async () => {
    const texts = new Map<string, string>();
    const storage = {
      getItem: (key: string) => texts.get(key) ?? null,
      setItem: (key: string, text: string) => void texts.set(key, text),
    };
    const { client } = open({ interactions: { storage } });
    for (let count = 0; count < 60; count += 1) await look(client, `item-${count % 10}`);
    await client.recordInteraction({ itemId: 'item-0', eventType: 'IMPRESSION' });
    const next = open({ interactions: { storage } });
    await next.client.recommendations();
    const { history } = next.sent[0].variables;
    expect(history).toHaveLength(50);
    expect(history![0]).toMatchObject({ itemId: 'item-9', eventType: 'VIEW', timestamp: expect.any(String) });
    next.client.forgetVisitor();
    await next.client.recommendations();
    expect(next.sent[1].variables.history).toEqual([]);
    texts.set('recsync-interactions-history', '[{"itemId":7},null]');
    expect(idsOf(await open({ interactions: { storage } }).client.recommendations())).toContain('item-1');
  });
});
