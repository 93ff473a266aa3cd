import { callOptimized } from './callService.ts';
import type { CallAws } from './createAwsCalls.ts';
import { createInSageMaker } from './createInSageMaker.ts';
import type { JobRun } from './JobRun.ts';
import type { SdkServiceName } from './sdkServices.ts';

type Members = Record<string, unknown>;

/** What `.sync` does differently for a kind of job. */
interface JobKind {
  service: SdkServiceName;
  /** The rule of EventBridge by which Step Functions hears of the end of a job. */
  rule: string;
  /** @returns what the job is found again by */
  start(call: CallAws, input: Members, run: Pick<JobRun, 'mayBeSubmitted' | 'token'>): Promise<string>;
  operations: { describe: string; stop: string };
  identify(input: Members, id: string): Members;
  describe(output: Members): { description: Members; end?: 'DONE' | 'FAILED' };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html */
const inSageMaker = (job: string): JobKind => ({
  service: 'sagemaker',
  rule: `StepFunctionsGetEventsForSageMaker${job}sRule`,
  start: async (call, input, { mayBeSubmitted }) => {
    await createInSageMaker(call, job, input, mayBeSubmitted === true);
    return String(input[`${job}Name`]);
  },
  operations: { describe: `describe${job}`, stop: `stop${job}` },
  identify: (_input, name) => ({ [`${job}Name`]: name }),
  describe: (output) => {
    const status = String(output[`${job}Status`]);
    const hasFailed = ['Failed', 'Stopped'].includes(status);
    return { description: output, end: status === 'Completed' ? 'DONE' : hasFailed ? 'FAILED' : undefined };
  },
});

/**
 * That the description is the job run itself and not an object around it is not proven of AWS.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html
 */
const onEmrServerless: JobKind = {
  service: 'emrserverless',
  rule: 'StepFunctionsGetEventsForEMRServerlessJobRule',
  start: async (call, input, { token: ClientToken }) =>
    String((await callOptimized(call, 'emrserverless', 'startJobRun', { ClientToken, ...input })).output.JobRunId),
  operations: { describe: 'getJobRun', stop: 'cancelJobRun' },
  identify: ({ ApplicationId }, JobRunId) => ({ ApplicationId, JobRunId }),
  describe: ({ JobRun }) => {
    const description = JobRun as Members;
    const hasFailed = ['FAILED', 'CANCELLED'].includes(String(description.State));
    return { description, end: description.State === 'SUCCESS' ? 'DONE' : hasFailed ? 'FAILED' : undefined };
  },
};

/** The jobs that `.sync` waits for, by what their integration is called. */
export const jobKinds = {
  'sagemaker:createTrainingJob': inSageMaker('TrainingJob'),
  'sagemaker:createProcessingJob': inSageMaker('ProcessingJob'),
  'sagemaker:createTransformJob': inSageMaker('TransformJob'),
  'emr-serverless:startJobRun': onEmrServerless,
} satisfies Record<string, JobKind>;

export type Job = keyof typeof jobKinds;
export const jobs = Object.keys(jobKinds) as Job[];
