import { Stack } from 'aws-cdk-lib';
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledgeResource } from './acknowledge.ts';
import { BundledFunction } from './BundledFunction.ts';
import type { FailureQueue } from './FailureQueue.ts';
import { grantTable } from './grantTable.ts';

export interface DeploymentOperatorProps {
  buildFolder: string;
  api: GraphqlApi;
  data: Record<'userData' | 'catalogue' | 'counters' | 'models' | 'feedback', TableV2>;
  /** The ARN that stands for every endpoint of a model. */
  endpoints: string;
  /** What the names of endpoints begin with. */
  endpointPrefix: string;
  failures: FailureQueue;
  onInteraction: BundledFunction;
  /** Of pushes. */
  workflow: StateMachine;
  /** What the names of the deployment's alarms begin with. */
  alarmPrefix: string;
}

/**
 * The function that tells administrators how the deployment is and what it costs, and handles dead letters again. Made
 * behind every other function: it counts those that are there.
 */
export class DeploymentOperator extends Construct {
  readonly handler: BundledFunction;

  constructor(scope: Construct, id: string, props: DeploymentOperatorProps) {
    super(scope, id);
    const { buildFolder, api, data, endpoints, endpointPrefix, failures, onInteraction, workflow, alarmPrefix } = props;
    const { region, urlSuffix } = Stack.of(this);
    const functions = this.node.root.node.findAll().filter((made) => made instanceof BundledFunction);
    this.handler = new BundledFunction(this, 'OperateDeployment', {
      buildFolder,
      name: 'operate-deployment',
      description: 'Tells administrators how the deployment is and what it costs, and handles dead letters again',
      memory: 512,
      // AppSync gives up after 30.
      timeout: 30,
      environment: {
        MODELS_TABLE: data.models.tableName,
        USER_DATA_TABLE_ARN: data.userData.tableArn,
        CATALOGUE_TABLE_ARN: data.catalogue.tableArn,
        COUNTERS_TABLE_ARN: data.counters.tableArn,
        MODELS_TABLE_ARN: data.models.tableArn,
        FEEDBACK_TABLE_ARN: data.feedback.tableArn,
        FAILURES_QUEUE_URL: failures.queueUrl,
        ON_INTERACTION_FUNCTION: onInteraction.functionName,
        WORKFLOW_ARN: workflow.stateMachineArn,
        ALARM_PREFIX: alarmPrefix,
        GRAPHQL_API_ID: api.apiId,
        ENDPOINT_PREFIX: endpointPrefix,
        // No metric tells the memory, which is charged for.
        FUNCTION_MEMORY: functions.map(({ functionName, memory }) => `${functionName}=${memory}`).join(','),
        SAGEMAKER_URL: `https://api.sagemaker.${region}.${urlSuffix}`,
      },
    });
    // How many rows there are: no action on the rows themselves.
    for (const table of [data.userData, data.catalogue, data.counters, data.feedback]) {
      table.grant(this.handler, 'dynamodb:DescribeTable');
    }
    grantTable(data.models, this.handler, ['DescribeTable', 'GetItem']);
    failures.grant(
      this.handler,
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:ChangeMessageVisibility',
      'sqs:GetQueueAttributes',
    );
    failures.encryptionMasterKey?.grantDecrypt(this.handler);
    onInteraction.grantInvoke(this.handler);
    acknowledgeResource(this.handler.role!, `${onInteraction.functionArn}:*`, 'Versions of one function.');
    workflow.grantStartExecution(this.handler);
    // Metrics and their list take no resource, and a list of alarms by prefix is of none that could be named beforehand:
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
    this.handler.addToRolePolicy(
      new PolicyStatement({
        actions: ['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'],
        resources: ['*'],
      }),
    );
    this.handler.addToRolePolicy(
      new PolicyStatement({ actions: ['sagemaker:DescribeEndpoint'], resources: [endpoints] }),
    );
    acknowledgeResource(this.handler.role!, endpoints, 'Endpoints come and go with the versions.');
  }
}
