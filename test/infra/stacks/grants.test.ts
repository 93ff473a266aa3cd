import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';
import type { Synthesized } from './synthesize.ts';

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
}

let made: Synthesized;
beforeAll(async () => {
  made = await synthesize();
});
afterAll(() => made?.close());

describe('permissions', () => {
  // Actions that AWS lets nobody narrow to a resource.
  const withoutResource = [
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'dynamodb:ListStreams',
    'ecr:GetAuthorizationToken',
    'logs:CreateLogDelivery',
    'logs:GetLogDelivery',
    'logs:UpdateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:DescribeResourcePolicies',
    'logs:DescribeLogGroups',
    // May be narrowed to alarms by name; what a search by prefix then needs is not documented.
    'cloudwatch:DescribeAlarms',
    'cloudwatch:GetMetricData',
    'cloudwatch:ListMetrics',
    'cloudwatch:PutMetricData',
  ];
  const statements = (): (Statement & { policy: string })[] =>
    made.all('AWS::IAM::Policy').flatMap(([policy, { Properties }]) =>
      (Properties.PolicyDocument as { Statement: Statement[] }).Statement.map((statement) => ({
        ...statement,
        policy,
      })),
    );

  it('name their actions and, wherever AWS allows it, their resources', () => {
    for (const { Action, Resource: resource, policy } of statements()) {
      for (const action of [Action].flat()) {
        expect(action, policy).not.toMatch(/^\*$|^[a-z0-9-]+:\*$/);
        if (resource === '*') expect(withoutResource, `${policy}: ${action} on *`).toContain(action);
      }
    }
  });

  it('let the roles of SageMaker write metrics of their own kind of work only', () => {
    const writers = statements().filter(({ Action }) => [Action].flat().includes('cloudwatch:PutMetricData'));
    expect(writers.map(({ policy, Condition }) => [policy.replace(/Default.*/, ''), Condition])).toEqual([
      ['JobRole', { StringEquals: { 'cloudwatch:namespace': '/aws/sagemaker/TrainingJobs' } }],
      ['JobRole', { StringEquals: { 'cloudwatch:namespace': '/aws/sagemaker/ProcessingJobs' } }],
      ['ServingRole', { StringEquals: { 'cloudwatch:namespace': '/aws/sagemaker/Endpoints' } }],
      ['ServingRole', { StringEquals: { 'cloudwatch:namespace': '/aws/sagemaker/TransformJobs' } }],
    ]);
  });

  it('come from no managed policy', () => {
    for (const [id, { Properties }] of made.all('AWS::IAM::Role'))
      expect(Properties.ManagedPolicyArns, id).toBeUndefined();
  });

  it('let the API read the counters but not write them, and the publisher push and nothing else', () => {
    const actionsOf = (policy: string): string[] =>
      statements()
        .filter((statement) => statement.policy.startsWith(policy))
        .flatMap(({ Action }) => Action)
        .sort();
    expect(actionsOf('CountersServiceRole').filter((action) => action.startsWith('dynamodb'))).toEqual([
      'dynamodb:GetItem',
    ]);
    const publisher = statements().filter(({ policy }) => policy.startsWith('PublishRecommendationRole'));
    const graphql = publisher.filter(({ Action }) => Action === 'appsync:GraphQL');
    expect(graphql).toHaveLength(1);
    expect(JSON.stringify(graphql[0].Resource)).toContain('/types/Mutation/fields/publishRecommendation');
    expect(actionsOf('PublishRecommendationRole').filter((action) => !/^(logs|xray|appsync):/.test(action))).toEqual(
      [],
    );
  });
});
