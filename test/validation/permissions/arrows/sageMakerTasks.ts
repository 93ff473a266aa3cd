import type { Arrow, Need } from '../Arrow.ts';
import { calls } from '../needs.ts';
import type { Principal } from '../PolicyDecisions.ts';
import type { Properties, Resources } from '../Resource.ts';
import { planBatch } from '../batchPlan.ts';
import { findStepFunction, planTrainingRun } from '../trainingRun.ts';
import type { TrainingRun } from '../trainingRun.ts';
import { workOf } from './sageMakerRoles.ts';
import type { Work } from './sageMakerRoles.ts';

/** A task of a workflow that asks SageMaker. */
export interface SageMakerTask {
  /** `<state machine>/<state>` */
  name: string;
  /** Of SageMaker's API, with a capital. */
  action: string;
  integration: 'optimized' | 'sdk';
  /** Whether the workflow waits until the job has ended (`.sync`). */
  waits: boolean;
  parameters: Properties;
}

/** What each action is about: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html */
const kinds: Record<string, string[]> = {
  CreateModel: ['model'],
  CreateEndpointConfig: ['endpoint-config'],
  CreateEndpoint: ['endpoint', 'endpoint-config'],
  DescribeEndpoint: ['endpoint'],
  DeleteEndpoint: ['endpoint'],
  DeleteEndpointConfig: ['endpoint-config'],
  DeleteModel: ['model'],
};

/** What the role of a workflow needs for a task, and what the role needs that the task passes on. */
export function sageMakerTask(task: SageMakerTask, role: Principal, resources: Resources): Arrow[] {
  const run = planTrainingRun(resources);
  const work = workFor(task, run, resources);
  const arns = work && work.kind !== 'Endpoints' ? [work.arn] : kinds[task.action]?.map((kind) => run.arnOf(kind));
  if (!arns) throw new Error(`Nobody has said what the task ${task.name} (${task.action}) needs (sageMakerTasks.ts).`);
  const needs: Need[] = [
    ...arns.flatMap((arn) => calls(role, arn, [`sagemaker:${task.action}`])),
    // Step Functions tags what its own integrations make, and looks at the tags when it is not sure whether it made it:
    // https://docs.aws.amazon.com/step-functions/latest/dg/sagemaker-iam.html, https://github.com/aws/aws-cdk/issues/32294
    ...(task.integration === 'optimized' ? calls(role, arns[0], ['sagemaker:AddTags', 'sagemaker:ListTags']) : []),
    // A transform job acts in the role that its model was made with.
    ...(work && work.kind !== 'TransformJobs'
      ? calls(role, work.roleArn, ['iam:PassRole'], { 'iam:passedtoservice': ['sagemaker.amazonaws.com'] })
      : []),
    ...(task.waits ? waiting(task.action.slice('Create'.length), arns[0], role, resources) : []),
  ];
  return [
    { kind: 'workflow → SageMaker', name: `${task.name} → ${task.action}`, needs },
    ...(work ? workOf(work, task.name, resources) : []),
  ];
}

/** By polling, and by a rule that Step Functions makes: …/step-functions/latest/dg/sagemaker-iam.html (Run a Job) */
function waiting(job: string, arn: string, role: Principal, { region, account }: Resources): Need[] {
  const rule = `arn:aws:events:${region}:${account}:rule/StepFunctionsGetEventsForSageMaker${job}sRule`;
  return [
    ...calls(role, arn, [`sagemaker:Describe${job}`, `sagemaker:Stop${job}`]),
    ...calls(role, rule, ['events:PutTargets', 'events:PutRule', 'events:DescribeRule']),
  ];
}

/** What a task has SageMaker do in the name of another role. */
function workFor(
  { action, name, parameters }: SageMakerTask,
  run: TrainingRun,
  resources: Resources,
): Work | undefined {
  switch (action) {
    case 'CreateProcessingJob': {
      const jobs = { ...run.processingJobs, ...planBatch(resources).processingJobs };
      const job = jobs[planned(parameters['ProcessingJobName.$'])];
      if (!job) throw new Error(`${name} is a job that nobody plans (trainingRun.ts, batchPlan.ts).`);
      return {
        kind: 'ProcessingJobs',
        arn: run.arnOf('processing-job', job.name),
        roleArn: String(parameters.RoleArn),
        image: String(parameters.AppSpecification.ImageUri),
        reads: job.inputs.map(({ S3Input }) => S3Input.S3Uri),
        writes: job.outputs.map(({ S3Output }) => S3Output.S3Uri),
        outputKey: parameters.ProcessingOutputConfig.KmsKeyId,
      };
    }
    case 'CreateTrainingJob': {
      const job = run.trainingJobs[planned(parameters['TrainingJobName.$'])];
      if (!job) throw new Error(`${name} is a job that no run plans (trainingRun.ts).`);
      return {
        kind: 'TrainingJobs',
        arn: run.arnOf('training-job', job.name),
        roleArn: String(parameters.RoleArn),
        image: String(parameters.AlgorithmSpecification.TrainingImage),
        reads: [...run.channels, job.checkpointUri],
        writes: [job.outputUri, job.checkpointUri],
        outputKey: parameters.OutputDataConfig.KmsKeyId,
      };
    }
    case 'CreateTransformJob': {
      const job = planBatch(resources).transformJobs[planned(parameters['TransformJobName.$'])];
      if (!job) throw new Error(`${name} is a job that no batch plans (batchPlan.ts).`);
      const serving = resources.ofType('AWS::IAM::Role').find(({ id }) => id.includes('ServingRole'))!;
      return {
        kind: 'TransformJobs',
        arn: run.arnOf('transform-job', job.name),
        roleArn: serving.arn,
        image: findStepFunction('run-training', resources).properties.Environment.Variables.MODEL_IMAGE,
        reads: [job.inputUri, run.artifact],
        writes: [job.outputUri],
        outputKey: parameters.TransformOutput.KmsKeyId,
      };
    }
    case 'CreateModel':
      return {
        kind: 'Endpoints',
        arn: run.arnOf('model'),
        roleArn: String(parameters.ExecutionRoleArn),
        image: String(parameters.PrimaryContainer.Image),
        reads: [run.artifact],
      };
    default:
      return undefined;
  }
}

/** `prepare` of `$.begun.prepare.name`. */
const planned = (path: unknown): string => /\.(\w+)\.name$/.exec(String(path))?.[1] ?? '';
