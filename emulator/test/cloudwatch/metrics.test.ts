import {
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  paginateGetMetricData,
  paginateListMetrics,
  PutMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from 'vitest';
import { evaluateExpression } from '../../cloudwatch/evaluateExpression.ts';
import { measureQueues } from '../../cloudwatch/measureQueues.ts';
import { createMetricReader } from '../../cloudwatch/readEmbeddedMetrics.ts';
import type { MetricDatum } from '../../cloudwatch/MetricStore.ts';
import { Queues } from '../../sqs/index.ts';
import { startMetrics } from './startMetrics.ts';

/** The begin of an hour, some hours ago. */
const hour = (Math.floor(Date.now() / 3_600_000) - 3) * 3600;
const at = (second: number) => new Date((hour + second) * 1000);
const Dimensions = [{ Name: 'ModelVersion', Value: 'v1' }];
const query = (Id: string, Stat: string, MetricName = 'Latency', Period = 60, more: Partial<MetricDataQuery> = {}) => ({
  Id,
  MetricStat: { Metric: { Namespace: 'shop', MetricName, Dimensions }, Period, Stat },
  ...more,
});
type Client = Awaited<ReturnType<typeof startMetrics>>['client'];
const put = (client: Client, ...MetricData: object[]) =>
  client.send(
    new PutMetricDataCommand({
      Namespace: 'shop',
      MetricData: MetricData.map((datum) => ({ MetricName: 'Latency', Dimensions, ...datum })),
    }),
  );
const get = async (client: Client, MetricDataQueries: MetricDataQuery[], start = 0, end = 3600, more = {}) => {
  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({ MetricDataQueries, StartTime: at(start), EndTime: at(end), ...more }),
  );
  return Object.fromEntries(MetricDataResults!.map(({ Id, Values }) => [Id, Values]));
};

