import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { recordOrder } from '../../client/examples/backend.ts';
import {
  createClient,
  InteractionRejected,
  QueueFull,
  RequestRefused,
  ServiceUnreachable,
} from '../../client/index.ts';
import type { Client, EventType } from '../../client/index.ts';
import { HttpTransport } from '../../client/transport/HttpTransport.ts';
import { AuditLogDocument } from '../../schema/generated/operations/graphql.ts';
import { eventually, startClientCloud, type ClientCloud } from './startClientCloud.ts';

/** A network that can be cut: before a request leaves, or before its answer arrives. */
class Network {
  cut: 'nothing' | 'requests' | 'answers' = 'nothing';
  /** Interactions of each request that left. */
  readonly sent: number[] = [];
  tried = 0;
  /** Answers that did not arrive. */
  lost = 0;

  readonly fetch: typeof fetch = async (url, options) => {
    this.tried += 1;
    if (this.cut === 'requests') throw new TypeError('cut off');
    const { input } = (JSON.parse(String(options?.body)) as { variables: { input?: { interactions: unknown[] } } })
      .variables;
    if (input) this.sent.push(input.interactions.length);
    const response = await fetch(url, options);
    if (this.cut === 'answers') {
      this.lost += 1;
      throw new TypeError('cut off');
    }
    return response;
  };
}

class MemoryStorage {
  readonly texts = new Map<string, string>();
  getItem = (key: string): string | null => this.texts.get(key) ?? null;
  setItem = (key: string, text: string): void => void this.texts.set(key, text);
}

