import { DescribeAlarmsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from 'vitest';
import { startMetrics, topicArn } from './startMetrics.ts';

const minute = 60_000;
const start = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3_600_000;
const errors = {
  Namespace: 'shop',
  MetricName: 'Errors',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 3,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  AlarmActions: [topicArn],
};

/** Puts values a minute each, and tells the states after each. */
const follow = async (properties: object, values: (number | undefined)[]) => {
  const started = await startMetrics({ errors: { ...errors, ...properties } });
  const { store, alarms } = started;
  const states = values.map((value, index) => {
    const timestamp = start + index * minute;
    if (value !== undefined)
      store.put({ namespace: 'shop', name: 'Errors', dimensions: {}, timestamp, values: [value] });
    alarms.evaluate(timestamp + minute);
    return alarms.all()[0]!.state;
  });
  return { ...started, states };
};

describe('an alarm', () => {
  test('tells its topic when its state changes, and only then', async () => {
    const { states, topics, client } = await follow({ AlarmDescription: 'look', OKActions: [topicArn] }, [1, 3, 4, 0]);
    expect(states).toEqual(['OK', 'ALARM', 'ALARM', 'OK']);
    const messages = topics.messages(topicArn);
    expect(messages.map(({ subject }) => subject)).toEqual([
      'OK: "errors" in us-east-1',
      'ALARM: "errors" in us-east-1',
      'OK: "errors" in us-east-1',
    ]);
    expect(JSON.parse(messages[1]!.message)).toMatchObject({
      AlarmName: 'errors',
      AlarmDescription: 'look',
      NewStateValue: 'ALARM',
      OldStateValue: 'OK',
      NewStateReason: expect.stringContaining('datapoints 3'),
      Trigger: { MetricName: 'Errors', Threshold: 3, Period: 60 },
    });
    const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: ['errors'] }));
    expect(MetricAlarms).toMatchObject([
      {
        AlarmName: 'errors',
        StateValue: 'OK',
        MetricName: 'Errors',
        Threshold: 3,
        AlarmActions: [topicArn],
        StateUpdatedTimestamp: new Date(start + 4 * minute),
      },
    ]);
  });

  test.each([
    ['missing', ['ALARM', 'INSUFFICIENT_DATA', 'OK']],
    ['notBreaching', ['ALARM', 'OK', 'OK']],
    ['breaching', ['ALARM', 'ALARM', 'OK']],
    ['ignore', ['ALARM', 'ALARM', 'OK']],
  ])('takes a period without data as %s', async (TreatMissingData, expected) => {
    const { states } = await follow({ TreatMissingData }, [5, undefined, 0]);
    expect(states).toEqual(expected);
  });

  test('watches the time by an expression', async () => {
    const ends = start / 1000 + 180;
    const { states } = await follow(
      {
        ...{ Namespace: undefined, MetricName: undefined, Statistic: undefined, Period: undefined },
        Metrics: [
          { Id: 'left', Expression: `(${ends} - EPOCH(runs)) / 60` },
          {
            Id: 'runs',
            MetricStat: { Metric: { Namespace: 'shop', MetricName: 'Errors' }, Period: 60, Stat: 'Sum' },
            ReturnData: false,
          },
        ],
        Threshold: 1,
        ComparisonOperator: 'LessThanOrEqualToThreshold',
        TreatMissingData: 'ignore',
      },
      [1, undefined, 1, undefined],
    );
    expect(states).toEqual(['OK', 'OK', 'ALARM', 'ALARM']);
  });

  test('waits for as many periods as it is told', async () => {
    const { states } = await follow(
      { EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData: 'notBreaching' },
      [9, 0, 9, 0, 0, 9],
    );
    expect(states).toEqual(['OK', 'OK', 'ALARM', 'OK', 'OK', 'OK']);
  });

  test('may watch an expression', async () => {
    const stat = (Id: string, MetricName: string) => ({
      Id,
      ReturnData: false,
      MetricStat: { Metric: { Namespace: 'shop', MetricName }, Period: 60, Stat: 'Sum' },
    });
    const properties = {
      MetricName: undefined,
      Metrics: [
        { Id: 'rate', Expression: 'errors / requests' },
        stat('errors', 'Errors'),
        stat('requests', 'Requests'),
      ],
      Threshold: 0.5,
    };
    const { store, alarms } = await startMetrics({ rate: { ...errors, ...properties } });
    const put = (name: string, value: number) =>
      store.put({ namespace: 'shop', name, dimensions: {}, timestamp: start, values: [value] });
    put('Requests', 4);
    put('Errors', 1);
    alarms.evaluate(start + minute);
    expect(alarms.all()[0]!.state).toBe('OK');
    put('Errors', 1);
    alarms.evaluate(start + minute);
    expect(alarms.all()[0]!.state).toBe('ALARM');
  });

  test('is set by hand until it is looked at again, and remembered', async () => {
    const { client, alarms, topics, folder } = await startMetrics({
      errors: { ...errors, TreatMissingData: 'notBreaching' },
    });
    const set = (AlarmName: string) =>
      client.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'a drill' }));
    await set('errors');
    expect(topics.messages(topicArn)).toHaveLength(1);
    const again = await startMetrics({ errors: { ...errors, ActionsEnabled: false } }, undefined, folder);
    expect(again.alarms.all()[0]).toMatchObject({ state: 'ALARM', reason: 'a drill' });
    again.alarms.set('errors', 'OK', 'over');
    expect(again.topics.messages(topicArn)).toHaveLength(1);
    alarms.evaluate();
    expect(alarms.all()[0]!.state).toBe('OK');
    await expect(set('absent')).rejects.toMatchObject({ name: 'ResourceNotFound' });
  });
});