describe('metrics', () => {
  test('give each statistic of a period', async () => {
    const { client } = await startMetrics();
    await put(client, ...[1, 2, 3, 4, 100].map((Value) => ({ Value, Timestamp: at(30) })), {
      Values: [5, 6],
      Counts: [4, 1],
      Timestamp: at(90),
    });
    const statistics = {
      sum: 'Sum',
      mean: 'Average',
      least: 'Minimum',
      most: 'Maximum',
      count: 'SampleCount',
      middle: 'p50',
      high: 'p90',
    };
    const found = await get(
      client,
      Object.entries(statistics).map(([id, stat]) => query(id, stat)),
      0,
      120,
      { ScanBy: 'TimestampAscending' },
    );
    expect(found).toEqual({
      sum: [110, 26],
      mean: [22, 5.2],
      least: [1, 5],
      most: [100, 6],
      count: [5, 5],
      middle: [3, 5],
      high: [100, 6],
    });
    expect(await get(client, [query('all', 'Sum', 'Latency', 300)])).toEqual({ all: [136] });
    expect(await get(client, [query('newest', 'Sum')])).toEqual({ newest: [26, 110] });
    const { Datapoints } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: 'shop',
        MetricName: 'Latency',
        Dimensions,
        StartTime: at(0),
        EndTime: at(60),
        Period: 60,
        Statistics: ['Sum', 'Maximum'],
        ExtendedStatistics: ['p90'],
      }),
    );
    expect(Datapoints).toEqual([{ Timestamp: at(0), Sum: 110, Maximum: 100, ExtendedStatistics: { p90: 100 } }]);
  });

  test('of a period that the start cuts are given from there on', async () => {
    const { client } = await startMetrics();
    await put(client, ...[0, 60, 120, 300].map((second) => ({ Value: 1 + second, Timestamp: at(second) })));
    const sums = [query('m', 'Sum', 'Latency', 300), { Id: 'filled', Expression: 'FILL(m, 0)', Period: 300 }];
    const ascending = { ScanBy: 'TimestampAscending' };
    expect(await get(client, sums, 90, 390, ascending)).toEqual({ m: [182, 301], filled: [182, 301] });
    expect(await get(client, sums, 130, 290, ascending)).toEqual({ m: [121], filled: [121] });
  });

  test('are told apart by name and by all dimensions, in any order', async () => {
    const { client } = await startMetrics();
    const two = [
      { Name: 'a', Value: '1' },
      { Name: 'b', Value: '2' },
    ];
    await put(client, { Value: 1, Timestamp: at(0) }, { Value: 2, Timestamp: at(0), MetricName: 'Errors' });
    await put(
      client,
      { Value: 4, Timestamp: at(0), Dimensions: two },
      { Value: 8, Timestamp: at(0), Dimensions: [...two].reverse() },
    );
    expect(
      await get(client, [query('m', 'Sum'), query('errors', 'Sum', 'Errors'), query('none', 'Sum', 'Other')]),
    ).toEqual({ m: [1], errors: [2], none: [] });
    const Metric = { Namespace: 'shop', MetricName: 'Latency', Dimensions: two };
    expect(await get(client, [{ Id: 'm', MetricStat: { Metric, Period: 60, Stat: 'Sum' } }])).toEqual({ m: [12] });
    const list = async (more: object) =>
      (await client.send(new ListMetricsCommand({ Namespace: 'shop', ...more }))).Metrics;
    expect(await list({})).toHaveLength(3);
    expect(await list({ Dimensions: [{ Name: 'a' }] })).toEqual([
      { Namespace: 'shop', MetricName: 'Latency', Dimensions: two },
    ]);
    expect(await list({ Dimensions: [{ Name: 'a', Value: '2' }] })).toEqual([]);
  });

  test('are given in pages', async () => {
    const { client, store } = await startMetrics();
    await put(client, ...[0, 60, 120].map((second) => ({ Value: 1 + second, Timestamp: at(second) })));
    await put(client, { MetricName: 'Errors', Value: 7, Timestamp: at(0) });
    const MetricDataQueries = [query('m', 'Sum'), query('none', 'Sum', 'Other'), query('e', 'Sum', 'Errors')];
    const time = { StartTime: at(0), EndTime: at(180), ScanBy: 'TimestampAscending' as const };
    const pages: unknown[] = [];
    for await (const { MetricDataResults } of paginateGetMetricData(
      { client },
      { MetricDataQueries, ...time, MaxDatapoints: 2 },
    )) {
      pages.push(MetricDataResults!.map(({ Id, StatusCode, Values }) => [Id, StatusCode, Values]));
    }
    expect(pages).toEqual([
      [['m', 'PartialData', [1, 61]]],
      [
        ['m', 'Complete', [121]],
        ['none', 'Complete', []],
        ['e', 'Complete', [7]],
      ],
    ]);
    for (let n = 0; n < 501; n++) {
      store.put({ namespace: 'many', name: `m${n}`, dimensions: {}, timestamp: hour * 1000, values: [1] });
    }
    const listed: (number | undefined)[] = [];
    for await (const { Metrics } of paginateListMetrics({ client }, { Namespace: 'many' }))
      listed.push(Metrics?.length);
    expect(listed).toEqual([500, 1]);
    const tooMany = Array.from({ length: 501 }, (_, n) => query(`q${n}`, 'Sum'));
    await expect(client.send(new GetMetricDataCommand({ MetricDataQueries: tooMany, ...time }))).rejects.toThrow(
      'At most 500 queries',
    );
    await expect(client.send(new ListMetricsCommand({ NextToken: 'nonsense' }))).rejects.toThrow('next token');
  });

  test('are combined by expressions, which leave out what is not there', async () => {
    const { client } = await startMetrics();
    const timed = (second: number, MetricName: string, Value: number) => ({ MetricName, Value, Timestamp: at(second) });
    await put(
      client,
      timed(0, 'Requests', 10),
      timed(60, 'Requests', 20),
      timed(60, 'Errors', 5),
      timed(120, 'Errors', 1),
      timed(120, 'Requests', 0),
    );
    const hidden = { ReturnData: false };
    const inputs = [query('r', 'Sum', 'Requests', 60, hidden), query('e', 'Sum', 'Errors', 60, hidden)];
    const ascending = { ScanBy: 'TimestampAscending' };
    expect(await get(client, [...inputs, { Id: 'rate', Expression: '100 * e / r' }], 0, 180, ascending)).toEqual({
      rate: [25],
    });
    expect(
      await get(client, [{ Id: 'filled', Expression: 'FILL(e, 0) / (r + 0)' }, ...inputs], 0, 180, ascending),
    ).toEqual({ filled: [0, 0.25] });
    await expect(get(client, [{ Id: 'x', Expression: 'y + 1' }, ...inputs])).rejects.toMatchObject({
      message: expect.stringContaining('"y"'),
    });
    await expect(get(client, [{ Id: 'x', Expression: 'x + 1' }])).rejects.toMatchObject({
      message: expect.stringContaining('itself'),
    });
  });

  test.each([
    ['1 + 2 * 3 - 4 / 2', 5],
    ['-(1 + 2) * 3', -9],
    ['2 - 3 - 4', -5],
  ])('work %s out', (expression, result) => {
    expect(evaluateExpression(expression, () => undefined, [60])).toEqual(new Map([[60, result]]));
  });

  test('tell the time of each period, also where there is no value', () => {
    const sparse = new Map([[60, 7]]);
    expect(evaluateExpression('(300 - EPOCH(m)) / 60', () => sparse, [0, 60, 120])).toEqual(
      new Map([
        [0, 5],
        [60, 4],
        [120, 3],
      ]),
    );
  });

  test.each(['1 +', '(1', 'RATE(m)', '1 2', 'FILL(1, 2)', 'EPOCH(1)', '1 $ 2'])(
    'refuse the expression %s',
    (expression) => {
      expect(() => evaluateExpression(expression, () => undefined, [60])).toThrow(/does not understand/);
    },
  );

  test('outlast a restart, those of high resolution by the second', async () => {
    const { client, store, folder } = await startMetrics();
    await put(
      client,
      { Value: 1, Timestamp: at(5), StorageResolution: 1 },
      { Value: 2, Timestamp: at(6), StorageResolution: 1 },
    );
    store.stop();
    const again = await startMetrics({}, undefined, folder);
    expect(await get(again.client, [query('m', 'Sum', 'Latency', 1)], 0, 60)).toEqual({ m: [2, 1] });
    again.store.save(Date.now() + 80 * 3_600_000);
    expect(await get(again.client, [query('m', 'Sum')])).toEqual({ m: [] });
    expect(again.store.list()).toEqual([]);
  });

  test('of many values keep their sum exactly and their percentiles nearly', async () => {
    const { client } = await startMetrics();
    const Values = Array.from({ length: 150 }, (_, index) => index + 1000.5);
    for (let n = 0; n < 10; n += 1) {
      await put(
        client,
        ...[0, 1, 2].map((part) => ({
          Values: Values.slice(part * 50, part * 50 + 50).map((value) => value + n * 150),
          Timestamp: at(0),
        })),
      );
    }
    const found = await get(client, [query('sum', 'Sum'), query('p50', 'p50'), query('most', 'Maximum')]);
    expect(found.sum).toEqual([1500 * (1000.5 + 749.5)]);
    expect(found.most).toEqual([2499.5]);
    expect(Math.abs(found.p50![0]! / 1750 - 1)).toBeLessThan(0.01);
  });

  test('tell how many messages wait in each queue', async () => {
    const { client, store, folder } = await startMetrics();
    const arn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
    const queues = new Queues(
      folder,
      ['failures', 'empty'].map((name) => ({ name, arn: arn(name), url: `https://sqs/0/${name}` })),
    );
    queues.send(arn('failures'), 'two\nlines');
    queues.send(arn('failures'), '');
    measureQueues(queues, store);
    const waiting = async (Value: string) => {
      const metric = { Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible' };
      const Metric = { ...metric, Dimensions: [{ Name: 'QueueName', Value }] };
      const now = Date.now() / 1000 - hour;
      return (
        await get(client, [{ Id: 'm', MetricStat: { Metric, Period: 60, Stat: 'Maximum' } }], now - 120, now + 60)
      ).m;
    };
    expect(await waiting('failures')).toEqual([2]);
    expect(await waiting('empty')).toEqual([0]);
  });

  test('are refused when they are none, and without a permission', async () => {
    const { client, store } = await startMetrics({}, [
      {
        Effect: 'Allow',
        Action: 'cloudwatch:PutMetricData',
        Resource: '*',
        Condition: { StringEquals: { 'cloudwatch:namespace': 'shop' } },
      },
    ]);
    await expect(put(client, { Value: 1 }, {})).rejects.toMatchObject({
      message: expect.stringContaining('one of Value'),
    });
    await expect(put(client, { Value: 1, Values: [1] })).rejects.toMatchObject({
      name: expect.stringContaining('InvalidParameter'),
    });
    expect(store.list()).toEqual([]);
    await put(client, { Value: 1 });
    await expect(client.send(new PutMetricDataCommand({ Namespace: 'other', MetricData: [] }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(get(client, [query('m', 'Sum')])).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('the embedded metric format', () => {
  const read = (...pieces: string[]): MetricDatum[] => {
    const found: MetricDatum[] = [];
    const reader = createMetricReader((datum) => found.push(datum));
    pieces.forEach(reader);
    return found;
  };
  const line = (more: object, directive: object = {}) =>
    `${JSON.stringify({
      _aws: {
        Timestamp: 1000,
        CloudWatchMetrics: [
          { Namespace: 'shop', Dimensions: [['service'], []], Metrics: [{ Name: 'Clicks' }], ...directive },
        ],
      },
      service: 'api',
      Clicks: 2,
      ...more,
    })}\n`;

  test('gives a metric for each set of dimensions', () => {
    const common = { namespace: 'shop', name: 'Clicks', timestamp: 1000, values: [2], resolution: 60 };
    expect(read(line({}))).toEqual([
      { ...common, dimensions: { service: 'api' } },
      { ...common, dimensions: {} },
    ]);
    const [datum] = read(line({ Clicks: [1, 2] }, { Metrics: [{ Name: 'Clicks', StorageResolution: 1 }] }));
    expect(datum).toMatchObject({ values: [1, 2], resolution: 1 });
  });

  test('is found in whole lines of any output', () => {
    const whole = line({});
    expect(read(`hello\n{"level":"INFO"}\n${whole.slice(0, 40)}`, whole.slice(40), 'rest')).toHaveLength(2);
    expect(
      read(
        '{"_aws": broken\n',
        '{"_aws":{}}\n',
        line({ _aws: null }),
        line({ Clicks: 'x' }),
        line({}, { Dimensions: [['absent']] }),
      ),
    ).toEqual([]);
  });
});
