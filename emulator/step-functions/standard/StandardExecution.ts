import { createHash } from 'node:crypto';
import type { TaskFailed } from '../errors.ts';
import { StateFailed } from '../errors.ts';
import { limitPayload, type Execution, type ExecutionStatus } from '../Execution.ts';
import { limitTime } from '../limitTime.ts';
import { loadStateMachine, type LoadedStateMachine, type Task } from '../loadStateMachine.ts';
import { executionKey, type Context, type TaskHandlers } from '../runMachine.ts';
import { shutdown } from '../tasks/runJob.ts';
import { runTask, type TaskServices } from '../tasks/runTask.ts';
import { isEnd, isEntered, isExited, type HistoryEvent, type Journal } from './Journal.ts';
import { runState, type StateEnd } from './runState.ts';

/** Told metrics of AWS/States, as Step Functions names them. */
export type TellMetric = (name: string, value: number, dimensions: Record<string, string>) => void;

export interface StandardMachine extends Pick<LoadedStateMachine, 'definition' | 'tasks'> {
  name: string;
  arn: string;
  roleArn: string;
  services: TaskServices;
  onMetric?: TellMetric;
}

/** Why an execution was ended from outside. */
interface Ending {
  status: ExecutionStatus;
  error?: string;
  cause?: string;
}

/** Where an execution stands. */
interface Position {
  name: string;
  input: unknown;
  /** The event of its being entered, once it was. */
  entered?: HistoryEvent;
  /** The attempt at its task that was cut off, with the job that it waits for already. */
  attempt?: { id: number; submitted?: string; since: number };
}

const statusOf: Record<string, ExecutionStatus> = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionAborted: 'ABORTED',
  ExecutionTimedOut: 'TIMED_OUT',
};

const detail = (event: HistoryEvent, name: string): Record<string, string> =>
  (event[`${name}EventDetails`] ?? {}) as Record<string, string>;

/** Tasks by a function's own ARN have events of their own. */
const taskEvent = ({ resource }: Task, what: string): string =>
  `${resource.startsWith('arn:aws:lambda:') ? 'LambdaFunction' : 'Task'}${what}`;

/**
 * An execution of a Standard machine. Everything that it needs to go on is in its journal, so one that was cut off
 * goes on in the state that it was in, with the definition that it began with.
 */
export class StandardExecution {
  readonly #machine: StandardMachine;
  readonly #journal: Journal;
  readonly #arn: string;
  readonly #name: string;
  readonly #abort = new AbortController();
  #end: Promise<Execution> | undefined;

  /** @param journal that of an execution that began: its first event is ExecutionStarted */
  private constructor(machine: StandardMachine, name: string, journal: Journal) {
    this.#machine = machine;
    this.#name = name;
    this.#journal = journal;
    this.#arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
  }

  /** Writes the first event. */
  static begin(machine: StandardMachine, name: string, input: string, journal: Journal): StandardExecution {
    const { definition, roleArn } = machine;
    journal.append('ExecutionStarted', { input, roleArn }, { definition });
    return new StandardExecution(machine, name, journal);
  }

  /** One that an earlier start began. @throws DefinitionUnsupported */
  static reopen(machine: StandardMachine, name: string, journal: Journal): StandardExecution {
    const { definition } = journal.events[0]!.kept!;
    return new StandardExecution(
      { ...machine, ...loadStateMachine(definition as object, {}, 'STANDARD') },
      name,
      journal,
    );
  }

  get history(): readonly HistoryEvent[] {
    return this.#journal.events;
  }

  describe(): Execution {
    const [first] = this.#journal.events as [HistoryEvent];
    const last = this.#journal.last(isEnd);
    const ending = last === undefined ? {} : detail(last, `execution${last.type.slice('Execution'.length)}`);
    return {
      executionArn: this.#arn,
      stateMachineArn: this.#machine.arn,
      name: this.#name,
      startDate: first.timestamp,
      ...(last && { stopDate: last.timestamp }),
      status: last === undefined ? 'RUNNING' : statusOf[last.type]!,
      input: detail(first, 'executionStarted').input!,
      ...ending,
    };
  }

