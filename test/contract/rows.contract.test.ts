import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseInteraction } from '../../data/records/InteractionRecord.ts';
import { parseItem } from '../../data/records/ItemRecord.ts';
import { writeInteractions } from '../../data/write/writeInteractions.ts';
import { writeItems } from '../../data/write/writeItems.ts';
import { createDynamoDBDataSource } from '../../emulator/appsync/index.ts';
import { createOnInteraction } from '../../functions/on-interaction/onInteraction.ts';
import { TopLists } from '../../functions/score-candidates/TopLists.ts';
import type { InteractionRow } from '../../schema/contract/interaction.ts';
import type { ItemRow } from '../../schema/contract/item.ts';
import {
  interactionSortKey,
  placementAttribute,
  placementsAttribute,
  popularList,
  itemsUntilAttribute,
  presenceSortKey,
  requestAttribute,
  seenDaySortKey,
  storedListSortKey,
  topListPartitionKey,
  topListSortKey,
  trendingList,
  userPartitionKey,
} from '../../schema/contract/keys.ts';
import { storedListSize } from '../../schema/contract/limits.ts';
import { unpackRankedItems } from '../../schema/contract/rankedItems.ts';
import type { StoredListRow, TopListRow } from '../../schema/contract/rows.ts';
import type { WorkflowInput } from '../../schema/contract/scoring.ts';
import { makeStreamRecord } from '../helpers/makeStreamRecord.ts';
import { environment, evaluate, people } from '../resolvers/helpers/bundles.ts';
import { startApi } from '../resolvers/helpers/startApi.ts';
import type { Api } from '../resolvers/helpers/startApi.ts';
import { packed } from '../helpers/packed.ts';
import { recordedAt, scored } from './scoredList.ts';
import { startWorkflow } from './startWorkflow.ts';

const {
  USER_DATA_TABLE: userData,
  CATALOGUE_TABLE: catalogue,
  COUNTERS_TABLE: counters,
  FEEDBACK_TABLE: feedback,
} = environment;
const timestamp = '2026-11-21T10:00:00.500Z';
let api: Api;
let client: DynamoDBDocumentClient;
let headers: Record<string, string>;

