import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { compareVersions } from '../../../functions/compare-models/compareVersions.ts';
import { createModelClient } from '../../../functions/shared/createModelClient.ts';
import type { AskEndpoint } from '../../../functions/shared/createModelClient.ts';
import { ModelsTable } from '../../../functions/shared/ModelsTable.ts';
import { UserHistory } from '../../../functions/shared/UserHistory.ts';
import { startModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import type { ModelEndpoint } from '../../helpers/startModelEndpoint.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';

const timestamp = '2026-11-21T11:00:00.000Z';

describe.skipIf(!hasDynoxide)('the comparison of versions', () => {
  let tables: TestTables;
  let endpoint: ModelEndpoint;
  beforeAll(async () => {
    [tables, endpoint] = await Promise.all([startTables(), startModelEndpoint()]);
    await tables.put(
      tables.models,
      ...['one', 'two'].map((sk) => ({ pk: 'VERSION', sk, modelVersion: sk, endpointName: `shop-${sk}` })),
      { pk: 'VERSION', sk: 'gone', modelVersion: 'gone' },
    );
    await tables.put(tables.userData, {
      pk: 'USER#ada',
      sk: `EVT#${timestamp}#e`,
      itemId: 'seen',
      eventType: 'VIEW',
      timestamp,
      recordedAt: timestamp,
    });
  });
  afterAll(async () => {
    await Promise.all([tables?.stop(), endpoint?.stop()]);
  });

  it('asks each version the same, and says of one that gives no list why', async () => {
    endpoint.received.length = 0;
    endpoint.behave(() => ({
      modelVersion: 'x',
      source: 'MODEL',
      items: ['a', 'b', 'c', 'd'].map((itemId) => ({ itemId, score: 1, reasons: [] })),
    }));
    const answer = createModelClient(endpoint.client);
    const askEndpoint: AskEndpoint = async (name, request, budget) => {
      const outcome = await answer(name, request, budget);
      if (name === 'shop-two' && 'answer' in outcome) outcome.answer.items.length = 2;
      return outcome;
    };
    let now = 0;
    const comparison = await compareVersions(
      { kind: 'COMPARE', userId: 'ada', versions: ['one', 'gone', 'two'], limit: 4 },
      {
        models: new ModelsTable(tables.client, tables.models),
        userHistory: new UserHistory(tables.client, tables.userData, () => undefined),
        historySize: 3,
        askEndpoint,
        clock: () => 1000,
        stopwatch: () => (now += 1),
      },
    );
    const request = {
      kind: 'RECOMMEND',
      now: 1000,
      limit: 4,
      history: [{ itemId: 'seen', eventType: 'VIEW', timestamp: Date.parse(timestamp) }],
      explain: false,
    };
    expect(endpoint.received.map(({ path }) => path).sort()).toEqual([
      '/endpoints/shop-one/invocations',
      '/endpoints/shop-two/invocations',
    ]);
    expect(endpoint.received.map((received) => received.request)).toEqual([request, request]);
    const items = (...ids: string[]) => ids.map((itemId) => ({ itemId, score: 1 }));
    expect(comparison.lists).toMatchObject([
      { modelVersion: 'one', items: items('a', 'b', 'c', 'd'), failure: null },
      { modelVersion: 'gone', items: [], failure: 'MODEL_ABSENT' },
      { modelVersion: 'two', items: items('a', 'b'), failure: null },
    ]);
    expect(comparison.overlaps).toEqual([
      { modelVersions: ['one', 'gone'], overlap: 0 },
      { modelVersions: ['one', 'two'], overlap: 0.5 },
      { modelVersions: ['gone', 'two'], overlap: 0 },
    ]);
  });
});
