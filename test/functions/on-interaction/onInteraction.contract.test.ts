import { NumberValue } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { QueueUnavailableError } from '../../../functions/shared/errors.ts';
import { createOnInteraction } from '../../../functions/on-interaction/onInteraction.ts';
import type { FailedRecord } from '../../../functions/on-interaction/setAside.ts';
import {
  counterPartitionKey,
  presenceSortKey,
  seenDaySortKey,
  seenPrefix,
  topListPartitionKey,
  trendingList,
  userPartitionKey,
} from '../../../schema/contract/keys.ts';
import type { WorkflowInput } from '../../../schema/contract/scoring.ts';
import type { TrendingWindow } from '../../../schema/generated/types.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { onInteractionDependencies } from '../../helpers/onInteractionDependencies.ts';
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
  let skipped: string[];
  let queue: FailedRecord[];
  let queueIsDown: boolean;
  let onInteraction: ReturnType<typeof createOnInteraction>;

  const create = (): ReturnType<typeof createOnInteraction> =>
    createOnInteraction(
      onInteractionDependencies(tables, () => now, {
        shards: 2,
        shard: 1,
        // The edge of the machine: Step Functions itself is not here.
        startWorkflow: async (input) => {
          if (refusedUsers.has(input.userId)) throw new Error('ThrottlingException');
          started.push(input);
        },
        sendToQueue: async (message) => {
          if (queueIsDown) throw new QueueUnavailableError('down');
          queue.push(message);
        },
        onTrouble: (_, cause) => troubles.push(cause),
        onSkipped: (what) => skipped.push(what),
      }),
    );
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

  const seenDays = async (userId: string): Promise<Record<string, unknown>[]> =>
    (await tables.partition(tables.userData, userPartitionKey(userId))).filter(({ sk }) =>
      (sk as string).startsWith(seenPrefix),
    );

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
    skipped = [];
    queue = [];
    queueIsDown = false;
    refusedUsers = new Set();
    onInteraction = create();
  });

  it('scores for the ten placements that a user subscribed to last, however many there are', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `place-${String(index).padStart(2, '0')}`);
    await listen('a', Object.fromEntries(names.map((name, index) => [name, now / 1000 + 600 + index])));
    await onInteraction([makeStreamRecord({ userId: 'a', itemId: 'i1', timestamp: at(-1) })]);
    expect(started.map(({ placement }) => placement).sort()).toEqual(names.slice(-10));
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
      { userId: 'a', placement: 'basket', basedOn: at(-1), itemIds: ['i1', 'i2'] },
      { userId: 'a', placement: 'home', basedOn: at(-1), itemIds: ['i1', 'i2'] },
    ]);
  });

  it('starts nothing and counts nothing for impressions', async () => {
    await listen('a', { home: now / 1000 + 600 });
    await onInteraction([makeStreamRecord({ userId: 'a', itemId: 'i1', eventType: 'IMPRESSION', timestamp: at(0) })]);
    expect(started).toEqual([]);
    expect(await trending('HOUR')).toBeUndefined();
  });

  it('counts nothing and pushes nothing for what an import brings from more than a week ago', async () => {
    await listen('a', { home: now / 1000 + 600 });
    const eightDaysAgo = at(-8 * 24 * 3_600);
    const outcome = await onInteraction([
      makeStreamRecord({ userId: 'a', itemId: 'i1', timestamp: eightDaysAgo, recordedAt: eightDaysAgo }),
    ]);
    expect(outcome).toEqual({ failures: new Map(), redelivered: 0, started: 0, setAside: 0, marked: 0, held: 0 });
    expect(started).toEqual([]);
    expect(await trending('WEEK')).toBeUndefined();
    // It was seen all the same.
    const [day] = await seenDays('a');
    expect(day).toMatchObject({ sk: seenDaySortKey('2026-11-13'), items: '[["i1",0]]' });
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

  it('sets a record aside that is no interaction, with the reason, and fails no others', async () => {
    const broken = makeStreamRecord({ userId: 'a', itemId: 'i1', timestamp: at(0) });
    delete broken.dynamodb?.NewImage?.itemId;
    queueIsDown = true;
    const good = makeStreamRecord({ userId: 'a', itemId: 'i2', timestamp: at(0) });
    const unsent = await onInteraction([broken, good]);
    expect([...unsent.failures].map(([id, error]) => [id, error.name])).toEqual([
      [broken.eventID, 'QueueUnavailableError'],
    ]);
    queueIsDown = false;
    const sent = await onInteraction([broken, good]);
    expect(sent).toEqual({ failures: new Map(), redelivered: 1, started: 0, setAside: 1, marked: 0, held: 0 });
    expect(queue).toEqual([
      { code: 'INVALID_RECORD', reason: expect.stringContaining('itemId'), failedAt: at(0), record: broken },
    ]);
    expect(await trending('HOUR')).toEqual([{ itemId: 'i2', score: 1 }]);
  });

  it('sets a record aside when it has failed for ten minutes; sent again without its number it counts', async () => {
    await listen('a', { home: now / 1000 + 6000 });
    refusedUsers.add('a');
    const stuck = makeStreamRecord({ userId: 'a', itemId: 'i1', timestamp: at(0) });
    now += 10 * 60_000;
    expect([...(await onInteraction([stuck])).failures.keys()]).toEqual([stuck.eventID]);
    now += 1;
    expect(await onInteraction([stuck])).toMatchObject({ failures: new Map(), setAside: 1 });
    expect(queue).toMatchObject([{ code: 'Error', reason: 'ThrottlingException', record: stuck }]);

    refusedUsers.clear();
    await onInteraction([makeStreamRecord({ userId: 'a', itemId: 'i2', timestamp: at(0) })]);
    const [{ record }] = JSON.parse(JSON.stringify(queue)) as FailedRecord[];
    expect(await onInteraction([record])).toMatchObject({ redelivered: 1 });
    delete record.dynamodb?.SequenceNumber;
    expect(await onInteraction([record])).toMatchObject({ redelivered: 0, started: 1 });
    now += 1000;
    await onInteraction([makeStreamRecord({ userId: 'b', itemId: 'i2', timestamp: at(0) })]);
    expect(await trending('HOUR')).toEqual([
      { itemId: 'i2', score: 2 },
      { itemId: 'i1', score: 1 },
    ]);
  });

  it('lets nobody buy the trends: one user weighs at most as much as the strongest event for an item and day', async () => {
    const purchase = (userId: string, itemId: string): ReturnType<typeof makeStreamRecord> =>
      makeStreamRecord({ userId, itemId, eventType: 'PURCHASE', timestamp: at(0) });
    for (let batch = 0; batch < 40; batch += 1) {
      await onInteraction(Array.from({ length: 25 }, () => purchase('buyer', 'bought')));
    }
    await onInteraction(Array.from({ length: 123 }, (_, user) => purchase(`user-${user}`, 'liked')));
    now += 60_000;
    await onInteraction([makeStreamRecord({ userId: 'c', itemId: 'i', timestamp: at(0) })]);
    for (const window of ['HOUR', 'DAY', 'WEEK'] as const) {
      expect(await trending(window)).toEqual([
        { itemId: 'liked', score: 615 },
        { itemId: 'bought', score: 5 },
        { itemId: 'i', score: 1 },
      ]);
    }
  });

  it('folds whatever else is in the tables', async () => {
    const large = NumberValue.from(String(2 ** 60));
    const long = 'é'.repeat(508);
    await tables.put(
      tables.catalogue,
      { itemId: 'i1', categories: ['', long, 'Toys', 7, null], price: large },
      { itemId: 'i2', categories: 'Toys' },
    );
    await onInteraction([]);
    const pk = counterPartitionKey('HALF_HOUR', '2026-11-21T12:00', 1);
    await tables.put(tables.counters, { pk, sk: 'i1', count: 'many' }, { pk, sk: 'i3', count: large });
    const outcome = await onInteraction([
      makeStreamRecord({ userId: 'a', itemId: 'i1', timestamp: at(0) }),
      makeStreamRecord({ userId: 'a', itemId: 'i2', timestamp: at(0) }),
    ]);
    expect(outcome.failures).toEqual(new Map());
    expect(troubles).toEqual([]);
    // The day and the week; nothing with categories is left in the hour.
    expect(skipped.sort()).toEqual([
      'Categories that no list can be kept for',
      'Categories that no list can be kept for',
      'Counters of another form',
      'Counters of another form',
    ]);
    expect(await trending('HOUR')).toEqual([
      { itemId: 'i3', score: 2 ** 60 },
      { itemId: 'i2', score: 1 },
    ]);
    expect(await trending('DAY', 'Toys')).toEqual([{ itemId: 'i1', score: 1 }]);
  });

  it('keeps every item that a user saw on a day, however many', async () => {
    const seen = Array.from({ length: 600 }, (_, index) => `item-${index}`);
    for (let start = 0; start < seen.length; start += 100) {
      await onInteraction(
        seen.slice(start, start + 100).map((itemId) => makeStreamRecord({ userId: 'a', itemId, timestamp: at(0) })),
      );
    }
    const rows = await seenDays('a');
    const kept = rows.flatMap(({ items, itemIds }) =>
      items ? (JSON.parse(items as string) as [string][]).map(([itemId]) => itemId) : [...(itemIds as Set<string>)],
    );
    expect(kept.sort()).toEqual(seen.sort());
  });

  it('expires what it writes', async () => {
    await onInteraction([makeStreamRecord({ userId: 'a', itemId: 'i1', timestamp: at(0) })]);
    const [list] = await tables.partition(tables.counters, topListPartitionKey('TRENDING#HOUR'));
    expect(list.expiresAt).toBe(now / 1000 + 3600);
  });
});