describe('interactions', () => {
  let test: ClientCloud;
  beforeAll(async () => {
    test = await startClientCloud();
  });
  afterAll(() => test?.close());

  const start = (user: string, options: Parameters<ClientCloud['clientOf']>[1] = {}) => {
    const network = new Network();
    return { network, client: test.clientOf(user, { fetch: network.fetch, ...options }) };
  };
  const historyOf = async (client: Client, eventType?: EventType): Promise<string[]> => {
    const { items } = await client.interactions({ limit: 100, eventType });
    return items.map(({ itemId }) => itemId);
  };

  it('share requests, 25 in each, and each caller gets its own as it was stored', async () => {
    const { network, client } = start('batch');
    const recorded = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        client.recordInteraction({ itemId: `item-${index % 10}`, eventType: 'VIEW' }),
      ),
    );
    expect(network.sent).toEqual([25, 5]);
    expect(recorded.map(({ itemId }) => itemId)).toEqual(
      Array.from({ length: 30 }, (_, index) => `item-${index % 10}`),
    );
    expect(new Set(recorded.map(({ eventId }) => eventId)).size).toBe(30);
    expect(await historyOf(client)).toHaveLength(30);
  });

  it('wait while nothing answers, and go out in order when something does', async () => {
    const { network, client } = start('offline');
    network.cut = 'requests';
    const first = client.recordInteraction({ itemId: 'item-1', eventType: 'VIEW' });
    const second = client.recordInteraction({ itemId: 'item-2', eventType: 'LIKE' });
    await eventually(() => network.tried).toBeGreaterThan(0);
    expect(client.status.waiting).toBe(2);
    network.cut = 'nothing';
    expect((await first).itemId).toBe('item-1');
    expect((await second).eventType).toBe('LIKE');
    expect(client.status.waiting).toBe(0);
    expect(network.sent).toEqual([2]);
  });

  it('are recorded once although the answer was lost and they were sent again', async () => {
    const { network, client } = start('lost');
    network.cut = 'answers';
    const pending = client.recordInteraction({ itemId: 'item-3', eventType: 'LIKE' });
    await eventually(() => network.lost).toBeGreaterThan(0);
    network.cut = 'nothing';
    const { eventId } = await pending;
    expect(eventId).toMatch(/^[0-9a-f-]{36}$/);
    expect(network.sent.length).toBeGreaterThan(1);
    expect(await historyOf(client)).toEqual(['item-3']);
  });

  it('do not suffer from a bad one among them: one that is refused, one that makes the request unreadable', async () => {
    const { client } = start('bad');
    const outcomes = await Promise.allSettled([
      client.recordInteraction({ itemId: 'item-4', eventType: 'VIEW' }),
      client.recordInteraction({ itemId: 'no such item', eventType: 'VIEW' }),
      client.recordInteraction({ itemId: 'item-5', eventType: 'NO_SUCH_TYPE' as EventType }),
      client.recordInteraction({ itemId: 'item-6', eventType: 'VIEW' }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    const [, unknown, unreadable] = outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason as unknown);
    expect(unknown).toBeInstanceOf(InteractionRejected);
    expect(unknown).toMatchObject({ code: 'ItemNotFound' });
    expect(unreadable).toBeInstanceOf(RequestRefused);
    expect((await historyOf(client)).toSorted()).toEqual(['item-4', 'item-6']);
  });

  it('outlive the page in its storage, and the next page sends them under the same ids', async () => {
    const storage = new MemoryStorage();
    const interactions = { storage, storageKey: 'queue' };
    const { network, client } = start('reload', { interactions });
    network.cut = 'answers';
    const lost = client.recordInteraction({ itemId: 'item-7', eventType: 'BOOKMARK' });
    await eventually(() => network.lost).toBeGreaterThan(0);
    client.close();
    await expect(lost).rejects.toMatchObject({ code: 'ClientClosed' });

    const { client: next } = start('reload', { interactions });
    expect(next.status.waiting).toBe(1);
    await next.flush();
    expect(next.status.waiting).toBe(0);
    expect(await historyOf(next)).toEqual(['item-7']);
    expect(storage.texts.get('queue')).toBe('[]');
  });

  it('are not taken without end, nor by a client that is closed, and a storage that forbids itself hinders nothing', async () => {
    const forbidden = () => {
      throw new Error('The user forbids storage.');
    };
    const storage = { getItem: forbidden, setItem: forbidden };
    const { network, client } = start('full', { interactions: { limit: 1, storage } });
    network.cut = 'requests';
    const first = client.recordInteraction({ itemId: 'item-1', eventType: 'VIEW' });
    await expect(client.recordInteraction({ itemId: 'item-2', eventType: 'VIEW' })).rejects.toBeInstanceOf(QueueFull);
    network.cut = 'nothing';
    expect((await first).itemId).toBe('item-1');
    client.close();
    await expect(client.recordInteraction({ itemId: 'item-2', eventType: 'VIEW' })).rejects.toMatchObject({
      code: 'ClientClosed',
    });
  });

  it('of nobody are refused at once', async () => {
    const client = test.clientOf('nobody', { auth: { apiKey: test.cloud.apiKey } });
    const refused = client.recordInteraction({ itemId: 'item-1', eventType: 'VIEW' });
    await expect(refused).rejects.toBeInstanceOf(RequestRefused);
    await expect(refused).rejects.toMatchObject({ isAboutCredentials: true });
  });

  it('come from backends as well, signed by IAM, and an order that is delivered twice counts once', async () => {
    const backend = test.backend();
    const lines = [
      { itemId: 'item-8', price: 12 },
      { itemId: 'item-9', price: 3.5 },
    ];
    const order = { id: '4711', userId: 'buyer', paidAt: new Date(), lines };
    await recordOrder(backend, order);
    await recordOrder(backend, order);
    const { items } = await backend.interactions({ userId: 'buyer' });
    expect(items.map(({ itemId, eventValue }) => [itemId, eventValue]).toSorted()).toEqual([
      ['item-8', 12],
      ['item-9', 3.5],
    ]);
  });

  it('come from a backend with the credentials that are handed out, which operate nothing', async () => {
    const endpoint = test.cloud.graphqlUrl;
    const backend = createClient({ endpoint, auth: test.handedOut });
    onTestFinished(() => backend.close());
    const lines = [{ itemId: 'item-7', price: 5 }];
    await recordOrder(backend, { id: '4712', userId: 'shopper', paidAt: new Date(), lines });
    const { items } = await backend.interactions({ userId: 'shopper' });
    expect(items.map(({ itemId }) => itemId)).toEqual(['item-7']);
    const transport = new HttpTransport(endpoint, test.handedOut);
    await expect(transport.execute(AuditLogDocument, {})).rejects.toMatchObject({ code: 'Unauthorized' });
  });

  it('and queries say what is wrong: a refusal, or nothing that answers', async () => {
    const { network, client } = start('queries');
    await expect(client.similarItems({ itemId: 'no such item' })).rejects.toMatchObject({ code: 'ItemNotFound' });
    await expect(client.recommendations({ userId: 'somebody else' })).rejects.toMatchObject({ code: 'Unauthorized' });
    network.cut = 'requests';
    await expect(client.popularItems()).rejects.toBeInstanceOf(ServiceUnreachable);
    const reason = new Error('no longer needed');
    await expect(client.popularItems({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
