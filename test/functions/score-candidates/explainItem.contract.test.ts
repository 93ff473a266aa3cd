import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InvocationRequest, InvocationResponse, ItemStanding } from '../../../model/contract/index.ts';
import { placementKeys } from '../../../schema/contract/feedback.ts';
import type { PlacementSettings } from '../../../schema/contract/feedback.ts';
import { interactionSortKey, userPartitionKey } from '../../../schema/contract/keys.ts';
import type { ItemExplanation } from '../../../schema/generated/types.ts';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { startModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import type { ModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';
import { startScoring } from './startScoring.ts';
import type { Scoring } from './startScoring.ts';

const now = Date.parse('2026-11-21T12:00:00.000Z');
const standing: ItemStanding = {
  score: 1.5,
  rank: 40,
  items: 90,
  eligibleRank: 30,
  factorNeeded: 1.2341,
  components: [{ name: 'EASE', share: 1.5, rank: 12 }],
};
const reasons = [{ code: 'POPULAR' as const, evidence: { itemIds: [], attributes: [] }, share: 1.5 }];
const standsAt =
  (place: Partial<ItemStanding>) =>
  ({ itemId = '' }: InvocationRequest): InvocationResponse => ({
    modelVersion: 'v1',
    source: 'MODEL',
    items: [{ itemId, score: 1.5, reasons }],
    standing: { ...standing, ...place },
  });
const listed = { eligibleRank: 3, factorNeeded: undefined };

describe.skipIf(!hasDynoxide)('the explanation of an item', () => {
  let tables: TestTables;
  let endpoint: ModelEndpoint;
  let scoring: Scoring;

  beforeAll(async () => {
    [tables, endpoint] = await Promise.all([startTables(), startModelEndpoint()]);
    await tables.put(
      tables.catalogue,
      { itemId: 'plain', categories: ['drama', 'film'], price: 5 },
      { itemId: 'hidden', hidden: true, availableFrom: '2026-12-01T00:00:00.000Z' },
      { itemId: 'gone', availableUntil: '2026-11-21T12:00:00.000Z' },
      ...[1, 2, 3, 4].map((number) => ({ itemId: `seen-${number}` })),
    );
    const champion = { modelVersion: 'v1', endpointName: 'scoring' };
    await tables.put(tables.models, { pk: 'LIVE', sk: 'LIVE', revision: 1, champion });
    // One more than the history holds.
    await tables.put(
      tables.userData,
      ...[1, 2, 3, 4].map((minute) => {
        const at = `2026-11-21T11:0${minute}:00.000Z`;
        const key = { pk: userPartitionKey('ada'), sk: interactionSortKey('VIEW', at, 'e') };
        return { ...key, itemId: `seen-${minute}`, eventType: 'VIEW', timestamp: at, recordedAt: at };
      }),
    );
  });
  afterAll(async () => {
    await Promise.all([tables?.stop(), endpoint?.stop()]);
  });
  beforeEach(() => {
    endpoint.received.length = 0;
    endpoint.behave(standsAt(listed));
    scoring = startScoring(tables, endpoint, () => now);
  });

  const explain = async (itemId: string, settings: PlacementSettings = {}, more = {}): Promise<ItemExplanation> => {
    const row = { placement: 'home', revision: 1, settings: JSON.stringify(settings) };
    await tables.put(tables.feedback, ...placementKeys('home').map((key) => ({ ...key, ...row })));
    return scoring.explain({ kind: 'EXPLAIN', userId: 'ada', itemId, placement: 'home', limit: 25, ...more });
  };
  const codesOf = ({ findings }: ItemExplanation): string[] => findings.map(({ code }) => code);

  it('tells where the item stands, by each component too', async () => {
    const explained = await explain('plain');
    expect(explained).toEqual({
      userId: 'ada',
      itemId: 'plain',
      placement: 'home',
      experimentId: null,
      variant: null,
      isListed: true,
      findings: [
        {
          code: 'RANKED_HIGH',
          keepsOut: false,
          message: 'Of the items that may be in the list the model ranks it at place 3, and the list has 25.',
          remedy: null,
        },
      ],
      score: 1.5,
      rank: 40,
      rankedItems: 90,
      eligibleRank: 3,
      components: standing.components,
      reasons,
      modelVersion: 'v1',
    });
    expect(endpoint.received[0].request).toMatchObject({ kind: 'EXPLAIN', itemId: 'plain', limit: 25, now });
    expect(endpoint.received[0].request.excludeItemIds?.toSorted()).toEqual(['seen-1', 'seen-2', 'seen-3', 'seen-4']);
  });

  it('explains the list of the variant that the user is in', async () => {
    await tables.put(tables.models, { pk: 'VERSION', sk: 'v1', modelVersion: 'v1', endpointName: 'scoring' });
    const variants = [
      { variant: 'control', share: 1 },
      { variant: 'strict', share: 9999, settings: { buried: [{ itemId: 'plain' }] }, modelVersion: 'v1' },
    ];
    const experiment = JSON.stringify({ experimentId: 'stricter', variants });
    const row = {
      placement: 'tried',
      revision: 1,
      settings: '{"boosted":[{"itemId":"plain","factor":2}]}',
      experiment,
    };
    await tables.put(tables.feedback, ...placementKeys('tried').map((key) => ({ ...key, ...row })));
    const explained = await scoring.explain({
      kind: 'EXPLAIN',
      userId: 'ada',
      itemId: 'plain',
      placement: 'tried',
      limit: 25,
    });
    expect(explained).toMatchObject({ experimentId: 'stricter', variant: 'strict', isListed: false });
    expect(codesOf(explained)).toEqual(['BURIED', 'BOOSTED', 'RANKED_HIGH']);
  });

  it('tells what the user passed over, where the placement lowers that', async () => {
    const pk = userPartitionKey('bea');
    const shown = (itemId: string, timestamp: string, position?: number) => ({
      pk,
      sk: interactionSortKey('IMPRESSION', timestamp, `${itemId}-${timestamp}`),
      itemId,
      timestamp,
      position,
    });
    await tables.put(
      tables.userData,
      shown('plain', '2026-11-21T12:00:00.000Z', 0),
      shown('plain', '2026-11-14T12:00:00.000Z'),
    );
    const explained = await explain('plain', { lowersPassedOver: true }, { userId: 'bea' });
    expect(codesOf(explained)).toEqual(['PASSED_OVER', 'RANKED_HIGH']);
    // A look of now and one of seven days ago: 8 of 9.5.
    expect(explained.findings[0].message).toContain('leaves 84 %');
    expect(endpoint.received[0].request.boosts?.plain).toBeCloseTo(8 / 9.5, 12);
    expect(codesOf(await explain('plain', {}, { userId: 'bea', placement: 'free' }))).toEqual(['RANKED_HIGH']);
  });

  it('names what would bring an item into the list that others outrank', async () => {
    endpoint.behave(standsAt({}));
    const explained = await explain('plain', { maximumItems: 10 });
    expect(explained).toMatchObject({ isListed: false, eligibleRank: 30 });
    expect(explained.findings).toEqual([
      {
        code: 'RANKED_LOWER',
        keepsOut: true,
        message: 'Of the items that may be in the list the model ranks it at place 30, and the list has only 10.',
        remedy: 'Boost it by 1.24 or more, or pin it by putPlacement.',
      },
    ]);
    expect(endpoint.received[0].request.limit).toBe(10);
  });

  it.each<[string, string, PlacementSettings, object, string]>([
    ['HIDDEN,NOT_YET_AVAILABLE', 'hidden', {}, {}, 'The item is available from 2026-12-01T00:00:00.000Z.'],
    ['NO_LONGER_AVAILABLE', 'gone', {}, {}, 'The item was available until 2026-11-21T12:00:00.000Z.'],
    ['SEEN', 'seen-4', {}, {}, 'The user interacted with the item, last by VIEW at 2026-11-21T11:04:00.000Z.'],
    ['SEEN', 'seen-1', {}, {}, 'The user interacted with the item, longer ago than the newest interactions.'],
    ['EXCLUDED', 'plain', {}, { excludeItemIds: ['plain'] }, 'The request names the item in excludeItemIds.'],
    ['FILTERED_BY_REQUEST', 'plain', {}, { filter: { price: { gt: 5 } } }, 'does not pass the filter of the request'],
    ['FILTERED', 'plain', { filter: '{"price":{"lt":5}}' }, {}, 'the filter of the placement: {"price":{"lt":5}}.'],
    ['BURIED', 'plain', { buried: [{ itemId: 'plain' }] }, {}, 'The placement buries the item.'],
    ['BURIED', 'plain', { buried: [{ category: 'x' }, { category: 'film' }] }, {}, 'buries the category "film".'],
  ])('finds %s of %s', async (codes, itemId, settings, more, message) => {
    const explained = await explain(itemId, { pinned: [{ itemId }], ...settings }, more);
    const found = codes.split(',');
    expect(explained.isListed).toBe(false);
    expect(codesOf(explained)).toEqual([...found, 'PINNED', 'RANKED_HIGH']);
    expect(explained.findings.map(({ keepsOut, remedy }) => keepsOut === (remedy !== null))).not.toContain(false);
    expect(explained.findings[found.length - 1].message).toContain(message);
  });

  it('lists what is pinned whatever its rank, and tells of boosts', async () => {
    endpoint.behave(standsAt({}));
    const boosted = [
      { category: 'drama', factor: 2 },
      { itemId: 'plain', factor: 0.75 },
    ];
    const explained = await explain('plain', { pinned: [{ itemId: 'seen-9' }, { itemId: 'plain' }], boosted });
    expect(explained.isListed).toBe(true);
    expect(codesOf(explained)).toEqual(['RANKED_LOWER', 'PINNED', 'BOOSTED']);
    expect(explained.findings.map(({ message }) => message).slice(1)).toEqual([
      'The placement pins the item, as number 2 of 2.',
      "The placement multiplies the item's distance to the lowest score by 1.5.",
    ]);
  });

  it('says so when the model does not know the item, or cannot be asked', async () => {
    endpoint.behave({ modelStatus: 404, body: '{"error":{"code":"UNKNOWN_ITEM","message":"No item."}}' });
    const nothing = { score: null, rank: null, eligibleRank: null, components: [], reasons: [] };
    const unknown = await explain('plain');
    expect(unknown).toMatchObject({ ...nothing, isListed: false });
    expect(codesOf(unknown)).toEqual(['UNKNOWN_TO_MODEL']);
    endpoint.behave('ABSENT');
    expect(codesOf(await explain('plain'))).toEqual(['MODEL_NOT_ASKED']);
  });
});
