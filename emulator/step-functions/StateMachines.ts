import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '../gateway/index.ts';
import { appendToLog } from '../processes/index.ts';
import { assertName, parseInput, type Execution } from './Execution.ts';
import type { MachineType } from './loadStateMachine.ts';
import { runExpress, type ExpressMachine } from './runExpress.ts';
import { Journal, type HistoryEvent } from './standard/Journal.ts';
import { StandardExecution, type TellMetric } from './standard/StandardExecution.ts';

export interface StateMachineOptions extends ExpressMachine {
  type: MachineType;
  /** Whether inputs and outputs are logged: `IncludeExecutionData` of the machine. */
  logsExecutionData?: boolean;
}

export interface StateMachinesOptions {
  machines: StateMachineOptions[];
  /** A line for each execution that ended, without its data unless the machine's logging includes them. */
  logFolder: string;
  /** The journals of Standard executions. */
  journalFolder: string;
  onFailure(line: string): void;
  onMetric?: TellMetric;
}

/** Express is charged for each 100 ms. https://aws.amazon.com/step-functions/pricing/ */
const billed = (milliseconds: number): number => Math.ceil(milliseconds / 100) * 100;

/** Runs executions of the template's state machines. */
export class StateMachines {
  readonly #options: StateMachinesOptions;
  /** By ARN, in the order of their start. */
  readonly #standard = new Map<string, StandardExecution>();
  readonly #stopped = new AbortController();
  readonly #running = new Set<Promise<Execution>>();

