import { Worker } from 'node:worker_threads';
import type { GraphQLRequest } from '../engine/GraphQLApi.ts';
import type { AppSyncLogEntry, AuthorizationType } from '../types.ts';
import { SimulatorFailed } from './errors.ts';

/** A field of the document under execution, without any type of graphql. */
export interface FieldPlace {
  typeName: string;
  fieldName: string;
  path: (string | number)[];
  /** Where its nodes begin in the text. */
  nodes: number[];
}

/** What a resolver gave, or why it did not. */
export type FieldOutcome =
  { value: string } | { error: { message: string; type: string | null; data: unknown; errorInfo: unknown } };

/** What the simulator asks for while it runs one operation. Values are JSON text. */
export interface OperationHandlers {
  resolve(field: FieldPlace, source: string, args: string): Promise<FieldOutcome>;
  /** A subscription opens. */
  open?(field: FieldPlace, args: string): void;
  /** Whether the subscription wants a published value. */
  wants?(value: string): boolean;
  deliver?(answer: string): void;
}

/** The answer of an operation, and which subscriptions each of its mutations triggers. */
export interface OperationAnswer {
  answer: string;
  triggered: { mutation: string; subscription: string }[];
}

interface OpenOperation {
  handlers: OperationHandlers;
  settle(answer: OperationAnswer): void;
  fail(error: Error): void;
}

type Message =
  | { kind: 'ready' }
  | ({ kind: 'answer'; run: number } & OperationAnswer)
  | { kind: 'failed'; run?: number; reason: string }
  | { kind: 'resolve'; run: number; question: number; field: FieldPlace; source: string; args: string }
  | { kind: 'open'; run: number; question: number; field: FieldPlace; args: string }
  | { kind: 'wants'; run: number; question: number; value: string }
  | { kind: 'delivery'; run: number; answer: string };

export interface SimulatorOptions {
  apiName: string;
  schema: string;
  /** Fields that have a resolver. */
  fields: { typeName: string; fieldName: string }[];
  /** The default mode first. */
  modes: AuthorizationType[];
  log: (entry: AppSyncLogEntry) => void;
}

/** The thread that the simulator runs in, and the conversation with it. */
export class SimulatorThread {
  readonly #worker: Worker;
  readonly #operations = new Map<number, OpenOperation>();
  readonly #log: (entry: AppSyncLogEntry) => void;
  #lastRun = 0;
  #ended: SimulatorFailed | undefined;

  private constructor(worker: Worker, log: (entry: AppSyncLogEntry) => void) {
    this.#worker = worker;
    this.#log = log;
    worker.on('message', (message: Message) => {
      this.#receive(message).catch((error: unknown) => this.#fail(message, error));
    });
    for (const stream of [worker.stdout, worker.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log({ level: 'debug', message: `Simulator: ${text.trim()}` });
      });
    }
  }

  /** Resolves when the simulator has taken the schema. @throws SimulatorFailed */
  static async start({ log, ...api }: SimulatorOptions): Promise<SimulatorThread> {
    const worker = new Worker(new URL('./simulator/simulator.mjs', import.meta.url), {
      workerData: api,
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    const thread = new SimulatorThread(worker, log);
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      const end = (cause: unknown): void => {
        reject(new SimulatorFailed(cause));
        const failure = thread.#end(cause);
        if (failure) log({ level: 'error', message: failure.message, details: { stack: (cause as Error)?.stack } });
      };
      worker.on('error', end);
      worker.on('exit', (code) => end(new Error(`its thread ended with code ${code}`)));
    });
    return thread;
  }

  /** Answers a query or mutation. @throws SimulatorFailed */
  execute(request: GraphQLRequest, handlers: OperationHandlers): Promise<OperationAnswer> {
    return this.#run('execute', request, handlers, true).answer;
  }

  /** Opens a subscription unless the answer has errors; `close` is to be called in either case. */
  subscribe(request: GraphQLRequest, handlers: OperationHandlers): { answer: Promise<OperationAnswer>; close(): void } {
    const { run, answer } = this.#run('subscribe', request, handlers, false);
    const close = () => {
      this.#operations.delete(run);
      this.#worker.postMessage({ kind: 'close', run });
    };
    return { answer, close };
  }

  /** Gives a value to those who subscribed to a field. */
  publish(subscription: string, value: unknown): void {
    this.#worker.postMessage({ kind: 'publish', subscription, value: JSON.stringify(value) });
  }

  async stop(): Promise<void> {
    this.#end(new Error('it was stopped'));
    await this.#worker.terminate();
  }

  #run(
    kind: 'execute' | 'subscribe',
    { query, variables, operationName, headers, caller }: GraphQLRequest,
    handlers: OperationHandlers,
    endsWithAnswer: boolean,
  ): { run: number; answer: Promise<OperationAnswer> } {
    this.#lastRun += 1;
    const run = this.#lastRun;
    const answer = new Promise<OperationAnswer>((settle, fail) => {
      this.#operations.set(run, { handlers, settle, fail });
      if (this.#ended) fail(this.#ended);
    });
    const { mode, groups } = caller;
    this.#worker.postMessage({ kind, run, query, variables, operationName, headers, mode, groups });
    return { run, answer: endsWithAnswer ? answer.finally(() => this.#operations.delete(run)) : answer };
  }

  async #receive(message: Message): Promise<void> {
    const operation = 'run' in message && message.run !== undefined ? this.#operations.get(message.run) : undefined;
    const handlers = operation?.handlers;
    const reply = (content: unknown): void => {
      if ('question' in message)
        this.#worker.postMessage({ kind: 'reply', question: message.question, reply: content });
    };
    switch (message.kind) {
      case 'answer':
        operation?.settle(message);
        break;
      case 'failed':
        this.#fail(message, message.reason);
        break;
      case 'resolve':
        // What was given up is not resolved to its end.
        reply((await handlers?.resolve(message.field, message.source, message.args)) ?? { value: 'null' });
        break;
      case 'open':
        handlers?.open?.(message.field, message.args);
        reply(null);
        break;
      case 'wants':
        reply(handlers?.wants?.(message.value) ?? false);
        break;
      case 'delivery':
        handlers?.deliver?.(message.answer);
        break;
      default:
    }
  }

  /** One operation could not be answered; the others go on. */
  #fail(message: Message, cause: unknown): void {
    const failure = new SimulatorFailed(cause);
    this.#log({ level: 'error', message: failure.message, details: { stack: (cause as Error)?.stack ?? cause } });
    if ('run' in message && message.run !== undefined) this.#operations.get(message.run)?.fail(failure);
  }

  /** Nothing is answered from now on. @returns what those who wait are told; undefined when it had ended before */
  #end(cause: unknown): SimulatorFailed | undefined {
    if (this.#ended) return undefined;
    this.#ended = new SimulatorFailed(cause);
    for (const { fail } of this.#operations.values()) fail(this.#ended);
    this.#operations.clear();
    return this.#ended;
  }
}
