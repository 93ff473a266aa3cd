import { setTimeout as sleep } from 'node:timers/promises';
import { TaskFailed } from '../errors.ts';
import { callOptimized } from './callService.ts';
import type { CallAws } from './createAwsCalls.ts';
import { createInSageMaker } from './createInSageMaker.ts';

/** The jobs that `.sync` waits for. https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html */
export const jobs = ['TrainingJob', 'ProcessingJob', 'TransformJob'] as const;
export type Job = (typeof jobs)[number];

/** The rule of EventBridge by which Step Functions hears of the end of a job. */
export const managedRule = (job: Job): string => `StepFunctionsGetEventsForSageMaker${job}sRule`;

export interface JobRun {
  /** The name of the job, when an earlier start of the cloud has submitted it already. */
  submitted?: string;
  /** Whether an earlier start may have called already and was killed before it could write that down. */
  mayBeSubmitted?: boolean;
  /** Told once the job is submitted, before it is waited for. */
  onSubmitted(name: string): void;
  /** Stops waiting. The job is stopped too, unless the reason is `shutdown`: then it is waited for again later. */
  signal: AbortSignal;
}

export const shutdown = 'shutdown';
const [shortestPause, longestPause] = [100, 2000];

/**
 * Starts a job and waits for its end.
 * @returns what Describe answers
 * @throws TaskFailed (States.TaskFailed with that as its cause) when the job failed or was stopped
 */
export async function runJob(call: CallAws, job: Job, input: Record<string, unknown>, run: JobRun): Promise<unknown> {
  const member = `${job}Name`;
  const name = run.submitted ?? String(input[member]);
  if (run.submitted === undefined) {
    await createInSageMaker(call, job, input, run.mayBeSubmitted === true);
    run.onSubmitted(name);
  }
  for (let pause = shortestPause; ; pause = Math.min(longestPause, pause * 1.5)) {
    const { output } = await callOptimized(call, 'sagemaker', `describe${job}`, { [member]: name });
    const status = output[`${job}Status`];
    if (status === 'Completed') return output;
    if (status === 'Failed' || status === 'Stopped') {
      throw new TaskFailed('States.TaskFailed', JSON.stringify(output));
    }
    await sleep(pause, undefined, { signal: run.signal }).catch(async (error: Error) => {
      if (run.signal.reason !== shutdown) {
        await callOptimized(call, 'sagemaker', `stop${job}`, { [member]: name }).catch(() => undefined);
      }
      throw error;
    });
  }
}
