import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateExpression } from '../../../emulator/cloudwatch/index.ts';
import { synthesize } from './synthesize.ts';
import type { Resource, Synthesized } from './synthesize.ts';

interface MetricStat {
  Metric: { Namespace: string; MetricName: string; Dimensions: { Name: string; Value: unknown }[] };
  Period: number;
  Stat: string;
}
type Query = { Id: string; Expression?: string; MetricStat?: MetricStat };
interface AlarmProperties {
  MetricName?: string;
  Namespace?: string;
  Dimensions?: MetricStat['Metric']['Dimensions'];
  Statistic?: string;
  Metrics?: Query[];
  Threshold: number;
  AlarmActions: unknown[];
  AlarmDescription: unknown;
}

let made: Synthesized;
let alarms: Map<string, AlarmProperties>;
beforeAll(async () => {
  made = await synthesize();
  // The CDK adds eight characters of a hash.
  const named = ([id, { Properties }]: [string, Resource]): [string, AlarmProperties] => [
    id.slice(0, -8),
    Properties as unknown as AlarmProperties,
  ];
  alarms = new Map(made.all('AWS::CloudWatch::Alarm').map(named));
});
afterAll(() => made?.close());

const alarm = (name: string): AlarmProperties => {
  const found = alarms.get(name);
  if (!found) throw new Error(`There is no alarm ${name}; there are ${[...alarms.keys()].join(', ')}.`);
  return found;
};
/** What the only dimension of an alarm's metric names, as text. */
const watchedBy = (name: string): string => JSON.stringify(alarm(name).Dimensions?.map(({ Value }) => Value));
const queryOf = (name: string, id: string): Query => alarm(name).Metrics!.find(({ Id }) => Id === id)!;
const expressionOf = (name: string): string =>
  alarm(name).Metrics!.find(({ Expression }) => Expression !== undefined)!.Expression!;
const single = (value: number): Map<number, number> => new Map([[0, value]]);

describe('the alarms', () => {
  it('tell the one topic, and say what to do', () => {
    const [topic] = Object.keys(made.operations.findResources('AWS::SNS::Topic'));
    for (const [name, { AlarmActions, AlarmDescription }] of alarms) {
      expect(AlarmActions, name).toEqual([{ Ref: topic }]);
      expect(JSON.stringify(AlarmDescription).length, name).toBeGreaterThan(30);
    }
  });

  it('are all in the guide for operators, and no others', () => {
    const page = readFileSync('docs/guides/operate.md', 'utf8');
    const listed = [...page.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell]) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    const functionErrors = [...alarms.keys()].filter((name) => alarm(name).MetricName === 'Errors');
    const others = [...alarms.keys()].filter((name) => !functionErrors.includes(name));
    expect(listed.sort()).toEqual(others.sort());
    expect(functionErrors).toHaveLength(made.all('AWS::Lambda::Function').length);
    expect(page).toContain('`<Function>Errors`');
  });

  it('cost at rest what docs/deploy.md says, with the keys: CloudWatch bills each metric that an alarm looks at', () => {
    const keys = made.all('AWS::KMS::Key').length;
    const metrics = [...alarms.values()].flatMap(({ Metrics }) =>
      Metrics ? Metrics.filter(({ MetricStat }) => MetricStat !== undefined) : [{}],
    ).length;
    expect(readFileSync('docs/deploy.md', 'utf8')).toContain(
      `$${keys} for two keys, $${(metrics / 10).toFixed(2)} for the ${metrics} metrics of ${alarms.size} alarms`,
    );
  });
});

describe('the alarm of the API key', () => {
  it('counts the days until the key of the template ends, by the time of a function that runs by itself', () => {
    const [[, key]] = Object.entries(made.api.findResources('AWS::AppSync::ApiKey')) as unknown as [
      [string, { Properties: { Expires: number } }],
    ];
    const daysAt = (seconds: number): number =>
      evaluateExpression(expressionOf('ApiKeyExpiry'), (id) => (id === 'runs' ? single(1) : undefined), [seconds]).get(
        seconds,
      )!;
    expect(daysAt(key.Properties.Expires)).toBe(0);
    expect(daysAt(Date.parse('2027-09-01T00:00:00Z') / 1000)).toBe(30);
    expect(alarm('ApiKeyExpiry')).toMatchObject({
      Threshold: 30,
      ComparisonOperator: 'LessThanOrEqualToThreshold',
      TreatMissingData: 'ignore',
    });
    const { Metric, Period } = queryOf('ApiKeyExpiry', 'runs').MetricStat!;
    expect([Metric.Namespace, Metric.MetricName, Period]).toEqual(['AWS/Lambda', 'Invocations', 3600]);
    expect(JSON.stringify(Metric.Dimensions)).toContain('RunExperiments');
    const scheduled = made
      .all('AWS::Events::Rule')
      .filter(([, { Properties }]) => JSON.stringify(Properties.Targets).includes('RunExperiments'))
      .map(([, { Properties }]) => Properties.ScheduleExpression);
    expect(scheduled).toEqual(['rate(5 minutes)']);
  });
});

