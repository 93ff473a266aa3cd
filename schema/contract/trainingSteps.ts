import type { TrainingRunStatus, TrainingSettings, TrainingWorkflowInput } from './models.ts';

/**
 * What the function `run-training` is given and answers, one step of the training workflow at a time. Every step may run
 * twice with the same input and then gives the same answer.
 *
 * The workflow goes on with GO_ON, waits and asks again with WAIT, and with STOP goes to `cleanUp` and `end`, to which it
 * hands the outcome; what a state threw goes to them as `failure` instead. Names in PascalCase are those of AWS's APIs:
 * such objects are parameters of the task as they are.
 */

/** How a run ends that does not go to its end. `reason` is one sentence with a code first. */
export interface RunOutcome {
  status: Exclude<TrainingRunStatus, 'RUNNING'>;
  reason: string;
}

export interface Stop<Outcome = RunOutcome> {
  decision: 'STOP';
  outcome: Outcome;
}

export type Decided<Answer = object, Outcome = RunOutcome> = ({ decision: 'GO_ON' } & Answer) | Stop<Outcome>;

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProcessingInput.html */
export interface JobInput {
  InputName: string;
  S3Input: { S3Uri: string; LocalPath: string; S3DataType: 'S3Prefix'; S3InputMode: 'File' };
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProcessingOutput.html */
export interface JobOutput {
  OutputName: string;
  S3Output: { S3Uri: string; LocalPath: string; S3UploadMode: 'EndOfJob' };
}

/** What differs between processing jobs; image, role and entry point are the deployment's. */
export interface ProcessingJob {
  name: string;
  inputs: JobInput[];
  outputs: JobOutput[];
  cluster: { InstanceType: string; InstanceCount: number; VolumeSizeInGB: number };
  maxRuntimeInSeconds: number;
}

export interface TrainingChannel {
  ChannelName: 'interactions' | 'items' | 'prefitted';
  DataSource: {
    S3DataSource: { S3DataType: 'S3Prefix'; S3DataDistributionType: 'FullyReplicated'; S3Uri: string };
  };
}

/** What differs between training jobs. */
export interface TrainingJob {
  name: string;
  /** Each value is a text, as SageMaker has them. */
  hyperparameters: Record<string, string>;
  /** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Channel.html */
  channels: TrainingChannel[];
  /** The artifact is `<outputUri>/<name>/output/model.tar.gz`. */
  outputUri: string;
  checkpointUri: string;
  cluster: { InstanceType: string; InstanceCount: number; VolumeSizeInGB: number };
  maxRuntimeInSeconds: number;
  /** With the time that a managed spot job may wait for an instance. */
  maxWaitTimeInSeconds: number;
}

/** What differs between the jobs that fit on Spark what grows with the interactions (spark/README.md). */
export interface SparkJob {
  name: string;
  arguments: string[];
  maxRuntimeInMinutes: number;
  /** What the container does with its parts, instead of the training on everything. */
  train: TrainingJob;
}

/**
 * One export of a table (`aws-sdk:dynamodb:exportTableToPointInTime`, DYNAMODB_JSON). An incremental one spans 15 minutes
 * to 24 hours, so that a run after a longer pause has several.
 */
export type TableExport = { tableArn: string; bucket: string; prefix: string; clientToken: string } & (
  { exportType: 'FULL_EXPORT' } | { exportType: 'INCREMENTAL_EXPORT'; exportFromTime: string; exportToTime: string }
);

export interface BeginInput {
  step: 'begin';
  /** `$$.Execution.Id` */
  executionArn: string;
  /** `$$.Execution.StartTime` */
  startedAt: string;
  /** `$$.Execution.Input` */
  input: TrainingWorkflowInput;
}

/**
 * Takes the lock, writes the run's row with the stage COLLECT, and puts the objects that its jobs read. BUSY: another
 * training is at work, and this execution ends without a trace.
 */
export type BeginAnswer =
  | {
      decision: 'GO_ON';
      /** Also the version of the model. */
      runId: string;
      settings: TrainingSettings;
      exports: TableExport[];
      prepare: ProcessingJob;
    }
  | { decision: 'BUSY'; runId: string };

interface OfRun {
  runId: string;
}

export interface CheckDataInput extends OfRun {
  step: 'checkData';
  settings: TrainingSettings;
}

/** Reads the report of `prepare`: STOP with SKIPPED or REFUSED. From here on the run's interactions count as collected. */
export type CheckDataAnswer = Decided<{
  train: TrainingJob;
  judge: ProcessingJob;
  /** Only where there is more than the deployment trains without Spark. */
  spark?: SparkJob;
}>;

export interface SparkFailedInput extends OfRun {
  step: 'sparkFailed';
  failure: CaughtError;
}

/** The job on Spark came to nothing: GO_ON where the container can do all of it, STOP with FAILED where it is too much. */
export type SparkFailedAnswer = Decided;

export interface WeighInput extends OfRun {
  step: 'weigh';
}

/** Reads the verdict of `judge`: STOP with REJECTED. */
export type WeighAnswer = Decided;

export interface RegisterInput extends OfRun {
  step: 'register';
  settings: TrainingSettings;
  /** `$.ModelArtifacts.S3ModelArtifacts` of the training job. */
  artifact: string;
}

/** Writes the version's row, and names what is to be made for it. */
export interface RegisterAnswer {
  modelVersion: string;
  artifact: string;
  modelName: string;
  endpointConfigName: string;
  endpointName: string;
}

export interface SmokeTestInput extends OfRun {
  step: 'smokeTest';
}

/** Asks the new endpoint for two lists and checks them: STOP with FAILED. */
export type SmokeTestAnswer = Decided;

export interface SetStageInput extends OfRun {
  step: 'setStage';
  stage: 'SHADOW' | 'CANARY';
  settings: TrainingSettings;
}

/**
 * Makes the version the challenger. `watch` is false when there is nothing to watch: no champion to compare with, or a
 * share or a time of 0.
 */
export type SetStageAnswer = Decided<{ watch: boolean; since: string; waitSeconds: number }>;

export interface WatchInput extends OfRun {
  step: 'watch';
  stage: 'SHADOW' | 'CANARY';
  /** From the answer of `setStage`. */
  since: string;
  settings: TrainingSettings;
}

/** Compares what was seen of challenger and champion: STOP with REJECTED. */
export type WatchAnswer = Decided | { decision: 'WAIT'; waitSeconds: number };

export interface PromoteInput extends OfRun {
  step: 'promote';
}

/** The challenger becomes the champion: STOP with REJECTED when somebody else changed what is live meanwhile. */
export type PromoteAnswer = Decided;

export interface CleanUpInput extends OfRun {
  step: 'cleanUp';
}

/** What SageMaker is to delete of a version. Any of the three may be gone or never have been made. */
export interface VersionResources {
  modelVersion: string;
  endpointName: string;
  endpointConfigName: string;
  modelName: string;
}

/** Withdraws this run's version where it is still a challenger, and names what nobody needs any more. */
export interface CleanUpAnswer {
  remove: VersionResources[];
}

/** What the workflow catches: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export interface CaughtError {
  Error: string;
  Cause?: string;
}

/** What came of a version that was to be removed: one whose endpoint cannot be deleted yet is left to the next run. */
export interface Removal {
  modelVersion: string;
  isRemoved: boolean;
}

export interface EndInput extends OfRun {
  step: 'end';
  /** Of a STOP. */
  outcome?: RunOutcome;
  /** What a state threw. Without either the run is PROMOTED. */
  failure?: CaughtError;
  /** What was to be removed. Left out: nothing. */
  removals?: Removal[];
}

/** Writes how the run ended and frees the lock. The answer is the output of the execution. */
export interface EndAnswer {
  runId: string;
  status: Exclude<TrainingRunStatus, 'RUNNING'>;
  reason?: string;
}

/** The input of `run-training`: one of its steps. */
export type TrainingStep =
  | BeginInput
  | CheckDataInput
  | SparkFailedInput
  | WeighInput
  | RegisterInput
  | SmokeTestInput
  | SetStageInput
  | WatchInput
  | PromoteInput
  | CleanUpInput
  | EndInput;

/**
 * Errors that the workflow itself raises as `failure.Error`, where a service reports a failure by a status: an export that
 * FAILED, an endpoint that Failed, with the service's own reason as `Cause`; and where either takes longer than it ever should.
 */
export const workflowErrors = {
  exportFailed: 'ExportFailed',
  endpointFailed: 'EndpointFailed',
  exportTimeout: 'ExportTimeout',
  endpointTimeout: 'EndpointTimeout',
} as const;
