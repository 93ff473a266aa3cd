import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InvocationRequest, InvocationResponse } from '../../../model/contract/index.ts';
import { exploredPlaceOf } from '../../../experiments/off-policy/exploredPlaces.ts';
import { packRankedItems } from '../../../schema/contract/rankedItems.ts';
import { placementCopies, placementKeys } from '../../../schema/contract/feedback.ts';
import type { PlacementSettings } from '../../../schema/contract/feedback.ts';
import { topListPartitionKey, topListSortKey } from '../../../schema/contract/keys.ts';
import { originOf } from '../../../schema/contract/recommendationId.ts';
import type { ScoredList } from '../../../schema/contract/scoring.ts';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { startModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import type { ModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';
import { startScoring } from './startScoring.ts';
import type { Scoring } from './startScoring.ts';

const start = Date.parse('2026-11-21T12:00:00.000Z');
const itemIds = Array.from({ length: 12 }, (_, index) => `item-${String(index).padStart(2, '0')}`);
const entry = (itemId: string, eventType: string) => {
  const instant = '2026-11-21T11:00:00.000Z';
  return { itemId, eventType, timestamp: instant, recordedAt: instant };
};

/** A model that ranks its items by their number, leaves out what it is told to, and knows neither rules nor item 11. */
const ranked = (request: InvocationRequest): InvocationResponse => {
  const out = new Set([...(request.excludeItemIds ?? []), ...(request.history ?? []).map(({ itemId }) => itemId)]);
  const items = itemIds.slice(0, 11).filter((itemId) => !out.has(itemId));
  return {
    modelVersion: 'v1',
    source: 'MODEL',
    items: items.slice(0, request.limit).map((itemId, rank) => ({
      itemId,
      score: 100 - rank,
      reasons: [{ code: 'POPULAR', evidence: { itemIds: [], attributes: [] }, share: 100 - rank }],
    })),
  };
};

describe.skipIf(!hasDynoxide)('what applies to a placement', () => {
  let tables: TestTables;
  let endpoint: ModelEndpoint;
  let scoring: Scoring;
  let now: number;
  let revision = 0;

  beforeAll(async () => {
    [tables, endpoint] = await Promise.all([startTables(), startModelEndpoint()]);
    await tables.put(
      tables.catalogue,
      ...itemIds.map((itemId, index) => ({
        itemId,
        categories: [index % 2 === 0 ? 'even' : 'odd'],
        price: index,
        createdAt: new Date(start - index * 1000).toISOString(),
        ...(index === 2 && { hidden: true }),
        ...(index === 5 && { availableUntil: '2026-11-21T12:00:00.000Z' }),
      })),
    );
    const champion = { modelVersion: 'v1', endpointName: 'scoring' };
    await tables.put(tables.models, { pk: 'LIVE', sk: 'LIVE', revision: 1, champion });
    await tables.put(tables.counters, {
      pk: topListPartitionKey('TRENDING#DAY'),
      sk: topListSortKey(),
      items: JSON.stringify(['item-08', 'item-09', 'item-10'].map((itemId) => ({ itemId, score: 1 }))),
      expiresAt: start,
    });
  });
  afterAll(async () => {
    await Promise.all([tables?.stop(), endpoint?.stop()]);
  });
  beforeEach(() => {
    now = start;
    endpoint.received.length = 0;
    endpoint.behave(ranked);
    scoring = startScoring(tables, endpoint, () => now);
  });

  const apply = async (settings: PlacementSettings, placement = 'home'): Promise<void> => {
    revision += 1;
    const row = { placement, revision, settings: JSON.stringify(settings) };
    await tables.put(tables.feedback, ...placementKeys(placement).map((key) => ({ ...key, ...row })));
  };
  const score = (event: object = {}): Promise<ScoredList> =>
    scoring.score({ kind: 'RECOMMEND', userId: 'ada', placement: 'home', limit: 4, history: [], ...event });
  const idsOf = (list: ScoredList): string[] => list.items.map(({ itemId }) => itemId.slice('item-'.length));
  const asked = (): InvocationRequest =>
    endpoint.received.map(({ request }) => request).findLast(({ kind }) => kind !== 'POPULAR')!;

  it('goes to the model, as far as it is in force', async () => {
    const before = { until: '2026-11-21T12:00:00.000Z' };
    const today = { from: '2026-11-21T12:00:00.000Z', until: '2026-11-21T12:00:00.001Z' };
    await apply({
      filter: JSON.stringify({ price: { lt: 9 } }),
      diversity: 0.25,
      freshness: 0.5,
      exploration: 0.125,
      explorationDepth: 4,
      pinned: [
        { itemId: 'item-07', ...today },
        { itemId: 'item-06', ...before },
      ],
      boosted: [
        { category: 'odd', factor: 2, ...today },
        { category: 'odd', factor: 3 },
        { category: 'even', factor: 9, from: '2026-11-21T12:00:00.001Z' },
        { itemId: 'item-04', factor: 0.5 },
      ],
      buried: [{ itemId: 'item-00' }, { category: 'none', ...today }, { category: 'even', ...before }],
      maxLatencyMs: 5000,
    });
    const list = await score({ filter: { price: { gt: 0 } } });
    // A list of today's rules is good for today's millisecond.
    expect(list).toMatchObject({ revision, notices: [], freshUntil: '2026-11-21T12:00:00.001Z' });
    expect(idsOf(list)).toEqual(['07', '01', '03', '04']);
    expect(asked()).toMatchObject({
      filter: { and: [{ price: { gt: 0 } }, { price: { lt: 9 } }, { not: { categories: { containsAny: ['none'] } } }] },
      diversity: 0.25,
      freshness: 0.5,
      exploration: 0.125,
      explorationDepth: 4,
      pinnedItemIds: ['item-07'],
      boosts: { 'item-04': 0.5 },
      categoryBoosts: { odd: 6 },
      excludeItemIds: ['item-00'],
    });
    await score({ diversity: 0 });
    expect(asked().diversity).toBe(0);
    await score({ kind: 'RERANK', candidateItemIds: ['item-01', 'item-03'] });
    expect(asked().exploration).toBeUndefined();
    expect(asked().explorationDepth).toBeUndefined();
  });

  it('logs how explored places were drawn in the id of the list, and those alone', async () => {
    await apply({ exploration: 0.3, pinned: [{ itemId: 'item-07' }] });
    scoring = startScoring(tables, endpoint, () => now, { newId: () => '00000000-0000-4000-8000-000000000001' });
    endpoint.behave((request) => {
      const answer = ranked(request);
      const drawn = new Map([
        ['item-00', { rank: 3, pool: 9 }],
        // Hidden: nobody sees it, and nothing is to be logged of it.
        ['item-02', { rank: 1, pool: 9 }],
      ]);
      const items = answer.items.map((item) => ({ ...item, explored: drawn.get(item.itemId) }));
      return { ...answer, items: request.kind === 'RECOMMEND' ? items : answer.items };
    });
    const list = await score();
    expect(idsOf(list)).toEqual(['07', '00', '01', '03']);
    expect(Object.keys(list.items[1]).sort()).toEqual(['itemId', 'reasons', 'score']);
    const { explored } = originOf(list.recommendationId)!;
    expect(list.items.map(({ itemId }) => exploredPlaceOf(explored, itemId))).toEqual([
      null,
      { rank: 3, pool: 9 },
      null,
      null,
    ]);
    expect(exploredPlaceOf(explored, 'item-02')).toBeNull();
    endpoint.behave(ranked);
    expect(originOf((await score()).recommendationId)!.explored).toBeNull();
  });

  it('puts first what is pinned and eligible, whether the model knows it or not', async () => {
    const pinned = ['11', '02', '05', '09', 'nowhere', '03', '01'].map((id) => ({ itemId: `item-${id}` }));
    await apply({ pinned });
    const list = await score({ history: [entry('item-03', 'VIEW')], excludeItemIds: ['item-01'] });
    // 02 is hidden, 05 is no longer available, 03 was seen, 01 is excluded.
    expect(idsOf(list)).toEqual(['11', '09', '00', '04']);
    expect(list.items.map(({ score: value }) => value)).toEqual([100, 100, 100, 98]);
    for (const { score: value, reasons } of list.items) {
      expect(reasons.reduce((sum, { share }) => sum + share, 0)).toBe(value);
    }
    expect(list.items.map(({ reasons }) => reasons.at(-1)?.code)).toEqual(['PINNED', 'PINNED', 'POPULAR', 'POPULAR']);
    // A later page does not begin with them again, and a list that the caller gave gets nothing added.
    expect(idsOf(await score({ excludeItemIds: ['item-11', 'item-09', 'item-00'] }))).toEqual(['03', '01', '04', '06']);
    expect(idsOf(await score({ kind: 'RERANK', candidateItemIds: ['item-09', 'item-00'] }))).not.toContain('11');
  });

  it('holds in lists that are not the model’s', async () => {
    endpoint.behave('ABSENT');
    await apply({ pinned: [{ itemId: 'item-07' }], buried: [{ itemId: 'item-09' }], filter: '{"price":{"lt":10}}' });
    const list = await score({ limit: 2 });
    expect(list).toMatchObject({ degraded: true, source: 'POPULAR' });
    expect(idsOf(list)).toEqual(['07', '00']);
    await apply({ fallback: ['TRENDING', 'LATEST'], buried: [{ category: 'odd' }] });
    now += 5_000;
    expect(
      await score({
        limit: 2,
        storedItems: packRankedItems([
          { itemId: 'item-04', score: 1, reasons: [] },
          { itemId: 'item-06', score: 1, reasons: [] },
        ]),
      }),
    ).toMatchObject({
      source: 'TRENDING',
      items: [{ itemId: 'item-08' }, { itemId: 'item-10' }],
    });
    await apply({ fallback: ['STORED'] });
    now += 5_000;
    expect(await score()).toMatchObject({ items: [], degraded: true });
  });

  it('tells the model of the event types that count, and leaves out what was seen all the same', async () => {
    await apply({ eventTypes: ['PURCHASE'] });
    const list = await score({ history: [entry('item-00', 'VIEW'), entry('item-01', 'PURCHASE')] });
    expect(asked().history?.map(({ itemId }) => itemId)).toEqual(['item-01']);
    expect(asked().excludeItemIds).toEqual(['item-00', 'item-01']);
    expect(idsOf(list)).toEqual(['03', '04', '06', '07']);
  });

  it('bounds a list over all its pages', async () => {
    await apply({ maximumItems: 3 });
    expect(idsOf(await score())).toEqual(['00', '01', '03']);
    expect(idsOf(await score({ shown: 2 }))).toEqual(['00']);
    expect(await score({ shown: 3 })).toMatchObject({ items: [], notices: [] });
  });

  it('says which rule emptied a list, and nothing when it was not a rule', async () => {
    await apply({ filter: '{"price":{"gt":100}}' });
    const filtered = await score();
    expect(filtered).toMatchObject({ items: [], notices: [{ code: 'FILTER_LEFT_NOTHING' }] });
    // 02 and 05 could not be in the list anyhow.
    expect(filtered.notices[0].message).toBe(
      'The filter of the placement "home" keeps out all of 10 items that could be here.',
    );
    now += 5_000;
    await apply({ buried: [{ category: 'odd' }, { category: 'even' }] });
    expect(await score()).toMatchObject({ items: [], notices: [{ code: 'BURIED_LEFT_NOTHING' }] });
    const candidateItemIds = ['item-01', 'item-02'];
    expect(await score({ kind: 'RERANK', candidateItemIds })).toMatchObject({
      notices: [{ message: 'The placement "home" buries all of 1 items that could be here.' }],
    });
    expect(await score({ filter: { price: { gt: 100 } } })).toMatchObject({ items: [], notices: [] });
    expect(await score({ shown: 4 })).toMatchObject({ items: [], notices: [] });
  });

  it('is seen within five seconds, and stays true while it cannot be read', async () => {
    await apply({ buried: [{ itemId: 'item-00' }] }, 'shelf');
    const first = async (): Promise<string> => idsOf(await score({ placement: 'shelf' }))[0];
    expect(await first()).toBe('01');
    await apply({ buried: [{ itemId: 'item-01' }] }, 'shelf');
    now += 4_999;
    expect(await first()).toBe('01');
    now += 1;
    expect(await first()).toBe('00');
    // Copies without settings cannot be read.
    const keys = placementKeys('shelf').slice(0, placementCopies);
    await tables.put(tables.feedback, ...keys.map((key) => ({ ...key, revision: 9 })));
    now += 5_000;
    expect(await first()).toBe('00');
    expect(scoring.troubles).toEqual(['What applies to the placement shelf could not be read again']);
    const fresh = startScoring(tables, endpoint, () => now);
    await expect(fresh.score({ kind: 'POPULAR', placement: 'shelf', limit: 1 })).rejects.toThrow();
  });
});
