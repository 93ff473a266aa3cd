import { randomUUID } from 'node:crypto';
import type { AccessControl } from '../identity/index.ts';
import type { LambdaFunctions } from '../lambda/index.ts';
import type { Topics } from '../sns/index.ts';
import type { Queues } from '../sqs/index.ts';
import type { StateMachines } from '../step-functions/index.ts';
import type { ResolvedTemplate } from '../template/index.ts';
import type { Delivery, ScheduledRule } from './ScheduledRule.ts';

/** The services that can be targets, and what a role needs for them. */
export const targetKinds = {
  'AWS::StepFunctions::StateMachine': 'states:StartExecution',
  'AWS::Lambda::Function': 'lambda:InvokeFunction',
  'AWS::SQS::Queue': 'sqs:SendMessage',
  'AWS::SNS::Topic': 'sns:Publish',
} as const;
export type TargetKind = keyof typeof targetKinds;

/** What kind of resource of the template an ARN is; undefined when it is none that can be a target. */
export function targetKind(template: ResolvedTemplate, arn: string): TargetKind | undefined {
  const found = template
    .ofType(...Object.keys(targetKinds))
    .find(({ ref, attributes }) => [ref, attributes.Arn].includes(arn));
  return found?.type as TargetKind | undefined;
}

export interface DeliveryOptions {
  template: ResolvedTemplate;
  region: string;
  accountId: string;
  access: AccessControl;
  machines: StateMachines;
  functions: LambdaFunctions;
  queues: Queues;
  topics: Topics;
}

/** What AWS sends where a target has no input of its own. */
const eventOf = (rule: ScheduledRule, moment: number, accountId: string, region: string): string =>
  JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: rule.source,
    account: accountId,
    time: new Date(Math.floor(moment / 1000) * 1000).toISOString().replace('.000Z', 'Z'),
    region,
    resources: [rule.arn],
    detail: rule.source === 'aws.scheduler' ? '{}' : {},
  });

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
const fillIn = (input: string, rule: ScheduledRule, moment: number): string => {
  const attributes: Record<string, string> = {
    'schedule-arn': rule.arn,
    'scheduled-time': new Date(Math.floor(moment / 1000) * 1000).toISOString().replace('.000Z', 'Z'),
    'execution-id': randomUUID(),
    'attempt-number': '1',
  };
  return rule.source === 'aws.scheduler'
    ? input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name: string) => attributes[name] ?? whole)
    : input;
};

export const createDelivery = (options: DeliveryOptions): Delivery => {
  const { template, region, accountId, access, machines, functions, queues, topics } = options;
  const send: Record<TargetKind, (arn: string, body: string) => unknown> = {
    'AWS::StepFunctions::StateMachine': (arn, body) => machines.start(arn, body),
    'AWS::Lambda::Function': (arn, body) => functions.invokeLater(arn, body),
    'AWS::SQS::Queue': (arn, body) => queues.send(arn, body),
    'AWS::SNS::Topic': (arn, body) => topics.publish(arn, { message: body }),
  };
  return async (rule, { arn, roleArn, input, deadLetterArn }, moment) => {
    const kind = targetKind(template, arn)!;
    const body = input === undefined ? eventOf(rule, moment, accountId, region) : fillIn(input, rule, moment);
    try {
      if (roleArn !== undefined) {
        access.require(access.credentials.principal(roleArn, rule.arn.split('/').at(-1)!), targetKinds[kind], arn);
      }
      send[kind](arn, body);
    } catch (error) {
      if (deadLetterArn !== undefined) queues.send(deadLetterArn, body);
      throw error;
    }
  };
};
