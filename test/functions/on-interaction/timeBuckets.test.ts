import { describe, expect, it } from 'vitest';
import { counterUpdates, weightOf } from '../../../functions/on-interaction/countTrends.ts';
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

describe('what an interaction counts', () => {
  const interaction = (itemId: string, eventType: string, timestamp: string) => ({
    streamEventId: 'x',
    sequenceNumber: '1',
    stream: 'stream',
    userId: 'u',
    itemId,
    eventType,
    timestamp,
    recordedAt: timestamp,
  });
  const bucketsCounted = (itemId: string, timestamp: string): string[] =>
    counterUpdates(interaction(itemId, 'VIEW', timestamp), 1, 3, now).map(({ pk }) => pk);

  it('is the weight of its type, and nothing when it is older than seven days', () => {
    const at = '2026-11-21T12:01:00.000Z';
    expect(
      ['VIEW', 'PURCHASE', 'DISLIKE', 'IMPRESSION'].map((type) => weightOf(interaction('a', type, at), now)),
    ).toEqual([1, 5, -3, 0]);
    expect(weightOf(interaction('a', 'VIEW', '2026-11-14T12:09:59.999Z'), now)).toBe(0);
    expect(weightOf(interaction('a', 'VIEW', '2026-11-14T12:10:00.000Z'), now)).toBe(1);
  });

  it('goes into one counter of each granularity, in the partition of the instance', () => {
    expect(counterUpdates(interaction('a', 'VIEW', '2026-11-21T12:01:00.000Z'), 4, 1, now)).toEqual([
      {
        pk: 'COUNT#HALF_HOUR#2026-11-21T12:00#1',
        itemId: 'a',
        count: 4,
        expiresAt: Date.parse('2026-11-21T15:00:00Z') / 1000,
      },
      {
        pk: 'COUNT#QUARTER_DAY#2026-11-21T12:00#1',
        itemId: 'a',
        count: 4,
        expiresAt: Date.parse('2026-11-29T12:00:00Z') / 1000,
      },
    ]);
    expect(counterUpdates(interaction('a', 'VIEW', '2026-11-21T12:01:00.000Z'), 0, 1, now)).toEqual([]);
  });

  it('leaves out counters that would expire at once, and counts what is ahead of the clock as of now', () => {
    expect(bucketsCounted('b', '2026-11-14T12:10:00.000Z')).toEqual(['COUNT#QUARTER_DAY#2026-11-14T12:00#3']);
    expect(bucketsCounted('c', '2026-11-21T12:31:00.000Z')).toEqual([
      'COUNT#HALF_HOUR#2026-11-21T12:00#3',
      'COUNT#QUARTER_DAY#2026-11-21T12:00#3',
    ]);
  });
});
