import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actionsOf, unmetNeeds } from './Arrow.ts';
import type { Arrow } from './Arrow.ts';
import { commandsOf } from './arrows/functionCalls.ts';
import { tableActions } from './arrows/functions.ts';
import { listArrows } from './listArrows.ts';
import { PolicyDecisions } from './PolicyDecisions.ts';
import { readResources } from './readResources.ts';
import { Resources } from './Resource.ts';
import type { Properties, Resource } from './Resource.ts';

/** Where each type keeps the statements of a policy. */
const documents: Record<string, string> = {
  'AWS::IAM::Policy': 'PolicyDocument',
  'AWS::IAM::Role': 'AssumeRolePolicyDocument',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::Lambda::Permission': 'PolicyDocument',
  'AWS::S3::BucketPolicy': 'PolicyDocument',
  'AWS::SNS::TopicPolicy': 'PolicyDocument',
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
};

/** Actions that the CDK grants along with those that an arrow needs. */
const grantedAlong = ['kms:DescribeKey', 'kms:ReEncrypt*', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'];

/** Which of these a function uses is in its code: the end-to-end tests hold it, under these same policies. */
const inCodeOnly = [...tableActions.map((name) => `dynamodb:${name}`), 'kms:Encrypt', 'kms:GenerateDataKey*'];

/** The CDK grants the versions of a function along with the function. */
const versionsOfFunction = /:function:.+:\*$/;

/** Milliseconds: every statement is lost once, and all arrows are judged anew. */
const patience = 120_000;

describe('what the templates in cdk.out connect', () => {
  const resources = readResources(join(import.meta.dirname, '..', '..', '..', 'cdk.out'));
  const arrows = listArrows(resources);

  /** Those of the arrows that break when the policies are changed. */
  const broken = (change: (all: Resource[]) => void, among = arrows): Arrow[] => {
    const all = structuredClone(resources.all);
    change(all);
    const decisions = new PolicyDecisions(new Resources({ ...resources, all }));
    return among.filter((arrow) => unmetNeeds(arrow, decisions).length > 0);
  };
  /** The arrows with only those needs that an action as policies write it may meet. */
  const needing = (pattern: string): Arrow[] => {
    const meets = (action: string): boolean =>
      pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : action === pattern;
    return arrows.map((arrow) => ({
      ...arrow,
      needs: arrow.needs.filter((need) => actionsOf(need).some(meets)),
    }));
  };
  const statementsOf = ({ type, properties }: Resource): Properties[] =>
    type in documents ? properties[documents[type]].Statement : [];
  const named = (all: Resource[], id: string): Resource => all.find((resource) => resource.id === id)!;

  const isOfFunction = ({ properties }: Resource): boolean =>
    resources
      .ofType('AWS::Lambda::Function')
      .some((handler) => properties.Roles?.includes(resources.get(handler.properties.Role).ref));

  it('may pass by the policies on both sides', () => {
    const decisions = new PolicyDecisions(resources);
    expect(arrows.flatMap((arrow) => unmetNeeds(arrow, decisions))).toEqual([]);
  });

  it('has every kind of arrow that the architecture speaks of', () => {
    const expected = [
      'API → its authorizer',
      'API → its logs',
      'alarm → topic',
      'backend → AppSync',
      'data source → Step Functions',
      'data source → function',
      'data source → table',
      'endpoint → buckets and key',
      'endpoint → image, logs and metrics',
      'failed records → destination',
      'function → AppSync',
      'function → DynamoDB',
      'function → Lambda',
      'function → SQS',
      'function → StepFunctions',
      'function → client-cloudwatch/GetMetricData',
      'function → client-cloudwatch/ListMetrics',
      'function → client-dynamodb/DescribeTable',
      'function → client-s3/GetObject',
      'function → client-s3/PutObject',
      'function → client-sagemaker-runtime/InvokeEndpoint',
      'function → client-sfn/DescribeExecution',
      'function → its logs and traces',
      'job → buckets and key',
      'job → image, logs and metrics',
      'schedule → function',
      'schedule → workflow',
      'stream → function',
      'workflow → DynamoDB',
      'workflow → Lambda',
      'workflow → S3',
      'workflow → SQS',
      'workflow → SageMaker',
      'workflow → itself',
    ];
    expect(arrows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(expected));
  });

  it(
    'breaks by the loss of any one allowed action, so that none is missed here and none is granted in vain',
    () => {
      const unneeded: string[] = [];
      const kinds = new Set<string>();
      for (const resource of resources.all) {
        statementsOf(resource).forEach(({ Effect, Action, Principal }, index) => {
          if (Effect !== 'Allow') return;
          for (const action of [Action].flat() as string[]) {
            if (grantedAlong.includes(action) || (isOfFunction(resource) && inCodeOnly.includes(action))) continue;
            const lost = broken((all) => {
              const statement = statementsOf(named(all, resource.id))[index];
              statement.Action = ([statement.Action].flat() as string[]).filter((other) => other !== action);
            }, needing(action));
            lost.forEach(({ kind }) => kinds.add(kind));
            if (lost.length === 0) unneeded.push(`${resource.id}: ${action} ${JSON.stringify(Principal ?? '')}`);
          }
        });
      }
      expect(unneeded).toEqual([]);
      expect([...kinds].sort()).toEqual([...new Set(arrows.map(({ kind }) => kind))].sort());
    },
    patience,
  );

  it('grants a function no action on tables that its code has no command for', () => {
    const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];
    const idle: string[] = [];
    for (const handler of resources.ofType('AWS::Lambda::Function')) {
      const commands = commandsOf(handler, resources).filter((command) => command.includes('dynamodb/'));
      const used = commands.flatMap((command) => {
        const name = command.replace(/^.*\/|(Item)?Command$/g, '');
        return name === 'TransactWrite' ? writes : [/^(Query|Scan)$/.test(name) ? name : `${name}Item`];
      });
      const { ref } = resources.get(handler.properties.Role);
      const granted = resources
        .ofType('AWS::IAM::Policy')
        .filter(({ properties }) => properties.Roles?.includes(ref))
        .flatMap(statementsOf)
        .flatMap(({ Action }) => [Action].flat() as string[])
        .map((action) => action.replace(/^dynamodb:/, ''));
      idle.push(
        ...granted
          .filter((name) => tableActions.includes(name) && !used.includes(name))
          .map((name) => `${handler.id}: ${name}`),
      );
    }
    expect(idle).toEqual([]);
  });

  it(
    'breaks by the loss of any one of several resources, or of several values of a condition',
    () => {
      const unneeded: string[] = [];
      for (const resource of resources.all) {
        statementsOf(resource).forEach(({ Effect, Action, Resource: on, Condition = {} }, index) => {
          if (Effect !== 'Allow') return;
          const among = ([Action].flat() as string[]).flatMap(needing);
          const tryLosing = (value: string, lose: (statement: Properties) => void): void => {
            const lost = broken((all) => lose(statementsOf(named(all, resource.id))[index]), among);
            if (lost.length === 0) unneeded.push(`${resource.id}: ${String(Action)} ${value}`);
          };
          const others = (values: string[], value: string): string[] => values.filter((other) => other !== value);
          const several = (values: unknown): string[] => (Array.isArray(values) && values.length > 1 ? values : []);
          for (const value of several(on).filter((arn) => !versionsOfFunction.test(arn))) {
            tryLosing(value, (statement) => (statement.Resource = others(on, value)));
          }
          for (const [operator, keys] of Object.entries(Condition as Record<string, Record<string, unknown>>)) {
            for (const [key, values] of Object.entries(keys)) {
              for (const value of several(values)) {
                tryLosing(
                  value,
                  (statement) => (statement.Condition[operator][key] = others(values as string[], value)),
                );
              }
            }
          }
        });
      }
      expect(unneeded).toEqual([]);
    },
    patience,
  );

  it.each(['AWS::KMS::Key', 'AWS::S3::BucketPolicy', 'AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy'])(
    'breaks by a denial in %s',
    (type) => {
      const lost = broken((all) =>
        all
          .filter((resource) => resource.type === type)
          .forEach((resource) =>
            statementsOf(resource).push({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }),
          ),
      );
      expect(lost).not.toEqual([]);
    },
  );

  it('breaks when a policy names another source or another account', () => {
    const rename = (type: string) => (all: Resource[]) => {
      const changed = all.filter((resource) => resource.type === type);
      for (const { properties } of changed) {
        const document = documents[type];
        properties[document] = JSON.parse(
          JSON.stringify(properties[document]).replaceAll(`:${resources.account}:`, ':999999999999:'),
        );
      }
    };
    expect(broken(rename('AWS::SNS::TopicPolicy')).map(({ kind }) => kind)).toContain('alarm → topic');
    expect(broken(rename('AWS::IAM::Role')).map(({ kind }) => kind)).toContain('workflow → itself');
  });
});