  constructor(options: StateMachinesOptions) {
    // Every execution that runs listens, and leaves when it ends: ten are no leak.
    setMaxListeners(0, this.#stopped.signal);
    this.#options = options;
    mkdirSync(options.logFolder, { recursive: true });
    options.machines.filter(({ type }) => type === 'STANDARD').forEach((machine) => this.#reopen(machine));
  }

  /** @throws ServiceError (StateMachineDoesNotExist) */
  find(stateMachineArn: string): StateMachineOptions {
    const found = this.#options.machines.find(({ arn }) => arn === stateMachineArn);
    if (!found) {
      throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
    }
    return found;
  }

  /**
   * Starts an execution. The name of a Standard execution that runs with the same input answers that one.
   * @returns what is known now, and a promise of the end
   * @throws ServiceError (InvalidExecutionInput, InvalidName, ExecutionAlreadyExists, StateMachineDoesNotExist)
   */
  start(
    stateMachineArn: string,
    input = '{}',
    name: string = randomUUID(),
  ): { execution: Execution; end: Promise<Execution> } {
    const machine = this.find(stateMachineArn);
    const parsed = parseInput(input);
    assertName(name);
    return machine.type === 'STANDARD'
      ? this.#startStandard(machine, input, name)
      : this.#startExpress(machine, input, parsed, name);
  }

  /** Standard executions that were cut off go on. Called once everything that their tasks call is there. */
  resume(): void {
    this.#standard.forEach((execution) => this.#follow(execution));
  }

  /** @throws ServiceError (ExecutionDoesNotExist); executions of Express machines are not kept, as on AWS */
  describe(executionArn: string): Execution {
    return this.#execution(executionArn).describe();
  }

  /** Executions of a Standard machine, the newest first. */
  list(stateMachineArn: string): Execution[] {
    const machine = this.find(stateMachineArn);
    if (machine.type !== 'STANDARD') {
      throw new ServiceError(
        'StateMachineTypeNotSupported',
        'This operation is not supported by this type of state machine',
      );
    }
    return [...this.#standard.values()]
      .map((execution) => execution.describe())
      .filter((execution) => execution.stateMachineArn === stateMachineArn)
      .sort((a, b) => b.startDate - a.startDate);
  }

  /** @throws ServiceError (ExecutionDoesNotExist) */
  history(executionArn: string): Omit<HistoryEvent, 'kept'>[] {
    return this.#execution(executionArn).history.map(({ kept: _kept, ...event }) => event);
  }

  /** Ends an execution of a Standard machine. @throws ServiceError (ExecutionDoesNotExist) */
  async abort(executionArn: string, error?: string, cause?: string): Promise<Execution> {
    const execution = this.#execution(executionArn);
    await execution.stop({ status: 'ABORTED', error, cause });
    return execution.describe();
  }

  /** Ends Express executions, and leaves Standard ones for the next start. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.allSettled([...this.#running, ...[...this.#standard.values()].map((execution) => execution.leave())]);
  }

  #execution(executionArn: string): StandardExecution {
    const execution = this.#standard.get(executionArn);
    if (!execution) {
      throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    }
    return execution;
  }

  #startExpress(machine: StateMachineOptions, input: string, parsed: unknown, name: string) {
    const { arn: stateMachineArn } = machine;
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':express:')}:${name}:${randomUUID()}`;
    const startDate = Date.now() / 1000;
    const execution: Execution = { executionArn, stateMachineArn, name, startDate, status: 'RUNNING', input };
    this.#options.onMetric?.('ExecutionsStarted', 1, { StateMachineArn: stateMachineArn });
    const end = runExpress(machine, execution, parsed, this.#stopped.signal).then((ended) => {
      const milliseconds = Math.max(0, (ended.stopDate ?? startDate) - startDate) * 1000;
      this.#options.onMetric?.('ExpressExecutionBilledDuration', billed(milliseconds), {
        StateMachineArn: stateMachineArn,
      });
      return ended;
    });
    return { execution, end: this.#track(end) };
  }

  #startStandard(machine: StateMachineOptions, input: string, name: string) {
    const executionArn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    const known = this.#standard.get(executionArn);
    if (known) {
      const execution = known.describe();
      if (execution.input === input && execution.status === 'RUNNING') {
        return { execution, end: known.run() };
      }
      throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
    }
    const started = StandardExecution.begin(this.#metered(machine), name, input, this.#journal(machine, name));
    this.#standard.set(executionArn, started);
    return { execution: started.describe(), end: this.#follow(started) };
  }

  #follow(execution: StandardExecution): Promise<Execution> {
    return execution.describe().status === 'RUNNING' ? this.#track(execution.run()) : execution.run();
  }

  #track(end: Promise<Execution>): Promise<Execution> {
    const tracked = end.then((execution) => {
      this.#running.delete(tracked);
      if (execution.status !== 'RUNNING') {
        this.#log(execution);
      }
      return execution;
    });
    this.#running.add(tracked);
    return tracked;
  }

  #metered = (machine: StateMachineOptions) => ({ ...machine, onMetric: this.#options.onMetric });

  #folder({ name }: StateMachineOptions): string {
    return join(this.#options.journalFolder, name);
  }

  #journal(machine: StateMachineOptions, name: string): Journal {
    return new Journal(join(this.#folder(machine), `${encodeURIComponent(name)}.jsonl`));
  }

  #reopen(machine: StateMachineOptions): void {
    const folder = this.#folder(machine);
    const files = existsSync(folder) ? readdirSync(folder) : [];
    for (const file of files) {
      const name = decodeURIComponent(file.replace(/\.jsonl$/, ''));
      const journal = this.#journal(machine, name);
      // Without its first event it was never answered for.
      if (journal.events.length > 0) {
        const execution = StandardExecution.reopen(this.#metered(machine), name, journal);
        this.#standard.set(execution.describe().executionArn, execution);
      }
    }
  }

  #log({ stateMachineArn, status, name, startDate, stopDate = 0, input, output, error, cause }: Execution): void {
    const machine = this.find(stateMachineArn);
    const line = {
      time: new Date().toISOString(),
      name,
      status,
      milliseconds: Math.round((stopDate - startDate) * 1000),
      ...(machine.logsExecutionData && { input, output }),
      error,
      cause,
    };
    appendToLog(join(this.#options.logFolder, `${machine.name}.log`), `${JSON.stringify(line)}\n`);
    if (status === 'FAILED' || status === 'TIMED_OUT') {
      this.#options.onFailure(`${machine.name} ${status}: ${error ?? ''} ${(cause ?? '').slice(0, 300)}`);
    }
  }
}
