import { randomUUID } from 'node:crypto';
import { ServiceError } from '../gateway/index.ts';
import { StateFailed } from './errors.ts';
import { limitPayload, type Execution } from './Execution.ts';
import { limitTime } from './limitTime.ts';
import type { LoadedStateMachine } from './loadStateMachine.ts';
import { executionKey, runMachine } from './runMachine.ts';
import { runTask, type TaskServices } from './tasks/runTask.ts';

export interface ExpressMachine extends LoadedStateMachine {
  name: string;
  arn: string;
  roleArn: string;
  services: TaskServices;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const longestRun = 5 * 60_000;

/** Waiting for jobs is refused when the machine is loaded. */
const noJob = (): never => {
  throw new ServiceError('InvalidDefinition', 'An Express machine waits for no job.');
};

/**
 * Runs an execution of an Express machine, which nobody keeps.
 * @returns the execution as it ended
 */
export async function runExpress(
  { machine, tasks, services, name, arn, roleArn }: ExpressMachine,
  execution: Execution,
  input: unknown,
  stopped: AbortSignal,
): Promise<Execution> {
  const limit = limitTime(stopped, longestRun);
  const { signal } = limit;
  const handlers = Object.fromEntries(
    [...tasks].map(([state, { resource }]) => [
      state,
      async (taskInput: unknown) => {
        // The library goes on to retry what was aborted.
        signal.throwIfAborted();
        return limitPayload(
          await runTask(resource, taskInput, services, { token: randomUUID(), onSubmitted: noJob, signal }),
        );
      },
    ]),
  );
  const context = {
    [executionKey]: {
      Id: execution.executionArn,
      Input: input,
      Name: execution.name,
      RoleArn: roleArn,
      StartTime: new Date(execution.startDate * 1000).toISOString(),
    },
    StateMachine: { Id: arn, Name: name },
  };
  const ended = (rest: Partial<Execution>): Execution => ({ ...execution, ...rest, stopDate: Date.now() / 1000 });
  try {
    const output = await runMachine(machine, input, { context, handlers, signal });
    return ended({ status: 'SUCCEEDED', output: JSON.stringify(output) });
  } catch (failure) {
    if (limit.isOver()) return ended({ status: 'TIMED_OUT', error: 'States.Timeout' });
    if (!(failure instanceof StateFailed)) return ended({ status: 'ABORTED' });
    return ended({ status: 'FAILED', error: failure.error, cause: failure.failureCause });
  } finally {
    limit.end();
  }
}
