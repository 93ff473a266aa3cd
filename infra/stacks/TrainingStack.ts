import { ArnFormat, CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { archiveKeys } from '../../schema/contract/models.ts';
import type { TrainingWorkflowInput } from '../../schema/contract/models.ts';
import type { Config } from '../config.ts';
import { BundledFunction } from '../constructs/BundledFunction.ts';
import { acknowledge, acknowledgeResource } from '../constructs/acknowledge.ts';
import { grantObjects, grantRemoval } from '../constructs/grantObjects.ts';
import { grantTable } from '../constructs/grantTable.ts';
import { SparkApplication } from '../constructs/SparkApplication.ts';
import { TrainingWorkflow } from '../constructs/TrainingWorkflow.ts';
import type { DataStack } from './DataStack.ts';
import type { ModelStack } from './ModelStack.ts';

export interface TrainingStackProps extends StackProps {
  buildFolder: string;
  config: Config;
  data: DataStack;
  model: ModelStack;
}

/** What makes models, tries them and puts them to work, by itself and by schedule. */
export class TrainingStack extends Stack {
  readonly runTraining: BundledFunction;
  readonly watchModel: BundledFunction;
  readonly workflow: TrainingWorkflow;
  /** Left out where no training is large enough. */
  readonly spark?: SparkApplication;

  constructor(scope: Construct, id: string, { buildFolder, config, data, model, ...props }: TrainingStackProps) {
    super(scope, id, { ...props, description: 'recsync: collects, trains, judges and rolls out models' });
    this.runTraining = this.#makeRunTraining(buildFolder, config, data, model);
    if (config.sparkFrom > 0) this.spark = new SparkApplication(this, 'Spark', { name: model.prefix, data });
    this.workflow = new TrainingWorkflow(this, 'Workflow', {
      runTraining: this.runTraining,
      data,
      model,
      spark: this.spark,
      endpointMemory: config.endpointMemory,
      endpointConcurrency: config.endpointConcurrency,
    });
    this.#mayDescribeExecutions();
    this.watchModel = this.#makeWatchModel(buildFolder, data);
    new Rule(this, 'Schedule', {
      description: 'Collects what is new, and trains when it is enough',
      schedule: Schedule.expression(config.trainingSchedule),
      targets: [
        new SfnStateMachine(this.workflow.stateMachine, {
          input: RuleTargetInput.fromObject({ trigger: 'SCHEDULE' } satisfies TrainingWorkflowInput),
        }),
      ],
    });
    new Rule(this, 'WatchSchedule', {
      description: 'Looks at what lists are like and what becomes of them, ten minutes after each hour',
      schedule: Schedule.expression('cron(10 * * * ? *)'),
      targets: [new LambdaFunction(this.watchModel)],
    });
    new CfnOutput(this, 'TrainingWorkflowArn', { value: this.workflow.stateMachine.stateMachineArn });
  }

  /** To see whether the training that holds the lock is still at work. A policy of its own: the function comes first. */
  #mayDescribeExecutions(): void {
    const { stateMachine } = this.workflow;
    const executions = this.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${stateMachine.stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const policy = new Policy(this, 'DescribeExecutions', {
      roles: [this.runTraining.role!],
      statements: [new PolicyStatement({ actions: ['states:DescribeExecution'], resources: [executions] })],
    });
    acknowledgeResource(policy, executions, 'Executions of one state machine.');
  }

  #makeRunTraining(buildFolder: string, config: Config, data: DataStack, model: ModelStack): BundledFunction {
    const made = new BundledFunction(this, 'RunTraining', {
      buildFolder,
      name: 'run-training',
      description: 'Decides at each step of a training whether and how it goes on',
      memory: 512,
      // The smoke test waits for a container that starts, up to three times a minute for each of two lists.
      timeout: 420,
      environment: {
        MODELS_TABLE: data.models.tableName,
        USER_DATA_TABLE_ARN: data.userData.tableArn,
        CATALOGUE_TABLE_ARN: data.catalogue.tableArn,
        ARCHIVE_BUCKET: data.archive.bucketName,
        ARTIFACT_BUCKET: data.artifacts.bucketName,
        NAME_PREFIX: model.prefix,
        MODEL_IMAGE: model.image.imageUri,
        TRAINING_SETTINGS: config.trainingSettings,
        SPARK_FROM: String(config.sparkFrom),
      },
    });
    grantTable(data.models, made, ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query']);
    grantObjects(data.archive, made.role!, {
      read: ['runs/*'],
      write: ['runs/*', 'interactions/about', 'erased/about', 'items/about', archiveKeys.pseudonymKey],
    });
    grantRemoval(data.archive, made.role!, archiveKeys.erased);
    model.grantInvoke(made);
    // How many rows there are decides on the size of jobs.
    for (const table of [data.userData, data.catalogue]) table.grant(made, 'dynamodb:DescribeTable');
    made.addToRolePolicy(new PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] }));
    acknowledge(made.role!, 'IAM5[Resource::*]', 'X-Ray and GetMetricData take no resource.');
    return made;
  }
  #makeWatchModel(buildFolder: string, data: DataStack): BundledFunction {
    const { stateMachine } = this.workflow;
    const made = new BundledFunction(this, 'WatchModel', {
      buildFolder,
      name: 'watch-model',
      description: 'Watches what lists are like and what becomes of them, and starts a training when it drifts',
      memory: 512,
      timeout: 60,
      environment: { MODELS_TABLE: data.models.tableName, TRAINING_WORKFLOW_ARN: stateMachine.stateMachineArn },
    });
    grantTable(data.models, made, ['GetItem', 'PutItem', 'Query']);
    stateMachine.grantStartExecution(made);
    made.addToRolePolicy(new PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] }));
    acknowledge(made.role!, 'IAM5[Resource::*]', 'X-Ray and GetMetricData take no resource.');
    return made;
  }
}
