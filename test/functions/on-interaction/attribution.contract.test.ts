import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { estimateDistinct } from '../../../experiments/statistics/distinctCount.ts';
import { maximumCountedOfDay, metricPartitionKey, metricSeconds } from '../../../schema/contract/metrics.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';
import { listId, startStream } from './helpers/startStream.ts';
import type { Stream } from './helpers/startStream.ts';

const madeAt = Date.parse('2026-11-21T23:58:00.000Z');
const minute = 60_000;
const day = 24 * 60 * minute;
const version = '20261101-030000-00aa';
const list = listId(madeAt);

interface Deed {
  itemId?: string;
  recommendationId?: string;
  position?: number;
  eventValue?: number;
  userId?: string;
  /** After the list was made, in milliseconds. */
  after?: number;
}
const did = (eventType: string, { itemId = 'i1', userId = 'ada', after = minute, ...deed }: Deed = {}) =>
  makeStreamRecord({
    userId,
    itemId,
    eventType,
    timestamp: new Date(madeAt + after).toISOString(),
    recommendationId: list,
    ...deed,
  });

describe.skipIf(!hasDynoxide)('what people do with lists', () => {
  let tables: TestTables;
  let now: number;
  let stream: Stream;

  beforeEach(async () => {
    tables = await startTables();
    now = madeAt + 10 * minute;
    stream = startStream(tables, () => now);
  });
  afterEach(() => tables.stop());

  it('is counted by origin, day of the list and position, each thing once', async () => {
    const degraded = listId(madeAt, 1, { modelVersion: null, source: 'POPULAR', degraded: true });
    const varied = listId(madeAt, 2, { experimentId: 'prices', variant: 'high' });
    await stream.deliver([
      did('IMPRESSION', { itemId: 'i1', position: 0 }),
      did('IMPRESSION', { itemId: 'i2', position: 1 }),
      did('IMPRESSION', { itemId: 'i3', position: 30 }),
      did('IMPRESSION', { itemId: 'i4' }),
      // A retry of the client, under another event id.
      did('IMPRESSION', { itemId: 'i1', position: 0 }),
      did('CLICK', { itemId: 'i1', position: 0 }),
      // The page of the item, on the next day: the same choice.
      did('VIEW', { itemId: 'i1', position: 0, after: 3 * minute }),
      did('ADD_TO_CART', { itemId: 'i1', position: 0, after: 3 * minute }),
      did('PURCHASE', { itemId: 'i1', position: 0, eventValue: 12.5, after: 4 * minute }),
      did('PURCHASE', { itemId: 'i1', position: 0, eventValue: 12.5, after: 5 * minute }),
      // Of another person the same list is another one only by its id.
      did('IMPRESSION', { userId: 'ben', recommendationId: degraded, position: 0 }),
      did('CLICK', { userId: 'ben', recommendationId: varied, position: 2 }),
      did('LIKE', { itemId: 'i1', position: 0 }),
    ]);
    expect(await stream.sums()).toEqual({
      [`2026-11-21#-#-#${version}#MODEL#0#0`]: {
        impressions0: 1,
        impressions1: 1,
        clicks0: 1,
        carts0: 1,
        purchases0: 1,
        revenue0: 12.5,
      },
      [`2026-11-21#-#-#${version}#MODEL#1#0`]: { impressions5: 1 },
      [`2026-11-21#-#-#${version}#MODEL#-#0`]: { impressions: 1 },
      '2026-11-21#-#-#-#POPULAR-#0#0': { impressions0: 1 },
      [`2026-11-21#prices#high#${version}#MODEL#0#0`]: { clicks2: 1 },
    });
    const rows = await tables.partition(tables.feedback, metricPartitionKey('home'));
    for (const { expiresAt } of rows) expect(expiresAt).toBe(Date.parse('2026-11-21') / 1000 + metricSeconds);
    expect(stream.versions).toEqual([{ version, impressions: 4, clicks: 2 }]);
    expect(stream.placements.map(({ kind, itemId }) => `${kind} ${itemId}`).sort()).toEqual([
      'carts i1',
      'clicks i1',
      'clicks i1',
      'impressions i1',
      'impressions i1',
      'impressions i2',
      'impressions i3',
      'impressions i4',
      'purchases i1',
    ]);
  });

  it('counts once when records are delivered again, to whichever instance', async () => {
    const records = [did('IMPRESSION', { position: 3 }), did('CLICK', { position: 3 })];
    await stream.deliver(records);
    const other = startStream(tables, () => now, { metricShard: 5 });
    await other.deliver([...records, did('CLICK', { position: 3, after: 2 * minute })]);
    expect(await stream.sums()).toEqual({ [`2026-11-21#-#-#${version}#MODEL#0#0`]: { impressions3: 1, clicks3: 1 } });
    expect([other.versions, other.placements]).toEqual([[], []]);
  });

  it('counts within seven days of the list, and not before it', async () => {
    now = madeAt + 7 * day + 1000;
    await stream.deliver([
      did('CLICK', { itemId: 'first', after: -5 * minute }),
      did('CLICK', { itemId: 'last', after: 7 * day }),
      did('CLICK', { itemId: 'early', after: -5 * minute - 1 }),
      did('CLICK', { itemId: 'late', after: 7 * day + 1 }),
      did('CLICK', { itemId: 'unknown', recommendationId: 'some-list' }),
      did('CLICK', { itemId: 'future', recommendationId: listId(now + 6 * minute) }),
    ]);
    expect(stream.placements.map(({ itemId }) => itemId)).toEqual(['first', 'last']);
    // What an import brings when nobody remembers what was counted.
    now = Date.parse('2026-12-01T00:00:00.000Z');
    await stream.deliver([did('CLICK', { itemId: 'forgotten' })]);
    expect(stream.placements).toHaveLength(2);
  });

  it('counts two thousand things of a person and day, and no more', async () => {
    const items = Array.from({ length: maximumCountedOfDay + 50 }, (_, index) => `i${index}`);
    for (let start = 0; start < items.length; start += 100) {
      await stream.deliver(items.slice(start, start + 100).map((itemId) => did('IMPRESSION', { itemId })));
    }
    expect(await stream.sums()).toEqual({
      [`2026-11-21#-#-#${version}#MODEL#-#0`]: { impressions: maximumCountedOfDay },
    });
    await stream.deliver([did('IMPRESSION', { userId: 'ben' })]);
    expect(stream.placements).toHaveLength(maximumCountedOfDay + 1);
    const rows = await tables.partition(tables.feedback, metricPartitionKey('home'));
    const { sketch } = rows.find(({ sk }) => sk === `2026-11-21#-#-#${version}#MODEL#ITEMS`) as { sketch: Set<number> };
    expect(Math.abs(estimateDistinct(sketch) / maximumCountedOfDay - 1)).toBeLessThan(0.15);
  });

  it('measures fifty placements, however many clients make up', async () => {
    const of = (place: number) =>
      did('IMPRESSION', { userId: `u${place}`, recommendationId: listId(madeAt, 0, { placement: `place-${place}` }) });
    await stream.deliver(Array.from({ length: 60 }, (_, place) => of(place)));
    expect(stream.placements).toHaveLength(50);
    expect(stream.skipped).toEqual(['Placements that are not measured, being too many']);
    const other = startStream(tables, () => now);
    await other.deliver([did('CLICK', { recommendationId: listId(madeAt, 1, { placement: 'place-7' }) }), of(70)]);
    expect(other.placements.map(({ origin }) => origin.placement)).toEqual(['place-7']);
  });

  it('keeps what else is in the rows from costing anybody else', async () => {
    await tables.put(
      tables.feedback,
      { pk: metricPartitionKey('home'), sk: `2026-11-21#-#-#${version}#MODEL#0#0`, clicks0: 'many' },
      { pk: metricPartitionKey('basket'), sk: `2026-11-21#-#-#${version}#MODEL#ITEMS`, sketch: 'all' },
    );
    await tables.put(tables.userData, { pk: 'USER#ada', sk: 'SHOWN#2026-11-21', marks: 'none' });
    const failures = await stream.deliver([
      did('CLICK', { position: 0 }),
      did('CLICK', { position: 0, recommendationId: listId(madeAt, 3, { placement: 'basket' }) }),
    ]);
    expect(failures).toEqual(new Map());
    expect(stream.skipped).toEqual(['Counters of another form']);
    expect(await stream.sums('basket')).toMatchObject({ [`2026-11-21#-#-#${version}#MODEL#0#0`]: { clicks0: 1 } });
  });
});