describe('the alarm of refused requests', () => {
  it('is of their share, in which a handful is no alarm', () => {
    const share = (refused: number | undefined, answered: number | undefined): number | undefined =>
      evaluateExpression(
        expressionOf('ApiClientErrors'),
        (id) => {
          const value = { refused, answered }[id];
          return value === undefined ? new Map() : single(value);
        },
        [0],
      ).get(0);
    const { Threshold } = alarm('ApiClientErrors');
    expect(share(5, 5)).toBeLessThan(Threshold);
    expect(share(300, 1000)).toBeGreaterThan(Threshold);
    expect(share(50, 1000)).toBeLessThan(Threshold);
    // Whether refused requests have a latency or not: all being refused is an alarm.
    expect(share(1000, 1000)).toBeGreaterThan(Threshold);
    expect(share(1000, undefined)).toBeGreaterThan(Threshold);
    expect(share(undefined, 1000)).toBeUndefined();
    for (const [id, name, stat] of [
      ['refused', '4XXError', 'Sum'],
      ['answered', 'Latency', 'SampleCount'],
    ]) {
      expect(queryOf('ApiClientErrors', id).MetricStat).toMatchObject({
        Metric: {
          Namespace: 'AWS/AppSync',
          MetricName: name,
          Dimensions: [{ Name: 'GraphQLAPIId', Value: expect.anything() as unknown }],
        },
        Stat: stat,
      });
    }
  });
});

describe('the other alarms of load and of what waits', () => {
  it.each([
    ['UserDataReadThrottles', 'ReadThrottleEvents', 'UserData'],
    ['UserDataWriteThrottles', 'WriteThrottleEvents', 'UserData'],
    ['CatalogueReadThrottles', 'ReadThrottleEvents', 'Catalogue'],
    ['CountersReadThrottles', 'ReadThrottleEvents', 'Counters'],
    ['FeedbackReadThrottles', 'ReadThrottleEvents', 'Feedback'],
  ])('%s is of the %s of a table', (name, MetricName, table) => {
    expect(alarm(name)).toMatchObject({
      Namespace: 'AWS/DynamoDB',
      MetricName,
      Statistic: 'Sum',
      Dimensions: [{ Name: 'TableName' }],
    });
    expect(watchedBy(name)).toContain(table);
  });

  it.each([
    ['ScoreCandidatesThrottles', 'ScoreCandidates'],
    ['IdentifyVisitorThrottles', 'IdentifyVisitor'],
  ])('%s is of the throttles of %s', (name, made) => {
    expect(alarm(name)).toMatchObject({ Namespace: 'AWS/Lambda', MetricName: 'Throttles', Statistic: 'Sum' });
    expect(watchedBy(name)).toContain(made);
  });

  it('sees what is throttled behind callers by the age of interactions', () => {
    expect(alarm('StreamAge')).toMatchObject({ MetricName: 'IteratorAge', Threshold: 60_000 });
    expect(watchedBy('StreamAge')).toContain('OnInteraction');
  });

  it('has one of timed-out executions for each state machine', () => {
    const watched = [...alarms.keys()].filter((name) => alarm(name).MetricName === 'ExecutionsTimedOut');
    expect(watched.sort()).toEqual([
      'BatchTimeouts',
      'ErasureTimeouts',
      'MergeTimeouts',
      'TrainingTimeouts',
      'WorkflowTimeouts',
    ]);
    const machines = new Set(watched.map(watchedBy));
    expect(machines.size).toBe(made.all('AWS::StepFunctions::StateMachine').length);
    for (const machine of machines) expect(machine).toMatch(/RefS?\w*StateMachine/);
  });

  it('is told at the first dead letter, and when half of the lists are degraded', () => {
    expect(alarm('StreamFailures')).toMatchObject({
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 1,
    });
    const queues = made.all('AWS::SQS::Queue').map(([id]) => id);
    expect(queues).toHaveLength(1);
    expect(watchedBy('StreamFailures')).toContain(queues[0]);
    expect(alarm('DegradedLists')).toMatchObject({
      Namespace: 'recsync',
      MetricName: 'ListsDegraded',
      Statistic: 'Average',
      Threshold: 0.5,
      EvaluationPeriods: 3,
      Dimensions: [{ Name: 'service', Value: 'score-candidates' }],
    });
  });
});
