import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { JsonApi, ServiceError } from '../gateway/index.ts';
import type { AccessControl } from '../identity/index.ts';
import { TaskFailed } from './errors.ts';
import type { LoadedStateMachine } from './loadStateMachine.ts';
import { runTask, type TaskServices } from './runTask.ts';

export interface StateMachineOptions extends LoadedStateMachine {
  name: string;
  arn: string;
  roleArn: string;
  type: 'EXPRESS' | 'STANDARD';
  services: TaskServices;
}

interface Execution {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  /** Seconds since the Unix epoch. */
  startDate: number;
  stopDate?: number;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  input: string;
  output?: string;
  error?: string;
  cause?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const largestPayload = 256 * 1024;
const expressMilliseconds = 5 * 60_000;

const seconds = (): number => Date.now() / 1000;

/** Runs executions of the template's state machines. */
export class StateMachines {
  readonly #machines: StateMachineOptions[];
  readonly #logFolder: string;
  readonly #onFailure: (line: string) => void;
  readonly #standard = new Map<string, Execution>();
  readonly #running = new Map<Promise<Execution>, () => void>();

  constructor(machines: StateMachineOptions[], logFolder: string, onFailure: (line: string) => void) {
    this.#machines = machines;
    this.#logFolder = logFolder;
    this.#onFailure = onFailure;
    mkdirSync(logFolder, { recursive: true });
  }

  /** @throws ServiceError (StateMachineDoesNotExist) */
  find(stateMachineArn: string): StateMachineOptions {
    const found = this.#machines.find(({ arn }) => arn === stateMachineArn);
    if (!found) {
      throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
    }
    return found;
  }

  /**
   * Starts an execution.
   * @returns what is known now, and a promise of the end
   */
  start(
    stateMachineArn: string,
    input = '{}',
    name: string = randomUUID(),
  ): { execution: Execution; end: Promise<Execution> } {
    const machine = this.find(stateMachineArn);
    const parsed = parseInput(input);
    const kind = machine.type === 'EXPRESS' ? 'express' : 'execution';
    const executionArn = `${stateMachineArn.replace(':stateMachine:', `:${kind}:`)}:${name}${machine.type === 'EXPRESS' ? `:${randomUUID()}` : ''}`;
    const known = this.#standard.get(executionArn);
    if (known) {
      if (known.input === input && known.status === 'RUNNING') {
        return { execution: known, end: Promise.resolve(known) };
      }
      throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
    }
    const execution: Execution = {
      executionArn,
      stateMachineArn,
      name,
      startDate: seconds(),
      status: 'RUNNING',
      input,
    };
    if (machine.type === 'STANDARD') {
      this.#standard.set(executionArn, execution);
    }
    return { execution, end: this.#run(machine, execution, parsed) };
  }

  /** @throws ServiceError (ExecutionDoesNotExist); executions of Express machines are not kept, as on AWS */
  describe(executionArn: string): Execution {
    const execution = this.#standard.get(executionArn);
    if (!execution) {
      throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    }
    return execution;
  }

  async stop(): Promise<void> {
    this.#running.forEach((abort) => abort());
    await Promise.allSettled(this.#running.keys());
  }

  #run(machine: StateMachineOptions, execution: Execution, input: unknown): Promise<Execution> {
    const handlers = Object.fromEntries(
      [...machine.tasks].map(([state, resource]) => [
        state,
        async (taskInput: unknown) => limitPayload(await runTask(resource, taskInput, machine.services)),
      ]),
    );
    const run = machine.machine.run(input as never, {
      overrides: { taskResourceLocalHandlers: handlers as never },
      context: {
        Execution: {
          Id: execution.executionArn,
          Input: input as never,
          Name: execution.name,
          RoleArn: machine.roleArn,
          StartTime: new Date(execution.startDate * 1000).toISOString(),
        },
        StateMachine: { Id: machine.arn, Name: machine.name },
      },
    });
    const timer = setTimeout(
      () => {
        execution.status = 'TIMED_OUT';
        run.abort();
      },
      machine.type === 'EXPRESS' ? expressMilliseconds : 2 ** 31 - 1,
    );
    const end = run.result
      .then(
        (output) => Object.assign(execution, { status: 'SUCCEEDED', output: JSON.stringify(output) }),
        (error: Error) => Object.assign(execution, failureOf(execution, error)),
      )
      .then((ended: Execution) => {
        clearTimeout(timer);
        this.#running.delete(end);
        ended.stopDate = seconds();
        this.#log(machine, ended);
        return ended;
      });
    this.#running.set(end, () => {
      execution.status = 'ABORTED';
      run.abort();
    });
    return end;
  }

