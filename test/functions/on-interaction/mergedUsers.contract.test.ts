import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOnInteraction } from '../../../functions/on-interaction/onInteraction.ts';
import {
  erasedSortKey,
  placementAttribute,
  presenceSortKey,
  seenDaySortKey,
  userPartitionKey,
} from '../../../schema/contract/keys.ts';
import type { WorkflowInput } from '../../../schema/contract/scoring.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';
import { onInteractionDependencies } from '../../helpers/onInteractionDependencies.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';

const now = Date.UTC(2026, 10, 28, 12);

describe('the stream of a visitor who became somebody', () => {
  let tables: TestTables;
  beforeAll(async () => {
    tables = await startTables();
  });
  afterAll(() => tables?.stop());

  it('counts what they did once: as the visitor, however late, and not as the user, who has seen it and is pushed a list', async () => {
    const started: WorkflowInput[] = [];
    const onInteraction = createOnInteraction(
      onInteractionDependencies(tables, () => now, { startWorkflow: async (input) => void started.push(input) }),
    );
    await tables.put(
      tables.userData,
      {
        pk: userPartitionKey('ada'),
        sk: presenceSortKey,
        expiresAt: now / 1000 + 600,
        [placementAttribute('home')]: now / 1000 + 600,
      },
      { pk: userPartitionKey('visitor'), sk: erasedSortKey, status: 'MERGED', mergeId: 'm' },
    );
    const records = [
      makeStreamRecord({ userId: 'visitor', itemId: 'apple', timestamp: new Date(now - 1000).toISOString() }),
      makeStreamRecord({
        userId: 'ada',
        itemId: 'apple',
        timestamp: new Date(now - 1000).toISOString(),
        mergedFrom: 'visitor',
      }),
      // Given back.
      makeStreamRecord({
        userId: 'visitor',
        itemId: 'apple',
        timestamp: new Date(now - 1000).toISOString(),
        mergedFrom: 'visitor',
      }),
    ];
    expect((await onInteraction(records)).failures.size).toBe(0);
    const counts = await countsIn(tables);
    const alone = await countOfOne();
    expect(counts.length).toBeGreaterThan(0);
    expect(counts).toEqual(alone);
    const day = seenDaySortKey('2026-11-28');
    const seen = (await tables.partition(tables.userData, userPartitionKey('ada'))).find(({ sk }) => sk === day);
    expect(JSON.parse(String(seen?.items))).toEqual([['apple', 0]]);
    expect(started.map(({ userId }) => userId)).toEqual(['ada']);
  });

  /** What the counters say of the item. */
  async function countsIn({ client, counters }: TestTables): Promise<number[]> {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: counters }));
    return Items.filter(({ pk, sk }) => String(pk).startsWith('COUNT#') && sk === 'apple').map(
      ({ count }) => count as number,
    );
  }

  /** What one interaction of somebody else counts, in tables of their own. */
  async function countOfOne(): Promise<number[]> {
    const own = await startTables();
    try {
      const onInteraction = createOnInteraction(onInteractionDependencies(own, () => now));
      await onInteraction([
        makeStreamRecord({ userId: 'bob', itemId: 'apple', timestamp: new Date(now - 1000).toISOString() }),
      ]);
      return await countsIn(own);
    } finally {
      await own.stop();
    }
  }
});
