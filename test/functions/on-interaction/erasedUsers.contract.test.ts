import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOnInteraction } from '../../../functions/on-interaction/onInteraction.ts';
import {
  erasedSortKey,
  placementAttribute,
  presenceSortKey,
  topListPartitionKey,
  trendingList,
  userPartitionKey,
} from '../../../schema/contract/keys.ts';
import type { WorkflowInput } from '../../../schema/contract/scoring.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';
import { onInteractionDependencies } from '../../helpers/onInteractionDependencies.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';

const now = Date.UTC(2026, 10, 28, 12);

describe('the stream of somebody whose data were erased', () => {
  let tables: TestTables;
  beforeAll(async () => {
    tables = await startTables();
  });
  afterAll(() => tables?.stop());

  it('leaves nothing, however late it is read, and takes nothing from others', async () => {
    const started: WorkflowInput[] = [];
    const onInteraction = createOnInteraction(
      onInteractionDependencies(tables, () => now, { startWorkflow: async (input) => void started.push(input) }),
    );
    const listening = {
      sk: presenceSortKey,
      expiresAt: now / 1000 + 600,
      [placementAttribute('home')]: now / 1000 + 600,
    };
    const [gone, here] = ['gone', 'here'].map(userPartitionKey);
    await tables.put(
      tables.userData,
      { pk: gone, ...listening },
      { pk: gone, sk: erasedSortKey, status: 'ERASED' },
      { pk: here, ...listening },
    );
    const timestamp = new Date(now - 1000).toISOString();
    const outcome = await onInteraction([
      makeStreamRecord({ userId: 'gone', itemId: 'i1', timestamp }),
      makeStreamRecord({ userId: 'here', itemId: 'i2', timestamp }),
    ]);
    expect(outcome).toMatchObject({ failures: new Map(), redelivered: 0, started: 1 });
    expect(started.map(({ userId }) => userId)).toEqual(['here']);
    expect(await tables.partition(tables.userData, gone!)).toHaveLength(2);
    expect(await tables.partition(tables.userData, here!)).toHaveLength(2);
    const lists = await tables.partition(tables.counters, topListPartitionKey(trendingList('HOUR')));
    expect(
      lists.map(({ items }) => (JSON.parse(items as string) as { itemId: string }[]).map(({ itemId }) => itemId)),
    ).toEqual([['i2']]);
  });
});
