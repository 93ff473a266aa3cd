import { describe, expect, onTestFinished, test } from 'vitest';
import { cloudwatchService, iamService, lambdaService, snsService, sqsService, startCloud } from '../../index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { writeTemplateFolder } from '../helpers/writeTemplateFolder.ts';

const printing = `exports.handler = async ({ fails }) => {
  console.log('a line of the log');
  console.log(JSON.stringify({
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [
      { Namespace: 'shop', Dimensions: [['service']], Metrics: [{ Name: 'Clicks', Unit: 'Count' }] },
    ] },
    service: 'printer', Clicks: 3,
  }));
  if (fails) throw new Error('no');
};`;

const resources = (alarm: object) => ({
  Role: { Type: 'AWS::IAM::Role', Properties: {} },
  Printer: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'printer',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Code: { ZipFile: printing },
    },
  },
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
  Failing: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'Printer' } }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [{ Ref: 'Topic' }],
      ...alarm,
    },
  },
});

const start = async (alarm: object = {}) => {
  const cloud = await startCloud(
    { templateFolder: writeTemplateFolder({ main: { Resources: resources(alarm) } }), stateFolder: folderOfTest() },
    [iamService, sqsService, snsService, cloudwatchService, lambdaService],
  );
  onTestFinished(() => cloud.stop());
  return cloud;
};

describe('a function', () => {
  test('is measured, with what it prints, and its alarm reaches the topic', async () => {
    const cloud = await start();
    const { metrics, alarms } = cloud.service(cloudwatchService);
    const functions = cloud.service(lambdaService);
    await functions.invoke('printer', '{}');
    await functions.invoke('printer', '{"fails":true}');
    const sum = (namespace: string, name: string, dimensions: Record<string, string>) =>
      [...metrics.read({ namespace, name, dimensions }, 0, Date.now() / 1000 + 60, 86_400).values()]
        .map((distribution) => distribution.statistic('Sum')!)
        .reduce((left, right) => left + right, 0);
    await expect.poll(() => sum('shop', 'Clicks', { service: 'printer' })).toBe(6);
    const own = (name: string) => sum('AWS/Lambda', name, { FunctionName: 'printer' });
    expect([own('Invocations'), own('Errors'), own('Throttles')]).toEqual([2, 1, 0]);
    expect(own('Duration')).toBeGreaterThan(0);
    const errors = { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'printer' } };
    const periods = [...metrics.read(errors, 0, Date.now() / 1000 + 60, 60)];
    const [failed] = periods.find(([, distribution]) => distribution.statistic('Sum') === 1)!;
    alarms.evaluate((failed + 60) * 1000);
    const [alarm] = alarms.all();
    expect(alarm).toMatchObject({ state: 'ALARM' });
    expect(cloud.service(snsService).messages(alarm!.actions.ALARM[0]!)).toHaveLength(1);
  });

  test.each([
    ['does something else than telling a topic', { AlarmActions: ['arn:aws:automate:us-east-1:ec2:stop'] }],
    ['watches an anomaly band', { Threshold: undefined, ThresholdMetricId: 'band' }],
    ['has an impossible period', { Period: 45 }],
  ])('is refused an alarm that %s', async (_name, alarm) => {
    await expect(start(alarm)).rejects.toMatchObject({
      code: 'TemplateRefused',
      message: expect.stringContaining('Failing'),
    });
  });
});
