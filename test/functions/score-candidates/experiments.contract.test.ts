import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { assignVariant } from '../../../experiments/assignVariant.ts';
import { placementKeys, variantSortKey, type RunningExperiment } from '../../../schema/contract/feedback.ts';
import { userPartitionKey } from '../../../schema/contract/keys.ts';
import { originOf } from '../../../schema/contract/recommendationId.ts';
import type { ListOrigin } from '../../../schema/contract/recommendationId.ts';
import { startModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import type { ModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';
import { startScoring } from './startScoring.ts';
import type { Scoring } from './startScoring.ts';

const newVersion = '20261102-030000-00ab';
const liveVersion = '20261101-030000-00aa';
const running: RunningExperiment = {
  experimentId: 'prices',
  variants: [
    { variant: 'control', share: 5000 },
    { variant: 'treatment', share: 5000, settings: { maximumItems: 1 }, modelVersion: newVersion },
  ],
};

describe.skipIf(!hasDynoxide)('an experiment in a list', () => {
  let tables: TestTables;
  let endpoint: ModelEndpoint;
  let scoring: Scoring;
  let now = Date.parse('2026-11-28T10:00:00.000Z');
  beforeAll(async () => {
    [tables, endpoint] = await Promise.all([startTables(), startModelEndpoint()]);
    await tables.put(tables.catalogue, { itemId: 'a' }, { itemId: 'b' });
    await tables.put(
      tables.models,
      { pk: 'LIVE', sk: 'LIVE', revision: 1, champion: { modelVersion: liveVersion, endpointName: 'live' } },
      { pk: 'VERSION', sk: newVersion, modelVersion: newVersion, endpointName: 'new' },
    );
    endpoint.behave(() => ({
      modelVersion: 'x',
      source: 'MODEL',
      items: ['a', 'b'].map((itemId) => ({ itemId, score: 1, reasons: [] })),
    }));
    scoring = startScoring(tables, endpoint, () => now, { newId: () => '00000000-0000-4000-8000-000000000001' });
  });
  afterAll(() => Promise.all([tables?.stop(), endpoint?.stop()]));

  async function runs(experiment: RunningExperiment): Promise<void> {
    const row = { placement: 'home', revision: 3, settings: '{}', experiment: JSON.stringify(experiment) };
    await tables.put(tables.feedback, ...placementKeys('home').map((key) => ({ ...key, ...row })));
    now += 10_000;
  }
  async function ask(userId?: string, more: object = {}): Promise<{ origin: ListOrigin | null; items: number }> {
    const list = await scoring.score({ kind: 'RECOMMEND', placement: 'home', limit: 2, history: [], userId, ...more });
    return { origin: originOf(list.recommendationId), items: list.items.length };
  }

  it('shows each user the variant of the hash, and the id of the list names it', async () => {
    await runs(running);
    for (let index = 0; index < 12; index += 1) {
      const userId = `user-${index}`;
      const variant = assignVariant('prices', userId, running.variants);
      const isTreatment = variant === 'treatment';
      expect(await ask(userId)).toMatchObject({
        origin: { experimentId: 'prices', variant, modelVersion: isTreatment ? newVersion : liveVersion },
        items: isTreatment ? 1 : 2,
      });
    }
  });

  it('leaves lists alone that are for nobody, on other placements, or of a version that somebody asked for', async () => {
    const none = { experimentId: null, variant: null };
    expect((await ask()).origin).toMatchObject(none);
    expect((await ask('user-1', { placement: 'cart' })).origin).toMatchObject(none);
    expect((await ask('user-1', { modelVersion: newVersion })).origin).toMatchObject(none);
  });

  it('keeps whoever was exposed when the split moves', async () => {
    const control = Array.from({ length: 50 }, (_, index) => `user-${index}`).find(
      (userId) => assignVariant('prices', userId, running.variants) === 'control',
    )!;
    await tables.put(tables.userData, {
      pk: userPartitionKey(control),
      sk: variantSortKey('prices'),
      variant: 'control',
    });
    const [first, second] = running.variants;
    await runs({
      experimentId: 'prices',
      variants: [
        { ...first, share: 0 },
        { ...second, share: 10_000 },
      ],
      hasMoved: true,
    });
    expect((await ask(control)).origin).toMatchObject({ variant: 'control' });
    expect((await ask('somebody else')).origin).toMatchObject({ variant: 'treatment' });
    expect(scoring.troubles).toEqual([]);
  });
});
