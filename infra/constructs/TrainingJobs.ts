import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { DockerImageAsset } from 'aws-cdk-lib/aws-ecr-assets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CustomState, JsonPath, Pass, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { IChainable, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledgeResource } from './acknowledge.ts';

/** What trainings read and write. */
export interface TrainingData {
  userData: TableV2;
  catalogue: TableV2;
  models: TableV2;
  archive: IBucket;
  encryptionKey: IKey;
}

/** The image of the model, and what it may do. */
export interface TrainingImage {
  image: DockerImageAsset;
  jobRole: IRole;
  servingRole: IRole;
  /** ARNs of everything of a kind that trainings make in SageMaker. */
  arnOf(kind: 'endpoint' | 'endpoint-config' | 'model' | 'training-job' | 'processing-job'): string;
}

export interface TrainingJobsProps {
  data: TrainingData;
  model: TrainingImage;
  /** MiB of an endpoint. */
  endpointMemory: number;
  endpointConcurrency: number;
}

type Parameters = Record<string, unknown>;

/** What the errors of AWS's APIs are called when a thing to delete is not there. */
const notThere = [
  'SageMaker.SageMakerException',
  'SageMaker.ValidationException',
  'SageMaker.ResourceNotFoundException',
];

/**
 * The states of the training workflow that ask other services for work, and the permissions for it. Parameters that end
 * in `.$` are paths into the state, as the Amazon States Language has them.
 */
export class TrainingJobs extends Construct {
  readonly #props: TrainingJobsProps;

  constructor(scope: Construct, id: string, props: TrainingJobsProps) {
    super(scope, id);
    this.#props = props;
  }

