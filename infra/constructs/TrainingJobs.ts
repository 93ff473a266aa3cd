import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Choice, Condition, JsonPath, Pass, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { CustomState, IChainable, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledgeResource } from './acknowledge.ts';
import { grantJobs, processingTask, serviceTask } from './serviceTasks.ts';
import type { ModelImage, Parameters } from './serviceTasks.ts';
import { countPolls, polls } from './WorkflowStates.ts';

export interface TrainingJobsProps {
  encryptionKey: IKey;
  model: ModelImage;
  /** MiB of an endpoint. */
  endpointMemory: number;
  endpointConcurrency: number;
}

/** Half an hour: SageMaker takes minutes to give up an endpoint whose container does not start. */
const removalPollInterval = Duration.seconds(30);
const removalPolls = 60;

/** What the errors of AWS's APIs are called when a thing to delete is not there. */
const notThere = [
  'SageMaker.SageMakerException',
  'SageMaker.ValidationException',
  'SageMaker.ResourceNotFoundException',
];

/**
 * The states of the training workflow that ask SageMaker for work, and the permissions for it.
 */
export class TrainingJobs extends Construct {
  readonly #props: TrainingJobsProps;

  constructor(scope: Construct, id: string, props: TrainingJobsProps) {
    super(scope, id);
    this.#props = props;
  }

