import { Worker } from 'node:worker_threads';
import type { FunctionDefinition, FunctionFailure, InvocationOutcome } from './FunctionDefinition.ts';

export interface SandboxOptions {
  definition: FunctionDefinition;
  taskRoot: string;
  environment: Record<string, string>;
  log(text: string): void;
}

export interface SandboxCall {
  event: string;
  requestId: string;
  traceId: string;
  clientContext?: string;
}

type Message =
  | { kind: 'ready' }
  | { kind: 'result'; payload: string }
  | { kind: 'error' | 'initFailed' | 'crash'; error: FunctionFailure };

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestResponse = 6 * 1024 * 1024;
/**
 * After that Lambda initializes again at the first invocation, for as long as the function may take; here it goes on.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib
 */
const initMilliseconds = 10_000;

const failure = (error: FunctionFailure): InvocationOutcome => ({
  payload: JSON.stringify(error),
  functionError: 'Unhandled',
});

/**
 * One execution environment of a function: a worker thread with its own heap limit, environment and globals. It takes
 * one invocation at a time; after a timeout or a crash it is gone.
 */
export class Sandbox {
  readonly #options: SandboxOptions;
  readonly #worker: Worker;
  #waiting: ((message: Message) => void) | undefined;
  #crash: FunctionFailure | undefined;
  readonly #initialized: Promise<Message>;
  alive = true;

  constructor(options: SandboxOptions) {
    const { definition, taskRoot, environment, log } = options;
    this.#options = options;
    this.#worker = new Worker(new URL('./runtime.mjs', import.meta.url), {
      workerData: { taskRoot, handler: definition.handler, functionArn: definition.arn },
      env: environment,
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: Math.max(64, definition.memoryMegabytes) },
    });
    this.#worker.stdout.setEncoding('utf8').on('data', log);
    this.#worker.stderr.setEncoding('utf8').on('data', log);
    this.#worker.on('message', (message: Message) => {
      if (message.kind === 'crash') {
        this.#crash = message.error;
      } else {
        this.#waiting?.(message);
      }
    });
    this.#worker.on('error', (error) => {
      this.#crash ??= { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: ${error.message}` };
    });
    this.#worker.on('exit', (code) => {
      this.alive = false;
      this.#crash ??= {
        errorType: 'Runtime.ExitError',
        errorMessage: `Runtime exited with error: exit status ${code}`,
      };
      this.#waiting?.({ kind: 'crash', error: this.#crash });
    });
    this.#initialized = this.#message();
  }

  /** Runs one event. After it, `alive` tells whether the sandbox can take another. */
  async invoke(call: SandboxCall): Promise<InvocationOutcome> {
    const { timeoutSeconds } = this.#options.definition;
    const timedOut = async (): Promise<InvocationOutcome> => {
      await this.stop();
      const errorMessage = `RequestId: ${call.requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
      return failure({ errorType: 'Sandbox.Timedout', errorMessage });
    };
    const initialized = await within(initMilliseconds + timeoutSeconds * 1000, this.#initialized);
    if (initialized === undefined) return timedOut();
    if ('error' in initialized) {
      await this.stop();
      return failure(initialized.error);
    }
    const answer = this.#next(timeoutSeconds * 1000);
    this.#worker.postMessage({ ...call, deadline: Date.now() + timeoutSeconds * 1000 });
    const message = await answer;
    if (message === undefined) return timedOut();
    if (message.kind === 'crash') {
      const { errorMessage, ...error } = message.error;
      return failure({ ...error, errorMessage: `RequestId: ${call.requestId} Error: ${errorMessage}` });
    }
    if (message.kind !== 'result') {
      return failure('error' in message ? message.error : { errorType: 'Runtime.Unknown', errorMessage: message.kind });
    }
    if (Buffer.byteLength(message.payload) > largestResponse) {
      return failure({
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: `Response payload size exceeded maximum allowed payload size (${largestResponse} bytes).`,
      });
    }
    return { payload: message.payload };
  }

  async stop(): Promise<void> {
    this.alive = false;
    await this.#worker.terminate();
  }

  /** The worker's next message, or undefined when it takes too long. */
  #next(milliseconds: number): Promise<Message | undefined> {
    return within(milliseconds, this.#message());
  }

  /** The worker's next message, however long it takes. */
  #message(): Promise<Message> {
    return new Promise((resolve) => {
      this.#waiting = (message) => {
        this.#waiting = undefined;
        resolve(message);
      };
    });
  }
}

/** What it resolves to, or undefined when that takes too long. */
function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), milliseconds);
    void promise.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