  /** Goes on until it ends. One that has ended is described. */
  run(): Promise<Execution> {
    this.#end ??= this.#run();
    return this.#end;
  }

  /** Ends it; jobs that it waits for are stopped. */
  async stop(ending: Ending): Promise<void> {
    this.#abort.abort(ending);
    await this.#end;
  }

  /** Leaves it as it is, for the next start. */
  async leave(): Promise<void> {
    this.#abort.abort(shutdown);
    await this.#end;
  }

  async #run(): Promise<Execution> {
    const timer = this.#startTimer();
    try {
      while (!this.#journal.last(isEnd)) {
        const position = this.#position();
        if (position === undefined) {
          const { output } = detail(this.#journal.last(isExited)!, 'stateExited');
          this.#journal.append('ExecutionSucceeded', { output });
        } else {
          await this.#step(position);
        }
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      clearTimeout(timer);
    }
    return this.describe();
  }

  #fail(error: unknown): void {
    if (this.#abort.signal.aborted) {
      const reason = this.#abort.signal.reason as typeof shutdown | Ending;
      if (reason !== shutdown) {
        const { status, error, cause } = reason;
        this.#journal.append(status === 'TIMED_OUT' ? 'ExecutionTimedOut' : 'ExecutionAborted', { error, cause });
      }
      return;
    }
    const { error: name, failureCause: cause } =
      error instanceof StateFailed ? error : new StateFailed('States.Runtime', (error as Error).message);
    this.#journal.append('ExecutionFailed', { error: name, cause });
  }

  /** Ends it when the machine's own timeout has passed, whatever it has done by then. */
  #startTimer(): NodeJS.Timeout | undefined {
    const { TimeoutSeconds } = this.#machine.definition;
    if (TimeoutSeconds === undefined) return undefined;
    const left = (this.#journal.events[0]!.timestamp + TimeoutSeconds) * 1000 - Date.now();
    const ending: Ending = { status: 'TIMED_OUT', error: 'States.Timeout' };
    return setTimeout(() => this.#abort.abort(ending), Math.min(Math.max(0, left), 2 ** 31 - 1));
  }

  #position(): Position | undefined {
    const event = this.#journal.last((one) => isEntered(one) || isExited(one));
    if (event === undefined) {
      const input: unknown = JSON.parse(detail(this.#journal.events[0]!, 'executionStarted').input!);
      return { name: this.#machine.definition.StartAt, input };
    }
    if (isExited(event)) {
      const next = event.kept?.next as string | undefined;
      return next === undefined
        ? undefined
        : { name: next, input: JSON.parse(detail(event, 'stateExited').output!) as unknown };
    }
    const { name, input } = detail(event, 'stateEntered') as { name: string; input: string };
    const attempt = this.#journal.last(
      ({ type, id }) => id > event.id && /^Task(Started|Submitted|Failed|TimedOut)$/.test(type),
    );
    return {
      name,
      input: JSON.parse(input) as unknown,
      entered: event,
      attempt: /Started|Submitted/.test(attempt?.type ?? '')
        ? { id: attempt!.id, submitted: attempt!.kept?.job as string | undefined, since: attempt!.timestamp * 1000 }
        : undefined,
    };
  }

  async #step({ name, input, entered, attempt }: Position): Promise<void> {
    const type = this.#machine.definition.States[name]!.Type;
    const event = entered ?? this.#journal.append(`${type}StateEntered`, { name, input: JSON.stringify(input) });
    if (!entered) this.#machine.onMetric?.('ConsumedCapacity', 1, { ServiceMetric: 'StateTransition' });
    const { output, next } = await this.#runState(name, input, event, attempt);
    this.#journal.append(
      `${type}StateExited`,
      { name, output: JSON.stringify(output) },
      next === undefined ? {} : { next },
    );
  }

