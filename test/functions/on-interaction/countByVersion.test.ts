import { describe, expect, it } from 'vitest';
import { attributionOf } from '../../../functions/on-interaction/attributionOf.ts';
import { countByVersion } from '../../../functions/on-interaction/countByVersion.ts';
import { createPlacementMetrics } from '../../../functions/on-interaction/createPlacementMetrics.ts';
import { toRecordedInteraction } from '../../../functions/on-interaction/RecordedInteraction.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';
import { listId } from './helpers/startStream.ts';

const now = Date.parse('2026-11-28T12:00:00.000Z');
const [old, young] = ['20261101-030000-00aa', '20261102-030000-00ab'];
const list = (modelVersion: string | null): string => listId(now - 60_000, 0, { modelVersion });
const did = (eventType: string, recommendationId: string, fields: { eventValue?: number } = {}) => {
  const timestamp = new Date(now).toISOString();
  const record = makeStreamRecord({ userId: 'ada', itemId: 'a', eventType, timestamp, recommendationId, ...fields });
  return attributionOf(toRecordedInteraction(record), now)!;
};
const deeds = [
  did('IMPRESSION', list(old)),
  did('IMPRESSION', list(old)),
  did('CLICK', list(old)),
  did('PURCHASE', list(old), { eventValue: 7 }),
  did('PURCHASE', list(old), { eventValue: 0.5 }),
  did('IMPRESSION', list(young)),
  did('PURCHASE', list(young), { eventValue: -3 }),
  did('VIEW', list(null)),
];

describe('what was counted', () => {
  it('is told of the version that made the list', () => {
    const told: unknown[] = [];
    countByVersion(deeds, (version, measurements) => told.push({ version, ...measurements }));
    expect(told).toEqual([
      { version: old, impressions: 2, clicks: 1 },
      { version: young, impressions: 1, clicks: 0 },
    ]);
  });

  it('is told of its placement, in the form that CloudWatch reads', () => {
    const lines: string[] = [];
    createPlacementMetrics(
      'recsync',
      () => now,
      (line) => lines.push(line),
    )(deeds);
    const metric = (Name: string, Unit = 'Count') => ({ Name, Unit });
    const Metrics = [
      metric('ListImpressions'),
      metric('ListClicks'),
      metric('ListPurchases'),
      metric('ListRevenue', 'None'),
    ];
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        _aws: { Timestamp: now, CloudWatchMetrics: [{ Namespace: 'recsync', Dimensions: [['Placement']], Metrics }] },
        Placement: 'home',
        ListImpressions: 3,
        ListClicks: 2,
        ListPurchases: 3,
        ListRevenue: 7.5,
      },
    ]);
  });
});
