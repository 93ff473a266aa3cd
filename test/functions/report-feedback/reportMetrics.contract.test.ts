import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { proportionInterval } from '../../../experiments/statistics/proportionInterval.ts';
import { InvalidReportError } from '../../../functions/report-feedback/errors.ts';
import { MetricsTable } from '../../../functions/report-feedback/MetricsTable.ts';
import { parseReport } from '../../../functions/report-feedback/parseReport.ts';
import { reportMetrics } from '../../../functions/report-feedback/reportMetrics.ts';
import { metricPartitionKey } from '../../../schema/contract/metrics.ts';
import type { MetricsRequest } from '../../../schema/contract/metrics.ts';
import type { MetricGrouping, RecommendationMetrics } from '../../../schema/generated/types.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';
import { listId, startStream } from '../on-interaction/helpers/startStream.ts';

const first = Date.parse('2026-11-20T10:00:00.000Z');
const second = Date.parse('2026-11-21T10:00:00.000Z');
const version = '20261101-030000-00aa';

describe.skipIf(!hasDynoxide)('a known stream of events', () => {
  let tables: TestTables;
  const skipped: [string, number][] = [];

  const report = (
    groupBy: MetricGrouping | null,
    placement: string | null = null,
    [from, to] = ['2026-11-20', '2026-11-21'],
  ): Promise<RecommendationMetrics> =>
    reportMetrics(parseReport({ kind: 'METRICS', from, to, placement, groupBy }) as MetricsRequest, {
      table: new MetricsTable(tables.client, { feedback: tables.feedback, catalogue: tables.catalogue }),
      onSkipped: (what, count) => skipped.push([what, count]),
    });
  /** The numbers of the groups that are not nothing, by what they are grouped by. */
  const table = ({ groups }: RecommendationMetrics) =>
    groups.map(({ impressions, clicks, carts, conversions, revenue, degradedShare, ...group }) => [
      [
        group.day,
        group.placement,
        group.experimentId,
        group.variant,
        group.modelVersion,
        group.source,
        group.position,
      ].filter((name) => name !== null),
      [impressions, clicks, carts, conversions, revenue, degradedShare],
    ]);

  beforeAll(async () => {
    tables = await startTables();
    await tables.put(
      tables.catalogue,
      ...Array.from({ length: 8 }, (_, index) => ({ itemId: `i${index}`, categories: [] })),
    );
    const lists = {
      home: listId(first, 1),
      popular: listId(first, 2, { modelVersion: null, source: 'POPULAR', degraded: true }),
      basket: listId(second, 3, { placement: 'basket', experimentId: 'prices', variant: 'high' }),
    };
    const events: [keyof typeof lists, string, string, number | undefined, number?][] = [
      ['home', 'IMPRESSION', 'i0', 0],
      ['home', 'IMPRESSION', 'i1', 1],
      ['home', 'IMPRESSION', 'i2', 2],
      ['home', 'IMPRESSION', 'i3', 26],
      ['home', 'CLICK', 'i0', 0],
      ['home', 'VIEW', 'i0', 0],
      ['home', 'CLICK', 'i3', 26],
      ['home', 'ADD_TO_CART', 'i0', 0],
      ['home', 'PURCHASE', 'i0', 0, 20.5],
      ['popular', 'IMPRESSION', 'i0', 0],
      ['popular', 'IMPRESSION', 'i4', 1],
      ['basket', 'IMPRESSION', 'i0', 0],
      ['basket', 'IMPRESSION', 'i1', undefined],
      ['basket', 'CLICK', 'i0', 0],
      ['basket', 'PURCHASE', 'i1', undefined, 4.5],
    ];
    const records = events.map(([list, eventType, itemId, position, eventValue]) =>
      makeStreamRecord({
        userId: 'ada',
        itemId,
        eventType,
        timestamp: new Date((list === 'basket' ? second : first) + 60_000).toISOString(),
        recommendationId: lists[list],
        position,
        eventValue,
      }),
    );
    // Two instances, which write to rows of their own, and every record twice.
    const now = second + 120_000;
    const streams = [0, 6].map((metricShard) => startStream(tables, () => now, { metricShard }));
    for (const stream of streams) expect(await stream.deliver(records.slice(0, 8))).toEqual(new Map());
    for (const stream of streams.reverse()) expect(await stream.deliver(records)).toEqual(new Map());
  });
  afterAll(() => tables?.stop());

  it('gives the known table', async () => {
    const { total, groups, catalogueItems } = await report(null);
    const rate = (successes: number) => {
      const { estimate, low, high } = proportionInterval(successes, 8)!;
      return { value: estimate, low, high };
    };
    expect(total).toEqual({
      day: null,
      placement: null,
      experimentId: null,
      variant: null,
      modelVersion: null,
      source: null,
      position: null,
      impressions: 8,
      clicks: 3,
      carts: 1,
      conversions: 2,
      revenue: 25,
      clickRate: rate(3),
      cartRate: rate(1),
      conversionRate: rate(2),
      degradedShare: 2 / 8,
      itemsShown: 5,
      coverage: 5 / 8,
    });
    // Wilson's interval of 3 in 8, by hand: (3 + 1.92) / 11.84 ± 0.1655 × √(1.875 + 0.96).
    expect(total.clickRate!.low).toBeCloseTo(0.1368, 4);
    expect(total.clickRate!.high).toBeCloseTo(0.6943, 4);
    expect([groups, catalogueItems]).toEqual([[], 8]);
  });

  it('is broken down', async () => {
    const home = [4, 2, 1, 1, 20.5, 0];
    const popular = [2, 0, 0, 0, 0, 1];
    const basket = [2, 1, 0, 1, 4.5, 0];
    expect(table(await report('DAY'))).toEqual([
      [['2026-11-20'], [6, 2, 1, 1, 20.5, 2 / 6]],
      [['2026-11-21'], basket],
    ]);
    expect(table(await report('PLACEMENT'))).toEqual([
      [['basket'], basket],
      [['home'], [6, 2, 1, 1, 20.5, 2 / 6]],
    ]);
    expect(table(await report('VARIANT'))).toEqual([
      [[], [6, 2, 1, 1, 20.5, 2 / 6]],
      [['prices', 'high'], basket],
    ]);
    expect(table(await report('MODEL_VERSION'))).toEqual([
      [[], popular],
      [[version], [6, 3, 1, 2, 25, 0]],
    ]);
    expect(table(await report('SOURCE'))).toEqual([
      [['MODEL'], [6, 3, 1, 2, 25, 0]],
      [['POPULAR'], popular],
    ]);
    expect(table(await report('SOURCE', 'home'))).toEqual([
      [['MODEL'], home],
      [['POPULAR'], popular],
    ]);
    const byPosition = await report('POSITION', 'home');
    expect(table(byPosition)).toEqual([
      [[0], [2, 1, 1, 1, 20.5, 1 / 2]],
      [[1], [2, 0, 0, 0, 0, 1 / 2]],
      [[2], [1, 0, 0, 0, 0, 0]],
      [[26], [1, 1, 0, 0, 0, 0]],
    ]);
    expect(byPosition.groups.map(({ itemsShown, coverage }) => [itemsShown, coverage])).toEqual(
      Array(4).fill([null, null]),
    );
    const byDay = await report('DAY');
    expect(byDay.groups.map(({ itemsShown, coverage }) => [itemsShown, coverage])).toEqual([
      [5, 5 / 8],
      [2, 2 / 8],
    ]);
  });

  it('has nothing outside the days and the placement that are asked for', async () => {
    expect((await report(null, null, ['2026-11-21', '2026-11-21'])).total.impressions).toBe(2);
    expect((await report(null, null, ['2026-11-22', '2026-11-30'])).total).toMatchObject({
      impressions: 0,
      clickRate: null,
      degradedShare: null,
      itemsShown: 0,
    });
    expect((await report('DAY', 'nowhere')).groups).toEqual([]);
  });

  it('is read past rows of another form; clicks without impressions have no rate', async () => {
    const pk = metricPartitionKey('other');
    await tables.put(
      tables.feedback,
      { pk, sk: '2026-11-20#nonsense' },
      { pk, sk: `2026-11-20#-#-#${version}#MODEL#0#0`, clicks0: 3, impressions0: 'many', note: 7, clicks1: 2 },
      { pk, sk: `2026-11-20#-#-#${version}#MODEL#ITEMS`, sketch: 'all' },
    );
    const { total } = await report(null, 'other');
    expect(total).toMatchObject({ clicks: 5, impressions: 0, clickRate: null, itemsShown: 0 });
    expect(skipped).toEqual([['Metrics of another form', 2]]);
  });

  it('is not asked for by anything else', () => {
    expect(() => parseReport({ kind: 'METRICS', from: 'now', to: '2026-11-20', placement: '', groupBy: null })).toThrow(
      InvalidReportError,
    );
    expect(() => parseReport(null)).toThrow(InvalidReportError);
  });
});
