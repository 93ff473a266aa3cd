import { RemovalPolicy, type Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { acknowledge, acknowledgeResource } from './acknowledge.ts';

export interface WorkflowDefinition {
  type: StateMachineType;
  definition: IChainable;
  timeout: Duration;
  /** Those that its states call. */
  functions: IFunction[];
}

const whyErrorsOnly = {
  [StateMachineType.STANDARD]: 'Its own history holds every event for 90 days; X-Ray traces them.',
  [StateMachineType.EXPRESS]: 'Logging all events costs several times the workflow itself; X-Ray traces them.',
};

/** A state machine that logs its errors, without execution data, as they may hold ids of people. */
export function makeWorkflow(
  scope: Construct,
  { type, definition, timeout, functions }: WorkflowDefinition,
): StateMachine {
  const destination = new LogGroup(scope, 'Logs', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const workflow = new StateMachine(scope, 'StateMachine', {
    stateMachineType: type,
    definitionBody: DefinitionBody.fromChainable(definition),
    timeout,
    tracingEnabled: true,
    logs: { destination, level: LogLevel.ERROR, includeExecutionData: false },
  });
  acknowledge(workflow, 'SF1', whyErrorsOnly[type]);
  acknowledge(workflow, 'IAM5[Resource::*]', 'X-Ray and log delivery take no resource.');
  for (const { functionArn } of functions)
    acknowledgeResource(workflow, `${functionArn}:*`, 'Versions of one function.');
  return workflow;
}
