import { DeleteCommand, NumberValue } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InvocationRequest, InvocationResponse } from '../../../model/contract/index.ts';
import {
  interactionSortKey,
  topListPartitionKey,
  topListSortKey,
  userPartitionKey,
  type TopListName,
} from '../../../schema/contract/keys.ts';
import { packRankedItems } from '../../../schema/contract/rankedItems.ts';
import type { ScoredList } from '../../../schema/contract/scoring.ts';
import { startModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import type { ModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { startScoring } from './startScoring.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';

const now = Date.parse('2026-11-21T12:00:00.000Z');
const itemIds = Array.from({ length: 12 }, (_, index) => `item-${String(index).padStart(2, '0')}`);
const reasons = [{ code: 'POPULAR' as const, evidence: { itemIds: [], attributes: [] }, share: 1 }];

/** A model that ranks the items by their number and leaves out what it is told to. */
const ranked =
  (modelVersion: string) =>
  (request: InvocationRequest): InvocationResponse => {
    const out = new Set([...(request.excludeItemIds ?? []), ...(request.history ?? []).map(({ itemId }) => itemId)]);
    const items = itemIds.filter((itemId) => !out.has(itemId)).slice(0, request.limit);
    return {
      modelVersion,
      source: 'MODEL',
      items: items.map((itemId, rank) => ({ itemId, score: 100 - rank, reasons })),
    };
  };

describe.skipIf(!hasDynoxide)('score-candidates on real tables and the wire format of SageMaker', () => {
  let tables: TestTables;
  let endpoint: ModelEndpoint;
  let score: (event: Record<string, unknown>) => Promise<ScoredList>;
  let troubles: string[];
  let skipped: string[];
  let clock: () => number;
  let versions = 0;

  beforeAll(async () => {
    [tables, endpoint] = await Promise.all([startTables(), startModelEndpoint()]);
    await tables.put(
      tables.catalogue,
      ...itemIds.map((itemId, index) => ({
        itemId,
        title: `Item ${index}`,
        categories: [index % 2 === 0 ? 'even' : 'odd', 'all'],
        price: index,
        createdAt: new Date(now - index * 1000).toISOString(),
        ...(index === 2 && { hidden: true }),
        ...(index === 4 && { availableFrom: '2026-11-21T12:00:00.001Z' }),
        ...(index === 5 && { availableUntil: '2026-11-21T12:00:00.000Z' }),
      })),
    );
  });
  afterAll(async () => {
    await Promise.all([tables?.stop(), endpoint?.stop()]);
  });
  beforeEach(async () => {
    clock = () => now;
    endpoint.received.length = 0;
    versions += 1;
    await tables.put(tables.models, {
      pk: 'LIVE',
      sk: 'LIVE',
      revision: versions,
      champion: { modelVersion: `version-${versions}`, endpointName: 'scoring' },
    });
    ({ score, troubles, skipped } = startScoring(tables, endpoint, () => clock()));
  });
  const idsOf = (list: ScoredList): string[] => list.items.map(({ itemId }) => itemId);
  const modelVersion = (): string => `version-${versions}`;

  it('answers with the list of the model, checked against the live catalogue', async () => {
    endpoint.behave(ranked(modelVersion()));
    const history = [
      {
        itemId: 'item-00',
        eventType: 'VIEW',
        timestamp: '2026-11-21T11:00:00.000Z',
        recordedAt: '2026-11-21T11:00:01.000Z',
      },
      {
        itemId: 'item-01',
        eventType: 'RATING',
        eventValue: 4,
        timestamp: '2026-11-20T11:00:00.000Z',
        recordedAt: '2026-11-21T11:30:00.000Z',
      },
    ];
    const list = await score({ kind: 'RECOMMEND', userId: 'u1', placement: 'home', limit: 3, history });
    // 00 and 01 are seen, 02 is hidden, 04 is not yet and 05 no longer available.
    expect(list).toEqual({
      recommendationId: 'list-1.-.MODEL.1795262400.home',
      revision: 0,
      freshUntil: '2026-11-21T13:00:00.000Z',
      notices: [],
      userId: 'u1',
      placement: 'home',
      items: [
        { itemId: 'item-03', score: 99, reasons },
        { itemId: 'item-06', score: 96, reasons },
        { itemId: 'item-07', score: 95, reasons },
      ],
      source: 'MODEL',
      degraded: false,
      degradedReason: null,
      modelVersion: modelVersion(),
      generatedAt: '2026-11-21T12:00:00.000Z',
      expiresAt: Date.parse('2026-11-22T12:00:00.000Z') / 1000,
      basedOn: '2026-11-21T11:30:00.000Z',
    });
    const [{ path, request }] = endpoint.received;
    expect(path).toBe('/endpoints/scoring/invocations');
    expect(request).toMatchObject({
      kind: 'RECOMMEND',
      now,
      limit: 13,
      history: [
        { itemId: 'item-00', eventType: 'VIEW', timestamp: Date.parse('2026-11-21T11:00:00.000Z') },
        { itemId: 'item-01', eventType: 'RATING', eventValue: 4, timestamp: Date.parse('2026-11-20T11:00:00.000Z') },
      ],
    });
  });

  it('reads the history when it is left out: newest first, as many as asked for, without impressions', async () => {
    endpoint.behave(ranked(modelVersion()));
    const at = (minute: number): string => `2026-11-21T11:0${minute}:00.000Z`;
    const row = (minute: number, eventType = 'VIEW'): Record<string, unknown> => ({
      pk: userPartitionKey('reader'),
      sk: interactionSortKey(eventType, at(minute), `e${minute}`),
      itemId: itemIds[minute],
      eventType,
      timestamp: at(minute),
      recordedAt: at(minute),
    });
    await tables.put(tables.userData, row(1), row(2), row(3), row(4), row(5, 'IMPRESSION'));
    const list = await score({ kind: 'RECOMMEND', userId: 'reader', placement: 'home', limit: 2 });
    expect(endpoint.received[0].request.history?.map(({ itemId }) => itemId)).toEqual([
      'item-04',
      'item-03',
      'item-02',
    ]);
    expect(list.basedOn).toBe(at(4));
    // 01 is older than the history that the model is given, and still seen.
    expect(endpoint.received[0].request.excludeItemIds?.toSorted()).toEqual([
      'item-01',
      'item-02',
      'item-03',
      'item-04',
    ]);
    expect(idsOf(list)).toEqual(['item-00', 'item-06']);
  });

  it('holds a filter even when the model ignores it', async () => {
    endpoint.behave(ranked(modelVersion()));
    const filter = { categories: { contains: 'odd' }, price: { gt: 3 } };
    const list = await score({ kind: 'POPULAR', placement: 'popular', limit: 10, filter });
    expect(idsOf(list)).toEqual(['item-07', 'item-09', 'item-11']);
  });

  it('gives no reasons when they are not asked for', async () => {
    endpoint.behave(ranked(modelVersion()));
    const list = await score({ kind: 'POPULAR', placement: 'popular', limit: 1, explain: false });
    expect(list.items).toEqual([{ itemId: 'item-00', score: 100, reasons: [] }]);
  });

  it('falls back to the stored list, then trends, then popular items, then the newest, and says so', async () => {
    endpoint.behave('ABSENT');
    const Key = { pk: topListPartitionKey('POPULAR'), sk: topListSortKey() };
    await tables.client.send(new DeleteCommand({ TableName: tables.counters, Key }));
    const input = {
      kind: 'RECOMMEND',
      userId: 'u1',
      placement: 'home',
      limit: 2,
      history: [],
      excludeItemIds: ['item-11'],
    };
    const newest = await score(input);
    expect(newest).toMatchObject({
      source: 'LATEST',
      degraded: true,
      degradedReason: 'MODEL_ABSENT',
      modelVersion: null,
    });
    expect(idsOf(newest)).toEqual(['item-00', 'item-01']);

    const list = (name: TopListName, items: string[], expiresAt = now / 1000 + 1): Record<string, unknown> => ({
      pk: topListPartitionKey(name),
      sk: topListSortKey(),
      items: JSON.stringify(items.map((itemId, rank) => ({ itemId, score: 9 - rank }))),
      foldedAt: new Date(now).toISOString(),
      expiresAt,
    });
    await tables.put(tables.counters, list('POPULAR', ['item-11', 'item-02', 'item-07', 'item-06']));
    expect(await score(input)).toMatchObject({
      source: 'POPULAR',
      items: [{ itemId: 'item-07', score: 7 }, { itemId: 'item-06' }],
    });

    await tables.put(tables.counters, list('TRENDING#DAY', ['item-08', 'item-09'], now / 1000));
    expect((await score(input)).source).toBe('POPULAR');
    await tables.put(tables.counters, list('TRENDING#DAY', ['item-08', 'item-09']));
    expect(await score(input)).toMatchObject({
      source: 'TRENDING',
      items: [{ itemId: 'item-08', reasons: [] }, { itemId: 'item-09' }],
    });

    const storedItems = [
      { itemId: 'item-10', score: 3, reasons },
      { itemId: 'item-03', score: 2, reasons },
    ];
    expect(await score({ ...input, storedItems: packRankedItems(storedItems) })).toMatchObject({
      source: 'STORED',
      items: [{ itemId: 'item-10', score: 3 }, { itemId: 'item-03' }],
    });
    // A stored list too short to fill the answer gives way to one that does.
    expect((await score({ ...input, storedItems: packRankedItems(storedItems.slice(0, 1)) })).source).toBe('TRENDING');
    expect(troubles).toContain('The model gave no list: ABSENT');
  });

  it('never falls back to what was seen', async () => {
    endpoint.behave('ABSENT');
    const history = [
      {
        itemId: 'item-08',
        eventType: 'VIEW',
        timestamp: '2026-11-21T11:00:00.000Z',
        recordedAt: '2026-11-21T11:00:00.000Z',
      },
    ];
    const list = await score({ kind: 'RECOMMEND', userId: 'u1', placement: 'home', limit: 12, history });
    expect(list.items.length).toBeGreaterThan(3);
    expect(idsOf(list)).not.toContain('item-08');
  });

  it('gives up on a model that is silent', async () => {
    endpoint.behave('HANGS');
    const list = await score({ kind: 'POPULAR', placement: 'popular', limit: 2, maxLatencyMs: 50 });
    expect(list).toMatchObject({ degraded: true, degradedReason: 'MODEL_TIMEOUT' });
  });

  it('puts items that share categories in place of neighbours that the model does not know', async () => {
    const body = JSON.stringify({ error: { code: 'UNKNOWN_ITEM', message: 'No item item-06.' } });
    endpoint.behave({ modelStatus: 404, body });
    const list = await score({ kind: 'SIMILAR', placement: 'similar', itemId: 'item-06', limit: 3 });
    expect(list).toMatchObject({ source: 'CONTENT', degraded: false, degradedReason: null, modelVersion: null });
    // Of the items with both categories those that trend or are popular come first; 02, 04 and 06 itself are out.
    expect(idsOf(list).sort()).toEqual(['item-00', 'item-08', 'item-10']);
    expect(list.items[0]).toMatchObject({ score: 1, reasons: [{ code: 'SIMILAR_CONTENT', share: 1 }] });
  });

  it('keeps the given order of a re-ranking when the model is out of order', async () => {
    endpoint.behave({ modelStatus: 503, body: '{"error":{"code":"OVERLOADED","message":"busy"}}' });
    const candidateItemIds = ['item-09', 'item-02', 'nowhere', 'item-01'];
    const list = await score({
      kind: 'RERANK',
      userId: 'u1',
      placement: 'home',
      limit: 10,
      history: [],
      candidateItemIds,
    });
    expect(idsOf(list)).toEqual(['item-09', 'item-01']);
    expect(list).toMatchObject({ degraded: true, degradedReason: 'MODEL_UNAVAILABLE' });
  });

  it('keeps the popular list of each model version once', async () => {
    endpoint.behave(ranked(modelVersion()));
    const input = { kind: 'RECOMMEND', userId: 'u1', placement: 'home', limit: 1, history: [] };
    await score(input);
    await score(input);
    expect(endpoint.received.filter(({ request }) => request.kind === 'POPULAR')).toHaveLength(1);
    const [row] = await tables.partition(tables.counters, topListPartitionKey('POPULAR'));
    expect(row.modelVersion).toBe(modelVersion());
    expect(JSON.parse(row.items as string)[0]).toEqual({ itemId: 'item-00', score: 100 });

    const champion = { modelVersion: 'the next version', endpointName: 'scoring' };
    await tables.put(tables.models, { pk: 'LIVE', sk: 'LIVE', revision: 0, champion });
    endpoint.behave(ranked('the next version'));
    await score(input);
    expect(endpoint.received.filter(({ request }) => request.kind === 'POPULAR')).toHaveLength(2);
  });

  it('counts the time from when the request arrived, and does not ask a model without time left', async () => {
    endpoint.behave(ranked(modelVersion()));
    const input = { kind: 'POPULAR', placement: 'popular', limit: 1, maxLatencyMs: 1000 };
    expect(await score({ ...input, requestedAt: now - 950 })).toMatchObject({ degradedReason: 'MODEL_TIMEOUT' });
    expect(endpoint.received).toHaveLength(0);
    expect(await score({ ...input, requestedAt: now - 100 })).toMatchObject({ degraded: false });
    // A clock that is ahead gives nobody more time.
    expect(await score({ ...input, requestedAt: now + 60_000 })).toMatchObject({ degraded: false });
  });

  it('takes no time for the popular list that the request does not have', async () => {
    endpoint.behave((request) => {
      clock = () => now + 950;
      return ranked(modelVersion())(request);
    });
    await score({ kind: 'RECOMMEND', userId: 'u1', placement: 'home', limit: 1, history: [], maxLatencyMs: 1000 });
    expect(endpoint.received.map(({ request }) => request.kind)).toEqual(['RECOMMEND']);
  });

  it('takes in an interaction that came too late for the history', async () => {
    endpoint.behave(ranked(modelVersion()));
    const at = '2026-11-21T11:00:00.000Z';
    const late = '2026-11-21T11:59:00.000Z';
    const history = [{ itemId: 'item-00', eventType: 'VIEW', timestamp: at, recordedAt: at }];
    const input = { kind: 'RECOMMEND', userId: 'u1', placement: 'home', limit: 1, history };
    const list = await score({ ...input, basedOn: late, excludeItemIds: ['item-01'] });
    expect(list.basedOn).toBe(late);
    expect(idsOf(list)).toEqual(['item-03']);
    expect((await score({ ...input, basedOn: '2026-11-21T10:00:00.000Z' })).basedOn).toBe(at);
  });

  it('answers whatever else is in the tables', async () => {
    endpoint.behave(ranked(modelVersion()));
    const instant = '2026-11-21T11:00:00.000Z';
    const large = NumberValue.from('123456789012345678901234567890');
    const row = (sk: string, fields: object): Record<string, unknown> => ({
      pk: userPartitionKey('odd'),
      sk: interactionSortKey('VIEW', instant, sk),
      itemId: 'item-00',
      eventType: 'VIEW',
      timestamp: instant,
      recordedAt: instant,
      ...fields,
    });
    await tables.put(
      tables.userData,
      row('a', { eventValue: large }),
      row('b', { eventType: 7 }),
      row('c', { timestamp: 'yesterday' }),
    );
    await tables.put(
      tables.catalogue,
      { itemId: 'item-01', title: 'Odd', categories: 'odd', price: 1 },
      { itemId: 'item-03', title: 'Dear', categories: ['odd'], price: large },
    );
    const filter = { categories: { contains: 'odd' } };
    const list = await score({ kind: 'RECOMMEND', userId: 'odd', placement: 'home', limit: 2, filter });
    expect(idsOf(list)).toEqual(['item-03', 'item-07']);
    expect(endpoint.received[0].request.history?.map(({ itemId, eventValue }) => [itemId, eventValue])).toEqual([
      ['item-00', 123456789012345678901234567890],
    ]);
    expect(skipped).toEqual(expect.arrayContaining(['Interactions of another form', 'Items of another form']));

    const history = [{ itemId: 'item-00', eventType: null }, 'nothing'];
    const given = await score({ kind: 'RECOMMEND', userId: 'u1', placement: 'home', limit: 1, history });
    expect(idsOf(given)).toEqual(['item-00']);
    await tables.put(tables.counters, {
      pk: topListPartitionKey('TRENDING#DAY'),
      sk: topListSortKey(),
      items: '[{"itemId":1}]',
      expiresAt: now,
    });
    endpoint.behave('ABSENT');
    for (const storedItems of ['{', '{}', '[{}]', '[[],[],[],[]]', [{ itemId: 'item-01', score: 1 }]]) {
      expect(await score({ kind: 'RECOMMEND', placement: 'home', limit: 1, storedItems })).toMatchObject({
        degraded: true,
        source: 'POPULAR',
      });
    }
  });
});
