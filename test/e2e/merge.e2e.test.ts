import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import { postGraphql, type Credentials, type GraphqlAnswer } from '../helpers/postGraphql.ts';
import { RealtimeClient } from '../helpers/RealtimeClient.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';

interface Visitor {
  visitorId: string;
  anonymousId: string;
}

const MERGE = `mutation ($anonymousId: ID!) { mergeUser(input: { anonymousId: $anonymousId }) { visitorId status moved } }`;
const UNDO = `mutation ($visitorId: ID!) { undoMerge(input: { visitorId: $visitorId }) { status moved } }`;
const RECORD = `mutation ($itemId: ID!) { recordInteraction(input: { itemId: $itemId eventType: LIKE }) { userId } }`;
const SUBSCRIBE = 'subscription ($userId: ID!) { onRecommendation(userId: $userId) { userId source } }';

describe('a visitor who signs in', () => {
  let test: TestCloud;
  let cloud: LocalCloud;
  const ask = <Data>(who: Credentials, query: string, variables: Record<string, unknown> = {}) =>
    postGraphql<Data>(cloud.graphqlUrl, who, query, variables);
  const person = async (user: string): Promise<Credentials> => ({ token: await cloud.token(user) });
  const typeOf = ({ errors }: GraphqlAnswer<unknown>): string | null | undefined => errors?.[0].errorType;
  const createVisitor = async (): Promise<Visitor> => {
    const { data, errors } = await ask<{ createVisitor: Visitor }>(
      { apiKey: cloud.apiKey },
      'mutation { createVisitor { visitorId anonymousId } }',
    );
    expect(errors).toBeUndefined();
    return data.createVisitor;
  };
  const record = async (who: Credentials, ...itemIds: string[]): Promise<void> => {
    for (const itemId of itemIds) expect((await ask(who, RECORD, { itemId })).errors).toBeUndefined();
  };
  const historyOf = async (who: Credentials): Promise<string[]> => {
    const { data, errors } = await ask<{ interactions: { items: { itemId: string }[] } }>(
      who,
      '{ interactions(limit: 100) { items { itemId } } }',
    );
    expect(errors).toBeUndefined();
    return data.interactions.items.map(({ itemId }) => itemId).sort();
  };
  const listOf = async (who: Credentials) => {
    const { data, errors } = await ask<{ recommendations: { basedOn: string | null; items: { itemId: string }[] } }>(
      who,
      '{ recommendations(limit: 20) { basedOn items { itemId } } }',
    );
    expect(errors).toBeUndefined();
    return { ...data.recommendations, itemIds: data.recommendations.items.map(({ itemId }) => itemId) };
  };
  const trendOf = async (itemId: string): Promise<number | undefined> => {
    const { data } = await ask<{ trendingItems: { items: { itemId: string; score: number }[] } }>(
      { apiKey: cloud.apiKey },
      '{ trendingItems(window: HOUR, limit: 20) { items { itemId score } } }',
    );
    return data.trendingItems.items.find((item) => item.itemId === itemId)?.score;
  };

  beforeAll(async () => {
    test = await startTestCloud();
    ({ cloud } = test);
    const items = Array.from({ length: 6 }, (_, index) => `{ itemId: "item-${index}" }`).join(' ');
    const { errors } = await ask(
      { token: await cloud.token('root', ['admin']) },
      `mutation { putItems(input: { items: [${items}] }) { results { errorType } } }`,
    );
    expect(errors).toBeUndefined();
  }, 120_000);
  afterAll(() => test?.close());

  it('has their own history and lists by a signed id, and nobody has them by anything else', async () => {
    const visitor = await createVisitor();
    const who: Credentials = { token: visitor.anonymousId };
    await record(who, 'item-0');
    expect(await historyOf(who)).toEqual(['item-0']);
    expect(typeOf(await ask({ apiKey: cloud.apiKey }, RECORD, { itemId: 'item-1' }))).toBe('Unauthorized');
    expect((await ask({ token: visitor.visitorId }, RECORD, { itemId: 'item-1' })).status).toBe(401);
    const [visitorId, end, mac] = visitor.anonymousId.split('~');
    const other = (await createVisitor()).visitorId;
    for (const forged of [`${other}~${end}~${mac}`, `${visitorId}~${Number(end) + 1}~${mac}`]) {
      expect((await ask({ token: forged }, RECORD, { itemId: 'item-1' })).status).toBe(401);
      expect(typeOf(await ask(await person('thief'), MERGE, { anonymousId: forged }))).toBe('InvalidVisitor');
    }
    const foreign = `mutation { recordInteraction(input: { userId: "${other}" itemId: "item-1" eventType: VIEW }) { userId } }`;
    expect(typeOf(await ask(who, foreign))).toBe('Unauthorized');
  });

  it('keeps one history, visible at once and counted once, until the merge is undone', async () => {
    const visitor = await createVisitor();
    const [who, ada] = [{ token: visitor.anonymousId }, await person('ada')];
    await record(who, 'item-1', 'item-2');
    await record(ada, 'item-3');
    // A list that is fresh, and newer than anything that will be moved.
    expect((await listOf(ada)).itemIds).not.toContain('item-3');
    // Trends are folded now and then, by whatever comes next.
    await expect
      .poll(
        async () => {
          await record(await person('passer-by'), 'item-0');
          await cloud.streamsRead();
          return trendOf('item-1');
        },
        { timeout: 30_000 },
      )
      .toBeDefined();
    const before = await trendOf('item-1');
    const listener = await RealtimeClient.connect(cloud.realtimeUrl, who);
    expect((await listener.subscribe('own', SUBSCRIBE, { userId: visitor.visitorId })).type).toBe('start_ack');

    const merged = await ask<{ mergeUser: object }>(ada, MERGE, { anonymousId: visitor.anonymousId });
    expect(merged.errors).toBeUndefined();
    expect(merged.data.mergeUser).toMatchObject({ visitorId: visitor.visitorId, moved: 2 });
    expect(await historyOf(ada)).toEqual(['item-1', 'item-2', 'item-3']);
    expect((await listOf(ada)).itemIds.filter((id) => ['item-1', 'item-2', 'item-3'].includes(id))).toEqual([]);
    expect(await historyOf(who)).toEqual([]);
    await cloud.streamsRead();
    expect(await trendOf('item-1')).toBe(before);

    expect(typeOf(await ask(who, RECORD, { itemId: 'item-4' }))).toBe('VisitorMerged');
    expect(typeOf(await ask(await person('eve'), MERGE, { anonymousId: visitor.anonymousId }))).toBe('VisitorMerged');
    expect(typeOf(await ask(await person('eve'), UNDO, { visitorId: visitor.visitorId }))).toBe('MergeNotFound');
    const again = await ask<{ mergeUser: object }>(ada, MERGE, { anonymousId: visitor.anonymousId });
    expect(again.data.mergeUser).toMatchObject({ moved: 2 });
    const { data } = await ask<{ userData: { items: { kind: string; data: string }[] } }>(
      ada,
      '{ userData(limit: 100) { items { kind data } } }',
    );
    const record2 = data.userData.items.find(({ kind }) => kind === 'MERGE');
    expect(JSON.parse(record2?.data ?? '{}')).toMatchObject({ visitorId: visitor.visitorId, moved: 2 });

    const undone = await ask<{ undoMerge: object }>(ada, UNDO, { visitorId: visitor.visitorId });
    expect(undone.errors).toBeUndefined();
    expect(undone.data.undoMerge).toEqual({ status: 'UNDONE', moved: 0 });
    expect(await historyOf(ada)).toEqual(['item-3']);
    expect(await historyOf(who)).toEqual(['item-1', 'item-2']);
    expect((await listOf(ada)).itemIds).toEqual(expect.arrayContaining(['item-1', 'item-2']));
    await record(who, 'item-5');
    await cloud.streamsRead();
    expect(await trendOf('item-1')).toBe(before);
    listener.close();
  }, 60_000);

  it('becomes one of two people who merge at once', async () => {
    const visitor = await createVisitor();
    await record({ token: visitor.anonymousId }, 'item-0', 'item-1');
    const people = await Promise.all(['one', 'two', 'three'].map(person));
    const answers = await Promise.all(people.map((who) => ask(who, MERGE, { anonymousId: visitor.anonymousId })));
    const won = answers.map(({ errors }) => !errors);
    expect(won.filter(Boolean)).toHaveLength(1);
    for (const [index, who] of people.entries()) expect(await historyOf(who)).toHaveLength(won[index] ? 2 : 0);
  }, 60_000);
});