const row = async (TableName: string, Key: Record<string, string>): Promise<Record<string, unknown> | undefined> =>
  (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
const mutate = async (field: string, type: string, input: unknown, selection: string) => {
  const { data, errors } = await api.query(
    `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`,
    { input },
    headers,
  );
  expect(errors).toBeUndefined();
  return (data as Record<string, unknown>)[field];
};

beforeAll(async () => {
  api = await startApi(() => scored);
  client = DynamoDBDocumentClient.from(api.client);
  headers = await api.as('root', { groups: ['admin'] });
  const items = ['film-1', 'film-2'].map((itemId) => ({ itemId, categories: ['film'] }));
  await mutate('putItems', 'PutItemsInput', { items }, 'results { errorType }');
});
afterAll(() => api?.stop());

describe('an item', () => {
  const fields = {
    title: 'Contact é',
    description: 'A signal.',
    categories: ['Drama', 'Science'],
    tags: ['space'],
    brand: 'B',
    creator: 'C',
    price: 12.5,
    imageUrl: 'https://example.com/a.png',
    availableFrom: '2026-01-01T01:00:00+01:00',
    availableUntil: '2027-01-01T00:00Z',
    hidden: false,
  };
  const attributes = { pages: 432, nested: { list: [1, 'a', null] } };

  it.each([
    ['with every field', fields],
    ['with nothing but its id', {}],
  ])('%s is the same row from putItem, putItems and the importer', async (name, given) => {
    const ids = ['one', 'batch', 'import'].map((writer) => `${writer} ${name}`);
    const all = Object.keys(given).length > 0 ? { ...given, attributes: JSON.stringify(attributes) } : given;
    await mutate('putItem', 'PutItemInput', { itemId: ids[0], ...all }, 'itemId');
    await mutate('putItems', 'PutItemsInput', { items: [{ itemId: ids[1], ...all }] }, 'results { errorType }');
    await writeItems(api.client, catalogue, [parseItem({ itemId: ids[2], ...all })], recordedAt);

    const rows = (await Promise.all(ids.map((itemId) => row(catalogue, { itemId })))) as unknown as ItemRow[];
    for (const { createdAt, updatedAt } of rows) {
      expect([createdAt, updatedAt].map((instant) => new Date(instant).toISOString())).toEqual([createdAt, updatedAt]);
    }
    const contents = rows.map(({ itemId: _itemId, createdAt: _createdAt, updatedAt: _updatedAt, ...rest }) => rest);
    expect(contents[1]).toEqual(contents[0]);
    expect(contents[2]).toEqual(contents[0]);
    expect(contents[0]).toEqual(
      Object.keys(given).length > 0
        ? {
            ...given,
            availableFrom: '2026-01-01T00:00:00.000Z',
            availableUntil: '2027-01-01T00:00:00.000Z',
            attributes: JSON.stringify(attributes),
          }
        : {},
    );
  });
});

describe('an interaction', () => {
  const context = { device: 'phone', locale: 'en-GB', hourOfDay: 10, dayOfWeek: 6 };
  const full = {
    eventValue: 4.5,
    sessionId: 's-1',
    recommendationId: 'r-1',
    context: { ...context, attributes: '{"weather":"rain","é":"x"}' },
    properties: '{"a":[1,{"b":null}]}',
  };

  it.each([
    ['every-field', 'RATING', full],
    ['no-more-than-needed', 'VIEW', {}],
    ['an-impression', 'IMPRESSION', { context }],
  ])(
    'with %s is the same row from recordInteraction, recordInteractions and the importer',
    async (eventId, eventType, more) => {
      const given = { itemId: 'film-1', eventType, eventId, timestamp: '2026-11-21T11:00:00.5+01:00', ...more };
      const users = ['one', 'batch', 'import'].map((writer) => `${writer}-${eventId}`);
      await mutate('recordInteraction', 'RecordInteractionInput', { ...given, userId: users[0] }, 'eventId');
      const batch = { interactions: [{ ...given, userId: users[1] }] };
      await mutate('recordInteractions', 'RecordInteractionsInput', batch, 'results { outcome }');
      await writeInteractions(api.client, userData, [parseInteraction({ ...given, userId: users[2] }, Date.now())]);

      const sk = interactionSortKey(eventType, timestamp, eventId);
      const rows = await Promise.all(users.map((userId) => row(userData, { pk: userPartitionKey(userId), sk })));
      const contents = (rows as unknown as InteractionRow[]).map(
        ({ pk: _pk, userId: _userId, recordedAt: _recordedAt, ...rest }) => rest,
      );
      expect(contents[1]).toEqual(contents[0]);
      expect(contents[2]).toEqual(contents[0]);
      const expected = 'eventValue' in more ? { context: { ...context, attributes: { weather: 'rain', é: 'x' } } } : {};
      const end = eventType === 'IMPRESSION' ? { expiresAt: Date.UTC(2027, 4, 20, 10) / 1000 } : {};
      // What `similarUsers` finds people by.
      const evidence = eventType === 'IMPRESSION' ? {} : { evidenceAt: timestamp };
      expect(contents[0]).toEqual({ sk, ...given, timestamp, ...expected, ...end, ...evidence });
      expect((rows[2] as unknown as InteractionRow).recordedAt).toBe(timestamp);
    },
  );

  it('that was imported may be sent again by the API', async () => {
    const given = { userId: 'again', itemId: 'film-1', eventType: 'RATING', eventId: 'e', timestamp, ...full };
    await writeInteractions(api.client, userData, [parseInteraction(given, Date.now())]);
    const single = await mutate('recordInteraction', 'RecordInteractionInput', given, 'recordedAt');
    expect(single).toEqual({ recordedAt: timestamp });
    const batch = { interactions: [given] };
    const both = await mutate('recordInteractions', 'RecordInteractionsInput', batch, 'results { outcome message }');
    expect(both).toEqual({ results: [{ outcome: 'DUPLICATE', message: null }] });
  });
});

describe('what is kept for pushes and lists', () => {
  const listKey = { pk: userPartitionKey('ada'), sk: storedListSortKey('home') };
  let workflow: Awaited<ReturnType<typeof startWorkflow>>;
  beforeAll(async () => {
    workflow = await startWorkflow(api.client, userData, () => scored);
  });

  it('is one presence row, marked by the subscription and by the workflow', async () => {
    const presence = { pk: userPartitionKey('ada'), sk: presenceSortKey };
    const request: WorkflowInput = { userId: 'ada', placement: 'home', basedOn: recordedAt, itemIds: ['film-1'] };
    // Nobody listens yet: the workflow neither stores nor pushes.
    expect(await workflow.run(request)).toBe('SUCCEEDED');
    expect([await row(userData, presence), workflow.published]).toEqual([undefined, []]);

    const subscription = evaluate('Subscription.onRecommendation', 'request', {
      identity: people.ada,
      arguments: { userId: 'ada' },
    });
    const source = createDynamoDBDataSource({ client: api.client, tableName: userData });
    const mark = evaluate('markPresence', 'request', { stash: subscription.stash });
    await source.invoke(mark.result as object, {} as never);
    expect(await workflow.run(request)).toBe('SUCCEEDED');
    const marked = await row(userData, presence);
    expect(marked).toEqual({
      ...presence,
      expiresAt: expect.any(Number),
      [placementsAttribute]: new Set(['home']),
      [placementAttribute('home')]: marked?.expiresAt,
      [itemsUntilAttribute]: marked?.expiresAt,
      [requestAttribute('home')]: recordedAt,
    });
    expect(workflow.published).toEqual([{ ...request, list: packed(scored) }]);
  });

  it('is the same stored list from the workflow and the resolvers', async () => {
    const byWorkflow = (await row(userData, listKey)) as unknown as StoredListRow;
    expect(byWorkflow).toEqual({
      ...listKey,
      recommendationId: 'list-1',
      userId: 'ada',
      placement: 'home',
      generatedAt: recordedAt,
      basedOn: recordedAt,
      modelVersion: 'v1',
      source: 'MODEL',
      degraded: false,
      listSize: 2,
      items: expect.any(String),
      revision: 3,
      freshUntil: scored.freshUntil,
      notices: '[]',
      expiresAt: scored.expiresAt,
    });
    expect(unpackRankedItems(byWorkflow.items)).toEqual(scored.items);

    // The resolver's list for a user whose history ends where the workflow's did.
    await writeInteractions(api.client, userData, [
      parseInteraction({ userId: 'bob', itemId: 'film-9', eventType: 'VIEW', timestamp: recordedAt }, Date.now()),
    ]);
    const { errors } = await api.query(
      '{ recommendations(userId: "bob") { source items { itemId } } }',
      {},
      await api.as('bob'),
    );
    expect(errors).toBeUndefined();
    const bobs = { pk: userPartitionKey('bob'), sk: storedListSortKey('home') };
    const byResolver = (await row(userData, bobs)) as unknown as StoredListRow;
    expect(byResolver).toEqual({ ...byWorkflow, ...bobs, userId: 'bob' });
    expect(byResolver.listSize).toBeLessThanOrEqual(storedListSize);
  });
});

describe('what is kept for everybody', () => {
  it('trending and popular lists are rows of one form; counters and what was seen are those of the contract', async () => {
    const now = Date.now();
    const onInteraction = createOnInteraction({
      client,
      userDataTable: userData,
      catalogueTable: catalogue,
      countersTable: counters,
      feedbackTable: feedback,
      shards: 1,
      shard: 0,
      metricShard: 0,
      instance: 'test',
      alarmRate: 0.0001,
      startWorkflow: async () => undefined,
      sendToQueue: async () => undefined,
      onSkipped: (what) => {
        throw new Error(what);
      },
      recordVersion: () => undefined,
      recordPlacements: () => undefined,
      clock: () => now,
      onTrouble: (what, cause) => {
        throw new Error(what, { cause });
      },
    });
    const record = makeStreamRecord({ userId: 'ada', itemId: 'film-1', timestamp: new Date(now).toISOString() });
    const { failures } = await onInteraction([record]);
    expect(failures).toEqual(new Map());
    const topLists = new TopLists(client, counters);
    await topLists.writePopular([{ itemId: 'film-1', score: 2 }], 'v1', now);

    const listRow = (list: Parameters<typeof topListPartitionKey>[0], category?: string) =>
      row(counters, { pk: topListPartitionKey(list), sk: topListSortKey(category) }) as unknown as Promise<TopListRow>;
    const trending = await listRow(trendingList('DAY'));
    const { modelVersion, ...popular } = await listRow(popularList);
    expect(modelVersion).toBe('v1');
    const formOf = (made: object) => Object.entries(made).map(([name, value]) => `${name}: ${typeof value}`);
    expect(formOf(popular).sort()).toEqual(formOf(trending).sort());
    expect(JSON.parse(trending.items)).toEqual([{ itemId: 'film-1', score: 1 }]);
    expect(formOf(await listRow(trendingList('DAY'), 'film')).sort()).toEqual(formOf(trending).sort());
    expect(await topLists.read(trendingList('DAY'), now)).toEqual([{ itemId: 'film-1', score: 1 }]);
    expect(await topLists.read(popularList, now)).toEqual([{ itemId: 'film-1', score: 2 }]);

    const instant = new Date(now).toISOString();
    const seen = { pk: userPartitionKey('ada'), sk: seenDaySortKey(instant.slice(0, 10)) };
    expect(await row(userData, seen)).toEqual({
      ...seen,
      items: '[["film-1",1]]',
      recordedAt: instant,
      revision: 1,
      stream: record.eventSourceARN,
      position: record.dynamodb?.SequenceNumber,
      handledAt: now,
      knownSince: now,
    });
    const hour = new Date(Math.floor(now / 1_800_000) * 1_800_000).toISOString().slice(0, 16);
    const { Items } = await client.send(
      new QueryCommand({
        TableName: counters,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `COUNT#HALF_HOUR#${hour}#0` },
      }),
    );
    expect(Items).toEqual([{ pk: `COUNT#HALF_HOUR#${hour}#0`, sk: 'film-1', count: 1, expiresAt: expect.any(Number) }]);
  });
});
