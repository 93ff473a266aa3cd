import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { DockerImageAsset } from 'aws-cdk-lib/aws-ecr-assets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { CustomState } from 'aws-cdk-lib/aws-stepfunctions';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/** Parameters that end in `.$` are paths into the state, as the Amazon States Language has them. */
export type Parameters = Record<string, unknown>;

/** What is made in SageMaker, as ARNs name it. */
export type SageMakerKind =
  'endpoint' | 'endpoint-config' | 'model' | 'training-job' | 'processing-job' | 'transform-job';

/** The image of the model, and what it may do. */
export interface ModelImage {
  image: DockerImageAsset;
  jobRole: IRole;
  servingRole: IRole;
  /** ARNs of everything of a kind that workflows make in SageMaker. */
  arnOf(kind: SageMakerKind): string;
}

/** A state that asks a service for work. Without `resultPath` its answer is dropped. */
export function serviceTask(
  scope: Construct,
  name: string,
  integration: string,
  given: { parameters: Parameters; select?: Parameters; resultPath?: string },
): CustomState {
  return new CustomState(scope, name, {
    stateJson: {
      Type: 'Task',
      Resource: `arn:aws:states:::${integration}`,
      Parameters: given.parameters,
      ResultSelector: given.select,
      ResultPath: given.resultPath ?? null,
    },
  });
}

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html
 * @param path of a `ProcessingJob`
 * @param command a file of the image
 */
export function processingTask(
  scope: Construct,
  name: string,
  { path, command, model }: { path: string; command: string; model: ModelImage },
): CustomState {
  return serviceTask(scope, name, 'sagemaker:createProcessingJob.sync', {
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

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html (IAM policies) */
export function grantJobs(
  stateMachine: StateMachine,
  model: ModelImage,
  jobs: readonly { name: string; kind: SageMakerKind }[],
): void {
  const allow = (actions: string[], resources: string[]): void =>
    stateMachine.addToRolePolicy(new PolicyStatement({ actions, resources }));
  for (const { name, kind } of jobs) {
    allow(
      ['Create', 'Describe', 'Stop'].map((action) => `sagemaker:${action}${name}`),
      [model.arnOf(kind)],
    );
    // Step Functions is told by such a rule that a job has ended, and makes it itself.
    const rule = Stack.of(stateMachine).formatArn({
      service: 'events',
      resource: 'rule',
      resourceName: `StepFunctionsGetEventsForSageMaker${name}sRule`,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    allow(['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], [rule]);
  }
}