  /**
   * Asks DynamoDB for an export (`TableExport`).
   * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExportTableToPointInTime.html
   */
  export(name: string, kind: Parameters): CustomState {
    return this.#task(name, 'aws-sdk:dynamodb:exportTableToPointInTime', {
      parameters: {
        'TableArn.$': '$.tableArn',
        'S3Bucket.$': '$.bucket',
        'S3Prefix.$': '$.prefix',
        'ClientToken.$': '$.clientToken',
        ExportFormat: 'DYNAMODB_JSON',
        S3SseAlgorithm: 'KMS',
        S3SseKmsKeyId: this.#props.data.encryptionKey.keyArn,
        ...kind,
      },
      select: { 'arn.$': '$.ExportDescription.ExportArn' },
      resultPath: '$.export',
    });
  }

  describeExport(name: string, arnPath: string): CustomState {
    return this.#task(name, 'aws-sdk:dynamodb:describeExport', {
      parameters: { 'ExportArn.$': arnPath },
      select: { 'arn.$': '$.ExportDescription.ExportArn', 'status.$': '$.ExportDescription.ExportStatus' },
      resultPath: '$.export',
    });
  }

  /** Only a failed export has a message, and a path to what is not there would be an error itself. */
  describeFailedExport(name: string, arnPath: string): CustomState {
    return this.#task(name, 'aws-sdk:dynamodb:describeExport', {
      parameters: { 'ExportArn.$': arnPath },
      select: { 'reason.$': '$.ExportDescription.FailureMessage' },
      resultPath: '$.export',
    });
  }

  /** @param path of a `ProcessingJob` */
  prepare(path: string): CustomState {
    return this.#processing('Prepare', path, 'prepare.mjs');
  }

  /** @param path of a `ProcessingJob` */
  judge(path: string): CustomState {
    return this.#processing('Judge', path, 'judge.mjs');
  }

  /**
   * Managed spot: a training that loses its instance goes on from its checkpoints on another.
   * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html
   * @param path of a `TrainingJob`
   */
  train(path: string): CustomState {
    const { model, data } = this.#props;
    const channel = (ChannelName: string, uri: string): Parameters => ({
      ChannelName,
      DataSource: {
        S3DataSource: { S3DataType: 'S3Prefix', S3DataDistributionType: 'FullyReplicated', 'S3Uri.$': uri },
      },
    });
    return this.#task('Train', 'sagemaker:createTrainingJob.sync', {
      parameters: {
        'TrainingJobName.$': `${path}.name`,
        RoleArn: model.jobRole.roleArn,
        AlgorithmSpecification: {
          TrainingImage: model.image.imageUri,
          TrainingInputMode: 'File',
          MetricDefinitions: [{ Name: 'validation_ndcg', Regex: 'validation_ndcg=([0-9.]+);' }],
        },
        'HyperParameters.$': `${path}.hyperparameters`,
        InputDataConfig: [channel('interactions', `${path}.interactionsUri`), channel('items', `${path}.itemsUri`)],
        OutputDataConfig: { 'S3OutputPath.$': `${path}.outputUri`, KmsKeyId: data.encryptionKey.keyArn },
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
    return this.#task('CreateModel', 'sagemaker:createModel', {
      parameters: {
        'ModelName.$': `${path}.modelName`,
        ExecutionRoleArn: model.servingRole.roleArn,
        PrimaryContainer: { Image: model.image.imageUri, 'ModelDataUrl.$': `${path}.artifact` },
      },
    });
  }

  createEndpointConfig(path: string): CustomState {
    const { endpointMemory, endpointConcurrency } = this.#props;
    return this.#task('CreateEndpointConfig', 'sagemaker:createEndpointConfig', {
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
    return this.#task('CreateEndpoint', 'sagemaker:createEndpoint', {
      parameters: {
        'EndpointName.$': `${path}.endpointName`,
        'EndpointConfigName.$': `${path}.endpointConfigName`,
      },
    });
  }

  describeEndpoint(name: string, namePath: string): CustomState {
    return this.#task(name, 'aws-sdk:sagemaker:describeEndpoint', {
      parameters: { 'EndpointName.$': namePath },
      select: { 'status.$': '$.EndpointStatus' },
      resultPath: '$.endpoint',
    });
  }

  describeFailedEndpoint(name: string, namePath: string): CustomState {
    return this.#task(name, 'aws-sdk:sagemaker:describeEndpoint', {
      parameters: { 'EndpointName.$': namePath },
      select: { 'reason.$': '$.FailureReason' },
      resultPath: '$.endpoint',
    });
  }

  /** Deletes what a `VersionResources` names; what is not there is no error. */
  removeVersion(): IChainable {
    const parts = [
      this.#delete('DeleteEndpoint', 'deleteEndpoint', { 'EndpointName.$': '$.endpointName' }),
      this.#delete('DeleteEndpointConfig', 'deleteEndpointConfig', { 'EndpointConfigName.$': '$.endpointConfigName' }),
      this.#delete('DeleteModel', 'deleteModel', { 'ModelName.$': '$.modelName' }),
    ];
    const last = new Pass(this, 'VersionRemoved', { outputPath: '$.modelVersion' });
    [...parts.slice(1), last].forEach((next, index) => {
      parts[index]!.addCatch(next, { errors: notThere, resultPath: JsonPath.DISCARD });
      parts[index]!.next(next);
    });
    // Functions keep the row of live versions for seconds: who reads it last still finds its endpoint.
    const wait = new Wait(this, 'WaitForReaders', { time: WaitTime.duration(Duration.seconds(10)) });
    return wait.next(parts[0]!);
  }

  #delete(name: string, action: string, parameters: Parameters): CustomState {
    const state = this.#task(name, `aws-sdk:sagemaker:${action}`, { parameters });
    state.addRetry({ errors: ['SageMaker.ThrottlingException'], maxAttempts: 5 });
    return state;
  }

  /** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html */
  #processing(name: string, path: string, command: string): CustomState {
    const { model } = this.#props;
    return this.#task(name, 'sagemaker:createProcessingJob.sync', {
      parameters: {
        'ProcessingJobName.$': `${path}.name`,
        RoleArn: model.jobRole.roleArn,
        AppSpecification: { ImageUri: model.image.imageUri, ContainerEntrypoint: ['node', command] },
        'ProcessingInputs.$': `${path}.inputs`,
        ProcessingOutputConfig: { 'Outputs.$': `${path}.outputs` },
        ProcessingResources: { 'ClusterConfig.$': `${path}.cluster` },
        StoppingCondition: { 'MaxRuntimeInSeconds.$': `${path}.maxRuntimeInSeconds` },
      },
    });
  }

  #task(
    name: string,
    integration: string,
    given: { parameters: Parameters; select?: Parameters; resultPath?: string },
  ): CustomState {
    return new CustomState(this, name, {
      stateJson: {
        Type: 'Task',
        Resource: `arn:aws:states:::${integration}`,
        Parameters: given.parameters,
        ResultSelector: given.select,
        ResultPath: given.resultPath ?? null,
      },
    });
  }

  /** https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html (IAM policies), …/connect-to-resource.html */
  grantTo(stateMachine: StateMachine): void {
    const { data, model } = this.#props;
    const allow = (actions: string[], resources: string[], conditions?: Record<string, Record<string, string>>): void =>
      stateMachine.addToRolePolicy(new PolicyStatement({ actions, resources, conditions }));
    for (const [job, kind] of [
      ['TrainingJob', 'training-job'],
      ['ProcessingJob', 'processing-job'],
    ] as const) {
      allow(
        ['Create', 'Describe', 'Stop'].map((action) => `sagemaker:${action}${job}`),
        [model.arnOf(kind)],
      );
      // Step Functions is told by such a rule that a job has ended, and makes it itself.
      allow(
        ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
        [this.#eventRule(`StepFunctionsGetEventsForSageMaker${job}sRule`)],
      );
    }
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
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport_Requesting.html
    const tables = [data.userData.tableArn, data.catalogue.tableArn];
    allow(['dynamodb:ExportTableToPointInTime'], tables);
    allow(
      ['dynamodb:DescribeExport'],
      tables.map((arn) => `${arn}/export/*`),
    );
    allow(['s3:PutObject', 's3:PutObjectAcl', 's3:AbortMultipartUpload'], [data.archive.arnForObjects('exports/*')]);
    data.encryptionKey.grant(stateMachine, 'kms:Decrypt', 'kms:GenerateDataKey*');
    const named = 'Jobs, endpoints and exports are named by the run that makes them.';
    for (const kind of made) acknowledgeResource(stateMachine, model.arnOf(kind), named);
    for (const arn of tables) acknowledgeResource(stateMachine, `${arn}/export/*`, named);
    acknowledgeResource(stateMachine, data.archive.arnForObjects('exports/*'), named);
  }

  #eventRule(name: string): string {
    return Stack.of(this).formatArn({
      service: 'events',
      resource: 'rule',
      resourceName: name,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }
}
