import { Match } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesize, synthesizeAnew } from './synthesize.ts';
import type { Synthesized } from './synthesize.ts';

let made: Synthesized;
beforeAll(async () => {
  made = await synthesize();
});
afterAll(() => made?.close());

describe('the synthesis', () => {
  it('gives the same templates again', async () => {
    const again = await synthesizeAnew();
    try {
      for (const stack of ['data', 'model', 'training', 'batch', 'api', 'operations'] as const)
        expect(again[stack].toJSON()).toEqual(made[stack].toJSON());
    } finally {
      again.close();
    }
  }, 120_000);

  it('takes its configuration from the context', async () => {
    const other = await synthesizeAnew(
      {
        region: 'eu-west-1',
        stage: 'dev',
        trainingSchedule: 'rate(6 hours)',
        trainingSettings: '{"canarySeconds":60}',
        endpointMemory: 4096,
        alarmEmail: 'ops@example.com',
      },
      made.buildFolder,
    );
    try {
      other.training.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(6 hours)' });
      other.training.hasResourceProperties('AWS::Lambda::Function', {
        Environment: { Variables: Match.objectLike({ TRAINING_SETTINGS: '{"canarySeconds":60}' }) },
      });
      const training = JSON.stringify(other.training.toJSON());
      expect(training).toContain('MemorySizeInMB\\":4096');
      expect(training).toContain('endpoint/recsync-dev-*');
      const [[, subscription]] = Object.entries(other.operations.findResources('AWS::SNS::Subscription'));
      expect(subscription.Properties).toMatchObject({ Protocol: 'email', Endpoint: 'ops@example.com' });
      const alarms = Object.values(other.operations.findResources('AWS::CloudWatch::Alarm'));
      expect(alarms.length).toBeGreaterThan(0);
      for (const { Properties } of alarms) expect(Properties.AlarmActions).toEqual([subscription.Properties.TopicArn]);
    } finally {
      other.close();
    }
  });

  it('has no Spark where that is switched off', async () => {
    const other = await synthesizeAnew({ sparkFrom: 0 }, made.buildFolder);
    try {
      other.training.resourceCountIs('AWS::EMRServerless::Application', 0);
      expect(JSON.stringify(other.training.toJSON())).not.toMatch(/emr-serverless|IsForSpark/);
      expect(JSON.stringify(other.operations.toJSON())).not.toContain('SparkJobsFailed');
    } finally {
      other.close();
    }
  });

  it.each([
    [{ region: 'mars' }, '"region" is "mars"'],
    [{ sparkFrom: -1 }, '"sparkFrom" is "-1"'],
    [{ endpointMemory: 1000 }, '"endpointMemory" is "1000"'],
    [{ endpointConcurrency: '0' }, '"endpointConcurrency" is "0"'],
    [{ stage: 'Dev!' }, '"stage" is "Dev!"'],
    [{ trainingSettings: '{"canarySeconds":-1}' }, '"trainingSettings" is'],
    [{ trainingSettings: '{"canary":1}' }, '"trainingSettings" is'],
    [{ trainingSettings: 'an hour' }, '"trainingSettings" is'],
    [{ similarUsers: 'yes' }, '"similarUsers" is "yes"'],
    [{ trainingSchedule: 'daily' }, '"trainingSchedule" is "daily"'],
    [{ waf: 'yes' }, '"waf" is "yes"'],
    [{ waf: '' }, '"waf" is ""'],
    [{ wafRequestsPerAddress: 9 }, '"wafRequestsPerAddress" is "9"'],
    [{ introspection: 'on' }, '"introspection" is "on"'],
  ])('refuses %o', async (context, message) => {
    await expect(synthesizeAnew(context, made.buildFolder)).rejects.toThrow(message);
  });

  it.each([
    [{}, 'DISABLED'],
    [{ stage: 'prod' }, 'DISABLED'],
    [{ stage: 'dev' }, 'ENABLED'],
    [{ stage: 'dev2' }, 'ENABLED'],
    [{ stage: 'dev', introspection: 'false' }, 'DISABLED'],
    [{ introspection: true }, 'ENABLED'],
  ])('with %o has introspection %s', async (context, expected) => {
    const other = await synthesizeAnew(context, made.buildFolder);
    try {
      other.api.hasResourceProperties('AWS::AppSync::GraphQLApi', { IntrospectionConfig: expected });
    } finally {
      other.close();
    }
  });

  it('gives nothing a physical name but the log group that AppSync writes to', () => {
    const named = [
      'TableName',
      'FunctionName',
      'StateMachineName',
      'QueueName',
      'TopicName',
      'BucketName',
      'RoleName',
      'EndpointName',
      'ModelName',
      'AlarmName',
      'DashboardName',
      'UserPoolName',
    ];
    const types = [
      'AWS::DynamoDB::GlobalTable',
      'AWS::Lambda::Function',
      'AWS::StepFunctions::StateMachine',
      'AWS::SQS::Queue',
      'AWS::SNS::Topic',
      'AWS::S3::Bucket',
      'AWS::IAM::Role',
      'AWS::SageMaker::Endpoint',
      'AWS::SageMaker::Model',
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::Dashboard',
      'AWS::Cognito::UserPool',
    ];
    for (const [id, { Properties }] of types.flatMap((type) => made.all(type))) {
      expect(
        named.filter((name) => name in (Properties ?? {})),
        id,
      ).toEqual([]);
    }
  });
});
