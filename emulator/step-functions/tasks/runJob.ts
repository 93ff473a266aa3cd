import { setTimeout as sleep } from 'node:timers/promises';
import { TaskFailed } from '../errors.ts';
import { callOptimized } from './callService.ts';
import type { CallAws } from './createAwsCalls.ts';
import { jobKinds, type Job } from './jobKinds.ts';
import type { JobRun } from './JobRun.ts';

export const shutdown = 'shutdown';
const [shortestPause, longestPause] = [50, 200];

/**
 * Starts a job and waits for its end.
 * @returns its description
 * @throws TaskFailed (States.TaskFailed with that as its cause) when the job failed or was stopped
 */
export async function runJob(call: CallAws, job: Job, input: Record<string, unknown>, run: JobRun): Promise<unknown> {
  const { service, start, identify, operations, describe } = jobKinds[job];
  const id = run.submitted ?? (await start(call, input, run));
  if (run.submitted === undefined) run.onSubmitted(id);
  for (let pause = shortestPause; ; pause = Math.min(longestPause, pause * 1.5)) {
    const { output } = await callOptimized(call, service, operations.describe, identify(input, id));
    const { description, end } = describe(output);
    if (end === 'DONE') return description;
    if (end === 'FAILED') throw new TaskFailed('States.TaskFailed', JSON.stringify(description));
    await sleep(pause, undefined, { signal: run.signal }).catch(async (error: Error) => {
      if (run.signal.reason !== shutdown) {
        await callOptimized(call, service, operations.stop, identify(input, id)).catch(() => undefined);
      }
      throw error;
    });
  }
}