  /** @param path of a `ProcessingJob` */
  prepare(path: string): CustomState {
    return processingTask(this, 'Prepare', { path, command: 'prepare.mjs', model: this.#props.model });
  }

  /** @param path of a `ProcessingJob` */
  judge(path: string): CustomState {
    return processingTask(this, 'Judge', { path, command: 'judge.mjs', model: this.#props.model });
  }

  /**
   * Managed spot: a training that loses its instance goes on from its checkpoints on another.
   * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html
   * @param path of a `TrainingJob`
   */
  train(path: string): CustomState {
    const { model, encryptionKey } = this.#props;
    return serviceTask(this, 'Train', 'sagemaker:createTrainingJob.sync', {
      parameters: {
        'TrainingJobName.$': `${path}.name`,
        RoleArn: model.jobRole.roleArn,
        AlgorithmSpecification: {
          TrainingImage: model.image.imageUri,
          TrainingInputMode: 'File',
          MetricDefinitions: [{ Name: 'validation_ndcg', Regex: 'validation_ndcg=([0-9.]+);' }],
        },
        'HyperParameters.$': `${path}.hyperparameters`,
        'InputDataConfig.$': `${path}.channels`,
        OutputDataConfig: { 'S3OutputPath.$': `${path}.outputUri`, KmsKeyId: encryptionKey.keyArn },
        'ResourceConfig.$': `${path}.cluster`,
        EnableManagedSpotTraining: true,
        CheckpointConfig: { 'S3Uri.$': `${path}.checkpointUri` },
        StoppingCondition: {
          'MaxRuntimeInSeconds.$': `${path}.maxRuntimeInSeconds`,
          'MaxWaitTimeInSeconds.$': `${path}.maxWaitTimeInSeconds`,
        },
      },
      select: { 'artifact.$': '$.ModelArtifacts.S3ModelArtifacts' },
      resultPath: '$.trained',
    });
  }

  /** @param path of a `RegisterAnswer` */
  createModel(path: string): CustomState {
    const { model } = this.#props;
    return serviceTask(this, 'CreateModel', 'sagemaker:createModel', {
      parameters: {
        'ModelName.$': `${path}.modelName`,
        ExecutionRoleArn: model.servingRole.roleArn,
        PrimaryContainer: { Image: model.image.imageUri, 'ModelDataUrl.$': `${path}.artifact` },
      },
    });
  }

  createEndpointConfig(path: string): CustomState {
    const { endpointMemory, endpointConcurrency } = this.#props;
    return serviceTask(this, 'CreateEndpointConfig', 'sagemaker:createEndpointConfig', {
      parameters: {
        'EndpointConfigName.$': `${path}.endpointConfigName`,
        ProductionVariants: [
          {
            VariantName: 'AllTraffic',
            'ModelName.$': `${path}.modelName`,
            ServerlessConfig: { MemorySizeInMB: endpointMemory, MaxConcurrency: endpointConcurrency },
          },
        ],
      },
    });
  }

  createEndpoint(path: string): CustomState {
    return serviceTask(this, 'CreateEndpoint', 'sagemaker:createEndpoint', {
      parameters: {
        'EndpointName.$': `${path}.endpointName`,
        'EndpointConfigName.$': `${path}.endpointConfigName`,
      },
    });
  }

  describeEndpoint(name: string, namePath: string): CustomState {
    return serviceTask(this, name, 'aws-sdk:sagemaker:describeEndpoint', {
      parameters: { 'EndpointName.$': namePath },
      select: { 'status.$': '$.EndpointStatus' },
      resultPath: '$.endpoint',
    });
  }

  describeFailedEndpoint(name: string, namePath: string): CustomState {
    return serviceTask(this, name, 'aws-sdk:sagemaker:describeEndpoint', {
      parameters: { 'EndpointName.$': namePath },
      select: { 'reason.$': '$.FailureReason' },
      resultPath: '$.endpoint',
    });
  }

  /**
   * Deletes what a `VersionResources` names, and answers with a `Removal`; what is not there is no error. SageMaker deletes
   * no endpoint that is being made ("Cannot update in-progress endpoint"), which it gives up after some time, and wants the
   * configuration kept until then
   * (https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpointConfig.html). So this waits, half an hour
   * at most, and leaves the whole version to the next run after that.
   */
  removeVersion(): IChainable {
    const removed = this.#removal('VersionRemoved', true);
    const deleteModel = this.#delete('DeleteModel', 'deleteModel', { 'ModelName.$': '$.modelName' });
    const deleteConfig = this.#delete('DeleteEndpointConfig', 'deleteEndpointConfig', {
      'EndpointConfigName.$': '$.endpointConfigName',
    });
    const deleteEndpoint = this.#delete('DeleteEndpoint', 'deleteEndpoint', { 'EndpointName.$': '$.endpointName' });
    const describe = this.describeEndpoint('DescribeRemovedEndpoint', '$.endpointName');
    const [begin, count] = countPolls(this, 'Removal');
    const waitForChange = new Wait(this, 'WaitForChange', { time: WaitTime.duration(removalPollInterval) });
    const isChanging = Condition.or(
      ...['Creating', 'Updating', 'RollingBack', 'SystemUpdating'].map((status) =>
        Condition.stringEquals('$.endpoint.status', status),
      ),
    );
    const takesTooLong = Condition.and(isChanging, Condition.numberGreaterThanEquals(polls, removalPolls));
    const mayBeDeleted = new Choice(this, 'MayBeDeleted')
      .when(takesTooLong, this.#removal('VersionKept', false))
      .when(isChanging, waitForChange)
      .otherwise(deleteEndpoint);
    describe.addRetry({ errors: ['SageMaker.ThrottlingException'], maxAttempts: 5 });
    describe.addCatch(deleteConfig, { errors: notThere, resultPath: JsonPath.DISCARD });
    // It changed, or went, since it was described.
    deleteEndpoint.addCatch(waitForChange, { errors: notThere, resultPath: JsonPath.DISCARD });
    deleteConfig.addCatch(deleteModel, { errors: notThere, resultPath: JsonPath.DISCARD });
    deleteModel.addCatch(removed, { errors: notThere, resultPath: JsonPath.DISCARD });
    waitForChange.next(count).next(describe).next(mayBeDeleted);
    deleteEndpoint.next(deleteConfig).next(deleteModel).next(removed);
    // Functions keep the row of live versions for seconds: who reads it last still finds its endpoint.
    const wait = new Wait(this, 'WaitForReaders', { time: WaitTime.duration(Duration.seconds(10)) });
    return wait.next(begin).next(count);
  }

  #removal(name: string, isRemoved: boolean): Pass {
    return new Pass(this, name, { parameters: { 'modelVersion.$': '$.modelVersion', isRemoved } });
  }

  #delete(name: string, action: string, parameters: Parameters): CustomState {
    const state = serviceTask(this, name, `aws-sdk:sagemaker:${action}`, { parameters });
    state.addRetry({ errors: ['SageMaker.ThrottlingException'], maxAttempts: 5 });
    return state;
  }

  /** https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html (IAM policies), …/connect-to-resource.html */
  grantTo(stateMachine: StateMachine): void {
    const { model } = this.#props;
    const allow = (actions: string[], resources: string[], conditions?: Record<string, Record<string, string>>): void =>
      stateMachine.addToRolePolicy(new PolicyStatement({ actions, resources, conditions }));
    grantJobs(stateMachine, model, [
      { name: 'TrainingJob', kind: 'training-job' },
      { name: 'ProcessingJob', kind: 'processing-job' },
    ]);
    allow(['sagemaker:CreateModel', 'sagemaker:DeleteModel'], [model.arnOf('model')]);
    allow(['sagemaker:CreateEndpointConfig', 'sagemaker:DeleteEndpointConfig'], [model.arnOf('endpoint-config')]);
    allow(['sagemaker:CreateEndpoint'], [model.arnOf('endpoint'), model.arnOf('endpoint-config')]);
    allow(['sagemaker:DescribeEndpoint', 'sagemaker:DeleteEndpoint'], [model.arnOf('endpoint')]);
    // Step Functions tags what it makes, and looks at the tags when it is not sure whether it made it.
    const made = ['training-job', 'processing-job', 'model', 'endpoint-config', 'endpoint'] as const;
    allow(
      ['sagemaker:AddTags', 'sagemaker:ListTags'],
      made.map((kind) => model.arnOf(kind)),
    );
    allow(['iam:PassRole'], [model.jobRole.roleArn, model.servingRole.roleArn], {
      StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' },
    });
    const named = 'Jobs and endpoints are named by the run that makes them.';
    for (const kind of made) acknowledgeResource(stateMachine, model.arnOf(kind), named);
  }
}
