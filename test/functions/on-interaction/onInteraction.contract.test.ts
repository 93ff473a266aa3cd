import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOnInteraction } from '../../../functions/on-interaction/onInteraction.ts';
import { presenceSortKey, topListPartitionKey, trendingList, userPartitionKey } from '../../../schema/contract/keys.ts';
import type { WorkflowInput } from '../../../schema/contract/scoring.ts';
import type { TrendingWindow } from '../../../schema/generated/types.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';

const start = Date.parse('2026-11-21T12:10:00.000Z');
const at = (seconds: number): string => new Date(start + seconds * 1000).toISOString();

describe.skipIf(!hasDynoxide)('on-interaction on real tables', () => {
  let tables: TestTables;
  let now: number;
  let started: WorkflowInput[];
  let refusedUsers: Set<string>;
  let troubles: unknown[];
  let onInteraction: ReturnType<typeof createOnInteraction>;

  const create = (): ReturnType<typeof createOnInteraction> =>
    createOnInteraction({
      client: tables.client,
      userDataTable: tables.userData,
      catalogueTable: tables.catalogue,
      countersTable: tables.counters,
      shards: 2,
      // The edge of the machine: Step Functions itself is not here.
      startWorkflow: async (input) => {
        if (refusedUsers.has(input.userId)) throw new Error('ThrottlingException');
        started.push(input);
      },
      clock: () => now,
      onTrouble: (_, cause) => troubles.push(cause),
    });
  const trending = async (
    window: TrendingWindow,
    category?: string,
  ): Promise<{ itemId: string; score: number }[] | undefined> => {
    const rows = await tables.partition(tables.counters, topListPartitionKey(trendingList(window)));
    const row = rows.find(({ sk }) => sk === (category ? `CATEGORY#${category}` : 'ALL'));
    return row && (JSON.parse(row.items as string) as { itemId: string; score: number }[]);
  };
  const listen = (userId: string, placements: Record<string, number>): Promise<void> =>
    tables.put(tables.userData, {
      pk: userPartitionKey(userId),
      sk: presenceSortKey,
      expiresAt: Math.max(...Object.values(placements)),
      ...Object.fromEntries(Object.entries(placements).map(([name, expiry]) => [`placement#${name}`, expiry])),
    });

  beforeAll(async () => {
    tables = await startTables();
  });
  afterAll(() => tables?.stop());
  beforeEach(async () => {
    await tables.stop();
    tables = await startTables();
    now = start;
    started = [];
    troubles = [];
    refusedUsers = new Set();
    onInteraction = create();
  });

  it('starts the workflow once for each user and placement listened to, for the newest interaction', async () => {
    await listen('a', { home: now / 1000 + 600, basket: now / 1000 + 600, old: now / 1000 });
    await listen('gone', { home: now / 1000 - 1 });
    const { failures } = await onInteraction([
      makeStreamRecord({ userId: 'a', itemId: 'i1', timestamp: at(-3), recordedAt: at(-2) }),
      makeStreamRecord({ userId: 'a', itemId: 'i2', timestamp: at(-9), recordedAt: at(-1) }),
      makeStreamRecord({ userId: 'gone', itemId: 'i1', timestamp: at(-1) }),
      makeStreamRecord({ userId: 'silent', itemId: 'i1', timestamp: at(-1) }),
    ]);
    expect(failures.size).toBe(0);
    expect(started.sort((x, y) => (x.placement < y.placement ? -1 : 1))).toEqual([
      { userId: 'a', placement: 'basket', basedOn: at(-1) },
      { userId: 'a', placement: 'home', basedOn: at(-1) },
    ]);
  });

  it('starts nothing and counts nothing for impressions', async () => {
    await listen('a', { home: now / 1000 + 600 });
    await onInteraction([makeStreamRecord({ userId: 'a', itemId: 'i1', eventType: 'IMPRESSION', timestamp: at(0) })]);
    expect(started).toEqual([]);
    expect(await trending('HOUR')).toBeUndefined();
  });

  it('drops what an import brings from more than a week ago', async () => {
    await listen('a', { home: now / 1000 + 600 });
    const eightDaysAgo = at(-8 * 24 * 3_600);
    const outcome = await onInteraction([
      makeStreamRecord({ userId: 'a', itemId: 'i1', timestamp: eightDaysAgo, recordedAt: eightDaysAgo }),
    ]);
    expect(outcome).toEqual({ failures: new Map(), redelivered: 0, started: 0 });
    expect(await trending('WEEK')).toBeUndefined();
  });

  it('counts trends and folds them over all and by category', async () => {
    await tables.put(
      tables.catalogue,
      { itemId: 'i1', categories: ['Toys', 'Games'] },
      { itemId: 'i2', categories: ['Toys'] },
    );
    await onInteraction([
      makeStreamRecord({ userId: 'a', itemId: 'i1', timestamp: at(0) }),
      makeStreamRecord({ userId: 'b', itemId: 'i1', timestamp: at(0) }),
      makeStreamRecord({ userId: 'a', itemId: 'i2', eventType: 'PURCHASE', timestamp: at(0) }),
      makeStreamRecord({ userId: 'a', itemId: 'disliked', eventType: 'DISLIKE', timestamp: at(0) }),
      makeStreamRecord({ userId: 'a', itemId: 'yesterday', timestamp: at(-20 * 3600) }),
    ]);
    expect(troubles).toEqual([]);
    expect(await trending('HOUR')).toEqual([
      { itemId: 'i2', score: 5 },
      { itemId: 'i1', score: 2 },
    ]);
    expect(await trending('HOUR', 'Toys')).toEqual([
      { itemId: 'i2', score: 5 },
      { itemId: 'i1', score: 2 },
    ]);
    expect(await trending('HOUR', 'Games')).toEqual([{ itemId: 'i1', score: 2 }]);
    expect((await trending('DAY'))?.map(({ itemId }) => itemId)).toEqual(['i2', 'i1', 'yesterday']);
    expect((await trending('WEEK'))?.map(({ itemId }) => itemId)).toEqual(['i2', 'i1', 'yesterday']);
  });

  it('folds a short list every second, a long one after a minute, also in another instance', async () => {
    const record = (itemId: string): ReturnType<typeof makeStreamRecord> =>
      makeStreamRecord({ userId: 'a', itemId, timestamp: at(0) });
    await onInteraction([record('i1')]);
    now += 999;
    await onInteraction([record('i2')]);
    expect(await trending('HOUR')).toHaveLength(1);
    now += 1;
    await onInteraction(Array.from({ length: 20 }, (_, index) => record(`more-${index}`)));
    expect(await trending('HOUR')).toHaveLength(22);
    now += 59_999;
    await create()([record('i3')]);
    expect(await trending('HOUR')).toHaveLength(22);
    now += 1;
    await create()([record('i4')]);
    expect(await trending('HOUR')).toHaveLength(24);
  });

  it('counts late interactions in buckets that it has read before', async () => {
    const late = at(-10 * 3600);
    await onInteraction([makeStreamRecord({ userId: 'a', itemId: 'i1', timestamp: late })]);
    now += 1_000;
    await onInteraction([makeStreamRecord({ userId: 'b', itemId: 'i1', timestamp: late })]);
    expect(await trending('DAY')).toEqual([{ itemId: 'i1', score: 2 }]);
    // Those that another instance counted are seen after ten minutes.
    await create()([makeStreamRecord({ userId: 'c', itemId: 'i1', timestamp: late })]);
    now += 600_000;
    await onInteraction([makeStreamRecord({ userId: 'd', itemId: 'i2', timestamp: at(600) })]);
    expect(await trending('DAY')).toEqual([
      { itemId: 'i1', score: 3 },
      { itemId: 'i2', score: 1 },
    ]);
  });

  it('drops records that are delivered again, also in another instance', async () => {
    await listen('a', { home: now / 1000 + 600 });
    const record = makeStreamRecord({ userId: 'a', itemId: 'i1', timestamp: at(0) });
    await onInteraction([record, record]);
    now += 60_000;
    const { redelivered } = await create()([record, makeStreamRecord({ userId: 'b', itemId: 'i2', timestamp: at(0) })]);
    expect(redelivered).toBe(1);
    expect(started).toHaveLength(1);
    expect(await trending('HOUR')).toEqual([
      { itemId: 'i1', score: 1 },
      { itemId: 'i2', score: 1 },
    ]);
  });

  it('fails the records of a user whose workflow cannot be started, and no others; the next delivery makes it good', async () => {
    await listen('a', { home: now / 1000 + 600 });
    await listen('b', { home: now / 1000 + 600 });
    refusedUsers.add('a');
    const records = [
      makeStreamRecord({ userId: 'a', itemId: 'i1', timestamp: at(0) }),
      makeStreamRecord({ userId: 'b', itemId: 'i1', timestamp: at(0) }),
      makeStreamRecord({ userId: 'a', itemId: 'i2', eventType: 'IMPRESSION', timestamp: at(0) }),
    ];
    const first = await onInteraction(records);
    expect([...first.failures.keys()]).toEqual([records[0].eventID]);
    refusedUsers.clear();
    now += 60_000;
    const second = await onInteraction(records);
    expect(second.failures.size).toBe(0);
    expect(started.map(({ userId }) => userId)).toEqual(['b', 'a']);
    expect(await trending('HOUR')).toEqual([{ itemId: 'i1', score: 2 }]);
  });

  it('fails a record that is no interaction, and no others', async () => {
    const broken = makeStreamRecord({ userId: 'a', itemId: 'i1', timestamp: at(0) });
    delete broken.dynamodb?.NewImage?.itemId;
    const { failures } = await onInteraction([
      broken,
      makeStreamRecord({ userId: 'a', itemId: 'i2', timestamp: at(0) }),
    ]);
    expect([...failures].map(([id, error]) => [id, error.name, error.message.includes('itemId')])).toEqual([
      [broken.eventID, 'InvalidRecordError', true],
    ]);
    expect(await trending('HOUR')).toEqual([{ itemId: 'i2', score: 1 }]);
  });

  it('expires what it writes', async () => {
    await onInteraction([makeStreamRecord({ userId: 'a', itemId: 'i1', timestamp: at(0) })]);
    const [list] = await tables.partition(tables.counters, topListPartitionKey('TRENDING#HOUR'));
    expect(list.expiresAt).toBe(now / 1000 + 3600);
  });
});