  #runState(
    name: string,
    input: unknown,
    { timestamp }: HistoryEvent,
    attempt: Position['attempt'],
  ): Promise<StateEnd> {
    const { arn, roleArn, name: machineName } = this.#machine;
    const [first] = this.#journal.events as [HistoryEvent];
    const context: Context = {
      [executionKey]: {
        Id: this.#arn,
        Input: JSON.parse(detail(first, 'executionStarted').input!) as unknown,
        Name: this.#name,
        RoleArn: roleArn,
        StartTime: new Date(first.timestamp * 1000).toISOString(),
      },
      StateMachine: { Id: arn, Name: machineName },
      State: { Name: name, EnteredTime: new Date(timestamp * 1000).toISOString() },
    };
    return runState({
      definition: this.#machine.definition,
      name,
      input,
      enteredAt: timestamp * 1000,
      context,
      handlers: this.#handlers(name, attempt),
      signal: this.#abort.signal,
    });
  }

  /** @param cutOff the attempt at the task of the state `resumed` that an earlier start did not end */
  #handlers(resumed: string, cutOff: Position['attempt']): TaskHandlers {
    let attempt = cutOff;
    const takeAttempt = (name: string): Position['attempt'] => {
      const taken = name === resumed ? attempt : undefined;
      attempt = undefined;
      return taken;
    };
    return Object.fromEntries(
      [...this.#machine.tasks].map(([name, task]) => [
        name,
        (input: unknown) => this.#runTask(task, input, takeAttempt(name)),
      ]),
    );
  }

  async #runTask(task: Task, input: unknown, cutOff: Position['attempt']): Promise<unknown> {
    // The library goes on to retry what was aborted.
    this.#abort.signal.throwIfAborted();
    const { resource, timeout } = task;
    const resourceType = resource
      .replace(/^arn:aws:states:::/, '')
      .split(':')
      .slice(0, -1)
      .join(':');
    const shared = { resource: resource.split(':').at(-1)!, resourceType };
    const log = (what: string, details: Record<string, unknown>, kept?: Record<string, unknown>) =>
      this.#journal.append(taskEvent(task, what), { ...shared, ...details }, kept);
    const since = cutOff?.since ?? Date.now();
    const limit = limitTime(this.#abort.signal, timeout === undefined ? undefined : timeout * 1000);
    let attempt = cutOff?.id;
    if (cutOff?.submitted === undefined) {
      log('Scheduled', { parameters: JSON.stringify(input) });
      const { id } = log('Started', {});
      attempt ??= id;
    }
    try {
      const output = limitPayload(
        await runTask(resource, input, this.#machine.services, {
          submitted: cutOff?.submitted,
          mayBeSubmitted: cutOff !== undefined,
          token: createHash('sha256').update(`${this.#arn} ${attempt}`).digest('hex'),
          onSubmitted: (job) => void log('Submitted', { output: JSON.stringify({ job }) }, { job }),
          signal: limit.signal,
        }),
      );
      this.#abort.signal.throwIfAborted();
      log('Succeeded', { output: JSON.stringify(output) });
      return output;
    } catch (error) {
      this.#abort.signal.throwIfAborted();
      if (limit.isOver()) {
        log('TimedOut', { error: 'States.Timeout' });
      } else {
        const { name, message } = error as TaskFailed;
        log('Failed', { error: name, cause: message });
      }
      throw error;
    } finally {
      limit.end();
      if (this.#abort.signal.reason !== shutdown) this.#tellRunTime(resource, Date.now() - since);
    }
  }

  #tellRunTime(resource: string, milliseconds: number): void {
    const integration = /^arn:aws:states:::(.+)$/.exec(resource)?.[1];
    if (integration === undefined) return;
    const ServiceIntegrationResourceArn = [...this.#arn.split(':').slice(0, 5), integration].join(':');
    this.#machine.onMetric?.('ServiceIntegrationRunTime', milliseconds, { ServiceIntegrationResourceArn });
  }
}
