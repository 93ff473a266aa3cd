import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postGraphql } from '../helpers/postGraphql.ts';
import { RealtimeClient } from '../helpers/RealtimeClient.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';
import { startTrainedCloud } from '../helpers/startTrainedCloud.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';

interface List {
  recommendationId: string;
  userId: string;
  placement: string;
  source: string;
  degraded: boolean;
  degradedReason: string | null;
  modelVersion: string | null;
  nextToken: string | null;
  items: { itemId: string; item: { title: string } | null; score: number; reasons: Reason[] }[];
}
interface Reason {
  code: string;
  evidence: { itemIds: string[]; attributes: string[] };
  share: number;
}

const LIST = `recommendationId userId placement source degraded degradedReason modelVersion nextToken
  items { itemId score reasons { code share evidence { itemIds attributes } } }`;
const RECOMMENDATIONS = `query (
  $limit: Int, $nextToken: String, $filter: ItemFilterInput, $excludeItemIds: [ID!], $maxLatencyMs: Int
) {
  recommendations(limit: $limit, nextToken: $nextToken, filter: $filter, excludeItemIds: $excludeItemIds, maxLatencyMs: $maxLatencyMs) { ${LIST} } }`;
const RECORD = `mutation ($input: RecordInteractionInput!) { recordInteraction(input: $input) { userId itemId eventId timestamp recordedAt } }`;
const SUBSCRIBE = `subscription ($userId: ID!) { onRecommendation(userId: $userId) { ${LIST} } }`;

const hasJava = spawnSync('java', ['-version']).status === 0;
const engines = [
  { engine: 'dynoxide' as const, runs: process.platform === 'linux' && process.arch === 'x64' },
  { engine: 'amazon' as const, runs: hasJava },
];