  #log(
    machine: StateMachineOptions,
    { status, name, startDate, stopDate = 0, input, output, error, cause }: Execution,
  ): void {
    const line = {
      time: new Date().toISOString(),
      name,
      status,
      milliseconds: Math.round((stopDate - startDate) * 1000),
      input,
      output,
      error,
      cause,
    };
    appendFileSync(join(this.#logFolder, `${machine.name}.log`), `${JSON.stringify(line)}\n`);
    if (status === 'FAILED' || status === 'TIMED_OUT') {
      this.#onFailure(`${machine.name} ${status}: ${error ?? ''} ${(cause ?? '').slice(0, 300)}`);
    }
  }
}

const parseInput = (input: string): unknown => {
  if (Buffer.byteLength(input) > largestPayload) {
    throw new ServiceError('InvalidExecutionInput', `The input has more than ${largestPayload} bytes.`);
  }
  try {
    return JSON.parse(input) as unknown;
  } catch (error) {
    throw new ServiceError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: '${(error as Error).message}'`,
    );
  }
};

const limitPayload = (output: unknown): unknown => {
  if (Buffer.byteLength(JSON.stringify(output) ?? '') > largestPayload) {
    throw new TaskFailed(
      'States.DataLimitExceeded',
      `The task returned a result with a size exceeding ${largestPayload} bytes.`,
    );
  }
  return output;
};

/** A failed execution is wrapped by the library; the error's name and cause are inside. */
const failureOf = (execution: Execution, failure: Error): Partial<Execution> => {
  if (execution.status !== 'RUNNING') {
    return { error: execution.status === 'TIMED_OUT' ? 'States.Timeout' : undefined };
  }
  const inner = (failure.cause ?? failure) as Error & { Error?: string; Cause?: unknown };
  const cause = inner.Cause ?? inner.message;
  return {
    status: 'FAILED',
    error: inner.Error ?? inner.name,
    cause: typeof cause === 'string' ? cause : JSON.stringify(cause),
  };
};

/** https://docs.aws.amazon.com/step-functions/latest/apireference/ */
export const createStateMachineApi = (machines: StateMachines, access: AccessControl): JsonApi =>
  new JsonApi('states', 'AWSStepFunctions', {
    async StartExecution({ stateMachineArn, input, name }, principal) {
      access.require(principal, 'states:StartExecution', String(stateMachineArn));
      const { execution } = machines.start(
        String(stateMachineArn),
        input as string | undefined,
        name as string | undefined,
      );
      return { executionArn: execution.executionArn, startDate: execution.startDate };
    },
    async StartSyncExecution({ stateMachineArn, input, name }, principal) {
      access.require(principal, 'states:StartSyncExecution', String(stateMachineArn));
      if (machines.find(String(stateMachineArn)).type !== 'EXPRESS') {
        throw new ServiceError(
          'StateMachineTypeNotSupported',
          'This operation is not supported by this type of state machine',
        );
      }
      const { end } = machines.start(String(stateMachineArn), input as string | undefined, name as string | undefined);
      return { ...(await end), billingDetails: { billedDurationInMilliseconds: 0, billedMemoryUsedInMB: 64 } };
    },
    async DescribeExecution({ executionArn }, principal) {
      access.require(principal, 'states:DescribeExecution', String(executionArn));
      return machines.describe(String(executionArn));
    },
  });
