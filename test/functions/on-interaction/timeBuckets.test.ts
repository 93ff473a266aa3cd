import { describe, expect, it } from 'vitest';
import { aggregateCounts, shardOf } from '../../../functions/on-interaction/countTrends.ts';
import { bucketName, bucketsOf, trendWindows } from '../../../functions/on-interaction/timeBuckets.ts';

const now = Date.parse('2026-11-21T12:10:00.000Z');
const [hour, day, week] = trendWindows;

describe('time buckets', () => {
  it('reach back an hour, the oldest one in part', () => {
    const buckets = bucketsOf(hour, now).map(({ start, share }) => [bucketName(start), share]);
    // 11:10 lies 10 minutes into the half hour from 11:00, of which 20 of 30 minutes are in the last hour.
    expect(buckets).toEqual([
      ['2026-11-21T12:00', 1],
      ['2026-11-21T11:30', 1],
      ['2026-11-21T11:00', 20 / 30],
    ]);
  });

  it('reach back a day and a week in quarters of a day', () => {
    expect(bucketsOf(day, now).map(({ start }) => bucketName(start))).toEqual([
      '2026-11-21T12:00',
      '2026-11-21T06:00',
      '2026-11-21T00:00',
      '2026-11-20T18:00',
      '2026-11-20T12:00',
    ]);
    expect(bucketsOf(day, now).at(-1)?.share).toBeCloseTo(350 / 360, 12);
    expect(bucketsOf(week, now)).toHaveLength(29);
  });

  it('have no bucket of share 0 at a boundary', () => {
    expect(bucketsOf(hour, Date.parse('2026-11-21T12:00:00.000Z')).map(({ share }) => share)).toEqual([1, 1, 1]);
  });
});

describe('counts of a batch', () => {
  const interaction = (itemId: string, eventType: string, timestamp: string) => ({
    streamEventId: 'x',
    userId: 'u',
    itemId,
    eventType,
    timestamp,
    recordedAt: timestamp,
  });

  it('add up the weights of one item and bucket into one update', () => {
    const updates = aggregateCounts(
      [
        interaction('a', 'VIEW', '2026-11-21T12:01:00.000Z'),
        interaction('a', 'PURCHASE', '2026-11-21T12:05:00.000Z'),
        interaction('b', 'DISLIKE', '2026-11-21T12:05:00.000Z'),
        interaction('c', 'IMPRESSION', '2026-11-21T12:05:00.000Z'),
      ],
      1,
      now,
    );
    expect(updates).toEqual([
      {
        pk: 'COUNT#HALF_HOUR#2026-11-21T12:00#0',
        itemId: 'a',
        count: 6,
        expiresAt: Date.parse('2026-11-21T15:00:00Z') / 1000,
      },
      {
        pk: 'COUNT#QUARTER_DAY#2026-11-21T12:00#0',
        itemId: 'a',
        count: 6,
        expiresAt: Date.parse('2026-11-29T12:00:00Z') / 1000,
      },
      {
        pk: 'COUNT#HALF_HOUR#2026-11-21T12:00#0',
        itemId: 'b',
        count: -3,
        expiresAt: Date.parse('2026-11-21T15:00:00Z') / 1000,
      },
      {
        pk: 'COUNT#QUARTER_DAY#2026-11-21T12:00#0',
        itemId: 'b',
        count: -3,
        expiresAt: Date.parse('2026-11-29T12:00:00Z') / 1000,
      },
    ]);
  });

  it('leave out what is older than seven days, and count what is ahead of the clock as of now', () => {
    const old = interaction('a', 'VIEW', '2026-11-14T12:09:59.999Z');
    const justNot = interaction('b', 'VIEW', '2026-11-14T12:10:00.000Z');
    const ahead = interaction('c', 'VIEW', '2026-11-21T12:31:00.000Z');
    const pks = aggregateCounts([old, justNot, ahead], 1, now).map(({ pk, itemId }) => [itemId, pk]);
    // Half-hour counters of last week would expire at once.
    expect(pks).toEqual([
      ['b', 'COUNT#QUARTER_DAY#2026-11-14T12:00#0'],
      ['c', 'COUNT#HALF_HOUR#2026-11-21T12:00#0'],
      ['c', 'COUNT#QUARTER_DAY#2026-11-21T12:00#0'],
    ]);
  });

  it('spread items over the shards, each always to the same', () => {
    const shards = Array.from({ length: 1000 }, (_, index) => shardOf(`item-${index}`, 4));
    expect(shards).toEqual(Array.from({ length: 1000 }, (_, index) => shardOf(`item-${index}`, 4)));
    for (const shard of [0, 1, 2, 3]) expect(shards.filter((one) => one === shard).length).toBeGreaterThan(200);
  });
});