describe.each(engines)('the main path on $engine', ({ engine, runs }) => {
  if (!runs) {
    it.skip(`needs ${engine === 'amazon' ? 'Java 17' : 'Linux on x64'}`, () => undefined);
    return;
  }
  let test: TestCloud;
  let cloud: LocalCloud;
  /** Items that the model knows by what people did. */
  let wellKnown: string[];
  const tokenOf = async (user: string, ...groups: string[]): Promise<{ token: string }> => ({
    token: await cloud.token(user, groups),
  });
  const recommend = async (user: string, variables: Record<string, unknown> = {}): Promise<List> => {
    const answer = await postGraphql<{ recommendations: List }>(
      cloud.graphqlUrl,
      await tokenOf(user),
      RECOMMENDATIONS,
      variables,
    );
    expect(answer.errors).toBeUndefined();
    return answer.data.recommendations;
  };
  const record = async (user: string, itemId: string, eventType = 'VIEW'): Promise<{ recordedAt: string }> => {
    const answer = await postGraphql<{ recordInteraction: { recordedAt: string } }>(
      cloud.graphqlUrl,
      await tokenOf(user),
      RECORD,
      {
        input: { itemId, eventType },
      },
    );
    expect(answer.errors).toBeUndefined();
    return answer.data.recordInteraction;
  };

  beforeAll(async () => {
    test = engine === 'dynoxide' ? await startTrainedCloud() : await startTestCloud(engine);
    cloud = test.cloud;
    if (engine !== 'dynoxide') await test.loadAndTrain();
    const { data } = await postGraphql<{ popularItems: { items: { itemId: string }[] } }>(
      cloud.graphqlUrl,
      { apiKey: cloud.apiKey },
      '{ popularItems(limit: 50) { items { itemId } } }',
    );
    wellKnown = data.popularItems.items.map(({ itemId }) => itemId);
  }, 600_000);
  afterAll(async () => {
    await test?.close();
  });

  it('gives a brand-new user a popular list and says so', async () => {
    // The time that the function takes to start counts.
    const list = await recommend('brand-new', { limit: 10, maxLatencyMs: 10_000 });
    expect(list).toMatchObject({ source: 'POPULAR', degraded: false, userId: 'brand-new', placement: 'home' });
    expect(list.items).toHaveLength(10);
    expect(new Set(list.items.map(({ itemId }) => itemId)).size).toBe(10);
    for (const item of list.items) {
      expect(item.reasons.length).toBeGreaterThan(0);
      const sum = item.reasons.reduce((total, reason) => total + reason.share, 0);
      expect(sum).toBeCloseTo(item.score, 4);
    }
  });

  it('pushes a new list to the user who interacted, and to nobody else', { timeout: 120_000 }, async () => {
    const listener = await RealtimeClient.connect(cloud.realtimeUrl, await tokenOf('ada'));
    const bystander = await RealtimeClient.connect(cloud.realtimeUrl, await tokenOf('ben'));
    expect((await listener.subscribe('own', SUBSCRIBE, { userId: 'ada' })).type).toBe('start_ack');
    expect((await bystander.subscribe('own', SUBSCRIBE, { userId: 'ben' })).type).toBe('start_ack');
    expect((await bystander.subscribe('foreign', SUBSCRIBE, { userId: 'ada' })).type).toBe('error');

    const seen = wellKnown[3];
    await record('ada', seen, 'LIKE');
    // The first push of a cloud starts three functions, beside other clouds.
    const { onRecommendation: pushed } = await listener.nextData<{ onRecommendation: List }>('own', 60_000);

    expect(pushed).toMatchObject({ userId: 'ada', placement: 'home', source: 'MODEL', degraded: false });
    expect(pushed.items.length).toBeGreaterThan(0);
    expect(pushed.items.map(({ itemId }) => itemId)).not.toContain(seen);
    expect(pushed.items[0].reasons.some((reason) => reason.evidence.itemIds.includes(seen))).toBe(true);

    const list = await recommend('ada', { limit: 50 });
    expect(list).toMatchObject({ source: 'STORED', recommendationId: pushed.recommendationId });
    expect(list.items).toEqual(pushed.items.slice(0, 50));
    // Beside it the interaction is still being counted for a moment.
    const operationsOfRequest = async (): Promise<string[]> => {
      const before = test.operations.length;
      await recommend('ada', { limit: 50 });
      return test.operations.slice(before);
    };
    // The second read is of the placement: without it a list that was stored before a rule would outlive the rule.
    await expect.poll(operationsOfRequest, { timeout: 10_000 }).toEqual(['Query', 'GetItem']);

    await record('cleo', wellKnown[5]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(listener.pending('own')).toEqual([]);
    expect(bystander.pending('own')).toEqual([]);
    listener.close();
    bystander.close();
  });

  it('shows a change of the placement within ten seconds, in a list that was stored before it too', async () => {
    const admin = await tokenOf('root', 'admin');
    const onShelf = async (): Promise<List> => {
      const query = `{ recommendations(placement: "shelf", limit: 5) { ${LIST} } }`;
      const answer = await postGraphql<{ recommendations: List }>(cloud.graphqlUrl, await tokenOf('ada'), query, {});
      expect(answer.errors).toBeUndefined();
      return answer.data.recommendations;
    };
    const firstOnShelf = async (): Promise<string> => (await onShelf()).items[0].itemId;
    const change = async (mutation: string): Promise<void> => {
      expect((await postGraphql(cloud.graphqlUrl, admin, `mutation { ${mutation} { revision } }`, {})).errors).toBe(
        undefined,
      );
    };
    const [first, second, third] = (await onShelf()).items.map(({ itemId }) => itemId);
    await expect.poll(async () => (await onShelf()).source, { timeout: 10_000 }).toBe('STORED');

    await change(
      `putPlacement(input: { placement: "shelf" settings: { buried: [{ itemId: "${first}" }] pinned: [{ itemId: "${third}" }] } })`,
    );
    await expect.poll(firstOnShelf, { timeout: 10_000 }).toBe(third);
    const ruled = await onShelf();
    expect(ruled.items.map(({ itemId }) => itemId)).not.toContain(first);
    expect(ruled.items[0].reasons.map(({ code }) => code)).toContain('PINNED');
    expect(ruled.items[1].itemId).toBe(second);
    await expect.poll(async () => (await onShelf()).source, { timeout: 10_000 }).toBe('STORED');

    await change('deletePlacement(placement: "shelf", revision: 1)');
    await expect.poll(firstOnShelf, { timeout: 10_000 }).toBe(first);
  }, 60_000);

  it('counts an interaction on the very next read', async () => {
    await record('dora', wellKnown[7], 'PURCHASE');
    const list = await recommend('dora', { limit: 20 });
    expect(list.source).toBe('MODEL');
    expect(list.items.map(({ itemId }) => itemId)).not.toContain(wellKnown[7]);
  });

  it('pages without repeats', async () => {
    await record('emil', wellKnown[9], 'LIKE');
    const first = await recommend('emil', { limit: 10 });
    await record('emil', first.items[0].itemId, 'VIEW');
    const second = await recommend('emil', { limit: 10, nextToken: first.nextToken });
    const ids = [...first.items, ...second.items].map(({ itemId }) => itemId);
    expect(second.items.length).toBe(10);
    expect(new Set(ids).size).toBe(20);
  });

  it('keeps filters and exclusions', async () => {
    const all = await postGraphql<{ items: { items: { itemId: string; categories: string[] }[] } }>(
      cloud.graphqlUrl,
      { apiKey: cloud.apiKey },
      '{ items(limit: 100) { items { itemId categories } } }',
    );
    const category = all.data.items.items[0].categories[0];
    const answer = await postGraphql<{
      recommendations: { items: { itemId: string; item: { categories: string[] } }[] };
    }>(
      cloud.graphqlUrl,
      await tokenOf('frida'),
      `query ($category: String!, $not: [ID!]) { recommendations(limit: 20, filter: { categories: { contains: $category } }, excludeItemIds: $not) {
        items { itemId item { categories } } } }`,
      { category, not: [all.data.items.items[0].itemId] },
    );
    expect(answer.errors).toBeUndefined();
    const { items } = answer.data.recommendations;
    expect(items.length).toBeGreaterThan(0);
    for (const { itemId, item } of items) {
      expect(item.categories).toContain(category);
      expect(itemId).not.toBe(all.data.items.items[0].itemId);
    }
  });

  it('records a retry once', async () => {
    const input = {
      itemId: wellKnown[1],
      eventType: 'CLICK',
      eventId: 'retry-1',
      timestamp: new Date(Date.now() - 60_000).toISOString(),
    };
    const send = async (change: object = {}) =>
      await postGraphql<{ recordInteraction: { recordedAt: string } | null }>(
        cloud.graphqlUrl,
        await tokenOf('gus'),
        RECORD,
        {
          input: { ...input, ...change },
        },
      );
    const [first, second] = [await send(), await send()];
    expect(second.data.recordInteraction).toEqual(first.data.recordInteraction);
    const conflict = await send({ itemId: wellKnown[2] });
    expect(conflict.errors?.[0].errorType).toBe('EventConflict');
    const stored = await postGraphql<{ interactions: { items: unknown[] } }>(
      cloud.graphqlUrl,
      await tokenOf('gus'),
      '{ interactions { items { itemId eventId } } }',
    );
    expect(stored.data.interactions.items).toEqual([{ itemId: wellKnown[1], eventId: 'retry-1' }]);
  });

  it('answers public lists with the API key, and personal ones not', async () => {
    const answer = await postGraphql<Record<string, { items: unknown[]; source: string }>>(
      cloud.graphqlUrl,
      { apiKey: cloud.apiKey },
      `query ($id: ID!) { similarItems(itemId: $id, limit: 5) { source items { itemId item { title } reasons { code } } }
        trendingItems(limit: 5) { source items { itemId } } popularItems(limit: 5) { source items { itemId item { title } } } }`,
      { id: wellKnown[0] },
    );
    expect(answer.errors).toBeUndefined();
    for (const list of Object.values(answer.data)) expect(list.items).toHaveLength(5);
    const personal = await postGraphql(cloud.graphqlUrl, { apiKey: cloud.apiKey }, '{ recommendations { source } }');
    expect(personal.errors?.[0].errorType).toBe('Unauthorized');
    const foreign = await postGraphql(
      cloud.graphqlUrl,
      await tokenOf('ben'),
      '{ recommendations(userId: "ada") { source } }',
    );
    expect(foreign.errors?.[0].errorType).toBe('Unauthorized');
    const admin = await postGraphql<{ recommendations: { userId: string } }>(
      cloud.graphqlUrl,
      await tokenOf('root', 'admin'),
      '{ recommendations(userId: "ada") { userId } }',
    );
    expect(admin.data.recommendations.userId).toBe('ada');
  });

  it('says what became of each entry of a batch', async () => {
    const timestamp = new Date(Date.now() - 5_000).toISOString();
    const entry = { itemId: wellKnown[4], eventType: 'VIEW', eventId: 'batch-1', timestamp };
    const send = async () =>
      await postGraphql<{ recordInteractions: { results: { outcome: string; errorType: string | null }[] } }>(
        cloud.graphqlUrl,
        await tokenOf('hana'),
        `mutation ($input: RecordInteractionsInput!) { recordInteractions(input: $input) { results { outcome errorType } } }`,
        { input: { interactions: [entry, { ...entry, eventId: 'batch-2', itemId: 'no such item' }] } },
      );
    const rejected = { outcome: 'REJECTED', errorType: 'ItemNotFound' };
    expect((await send()).data.recordInteractions.results).toEqual([
      { outcome: 'RECORDED', errorType: null },
      rejected,
    ]);
    expect((await send()).data.recordInteractions.results).toEqual([
      { outcome: 'DUPLICATE', errorType: null },
      rejected,
    ]);
  });

  it('scores the history that a visitor brings by an API key, and says why', async () => {
    const history = wellKnown.slice(20, 23).map((itemId) => ({ itemId, eventType: 'LIKE' }));
    const answer = await postGraphql<{ recommendationsFor: List }>(
      cloud.graphqlUrl,
      { apiKey: cloud.apiKey },
      `query ($history: [HistoryEntryInput!]!) { recommendationsFor(history: $history, limit: 10) { ${LIST} } }`,
      { history },
    );
    expect(answer.errors).toBeUndefined();
    const list = answer.data.recommendationsFor;
    expect(list).toMatchObject({ source: 'MODEL', degraded: false, userId: null });
    const liked = history.map(({ itemId }) => itemId);
    expect(list.items).toHaveLength(10);
    expect(list.items.filter(({ itemId }) => liked.includes(itemId))).toEqual([]);
    const evidence = list.items.flatMap(({ reasons }) => reasons.flatMap((reason) => reason.evidence.itemIds));
    expect(evidence.length).toBeGreaterThan(0);
    expect(evidence.filter((itemId) => !liked.includes(itemId))).toEqual([]);
  });

  it('re-ranks what it is given, and nothing else', async () => {
    const itemIds = wellKnown.slice(10, 20);
    const answer = await postGraphql<{ rerankItems: List }>(
      cloud.graphqlUrl,
      await tokenOf('ada'),
      `query ($itemIds: [ID!]!) { rerankItems(itemIds: $itemIds) { ${LIST} } }`,
      { itemIds },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data.rerankItems.items.map(({ itemId }) => itemId).sort()).toEqual([...itemIds].sort());
  });

  it('answers degraded lists while the model server is down, and recovers', async () => {
    const model = (await cloud.model.process())!;
    await model.hold();
    await record('ida', wellKnown[11], 'LIKE');
    const list = await recommend('ida', { limit: 10 });
    expect(list).toMatchObject({ degraded: true, degradedReason: 'MODEL_UNAVAILABLE' });
    expect(list.items.length).toBe(10);
    expect(list.items.map(({ itemId }) => itemId)).not.toContain(wellKnown[11]);
    await model.release();
    await expect.poll(async () => (await recommend('ida', { limit: 10 })).degraded, { timeout: 20_000 }).toBe(false);
  });
});
