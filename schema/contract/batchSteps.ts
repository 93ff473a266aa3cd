import type { BatchStatus, BatchWorkflowInput, StoredLists } from './batches.ts';
import type { CaughtError, Decided, ProcessingJob, TableExport } from './trainingSteps.ts';

/**
 * What the function `run-batch` is given and answers, one step of the batch workflow at a time. Every step may run twice
 * with the same input and then gives the same answer. The decisions are those of trainingSteps.ts.
 */

/** How a batch ends that does not go to its end. `reason` is one sentence with a code first. */
export interface BatchOutcome {
  status: Exclude<BatchStatus, 'RUNNING'>;
  reason: string;
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html */
export interface TransformJob {
  name: string;
  modelName: string;
  inputUri: string;
  outputUri: string;
  cluster: { InstanceType: string; InstanceCount: number };
}

export interface BeginBatchInput {
  step: 'begin';
  /** `$$.Execution.Id` */
  executionArn: string;
  /** `$$.Execution.StartTime` */
  startedAt: string;
  /** `$$.Execution.Input` */
  input: BatchWorkflowInput;
}

/** Writes the batch's row with the stage COLLECT, and the settings of its jobs: STOP with REFUSED. */
export type BeginBatchAnswer = { batchId: string } & Decided<
  { exports: TableExport[]; prepareBatch: ProcessingJob },
  BatchOutcome
>;

interface OfBatch {
  batchId: string;
}

export interface CheckPreparedInput extends OfBatch {
  step: 'checkPrepared';
}

/** Reads the report of `prepare-batch`: STOP with SKIPPED. */
export type CheckPreparedAnswer = Decided<
  { transform: TransformJob; checkBatch: ProcessingJob; parts: string[] },
  BatchOutcome
>;

export interface CheckListsInput extends OfBatch {
  step: 'checkLists';
}

/** Reads the report of `check-batch`. */
export interface CheckListsAnswer {
  store: boolean;
}

export interface StorePartInput extends OfBatch {
  step: 'storePart';
  part: string;
  /** What was done of the part so far. */
  progress: StoreProgress;
}

export interface StoreProgress extends StoredLists {
  /** The line to begin with. */
  line: number;
  done: boolean;
}

/** Stores lists of one part for as long as the function may run. Asked again until it is done. */
export type StorePartAnswer = StoreProgress;

export interface EndBatchInput extends OfBatch {
  step: 'end';
  /** Of a STOP. */
  outcome?: BatchOutcome;
  /** What a state threw. Without either the batch is COMPLETED. */
  failure?: CaughtError;
}

/** Writes how the batch ended, and how many lists were stored. The answer is the output of the execution. */
export interface EndBatchAnswer {
  batchId: string;
  status: Exclude<BatchStatus, 'RUNNING'>;
  reason?: string;
}

/** The input of `run-batch`: one of its steps. */
export type BatchStep = BeginBatchInput | CheckPreparedInput | CheckListsInput | StorePartInput | EndBatchInput;
