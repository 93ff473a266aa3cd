import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ServiceError } from '../gateway/index.ts';
import { LogFile } from '../processes/index.ts';
import type { FunctionDefinition, FunctionFailure, InvocationOutcome } from './FunctionDefinition.ts';
import { Sandbox } from './Sandbox.ts';

/** How many sandboxes of one function run side by side on one machine; further calls wait, but not for ever. Milliseconds. */
const mostSandboxes = 8;
const longestWait = 5000;
/** Lambda keeps an execution environment for some minutes; it does not say for how many. */
const fiveMinutes = 300_000;
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestRequest = 6 * 1024 * 1024;

export interface LambdaFunctionOptions {
  definition: FunctionDefinition;
  taskRoot: string;
  environment: Record<string, string>;
  logFolder: string;
  /** Told of each failed invocation, in one line. */
  onFailure(line: string): void;
  /** Told the function's own metrics, as Lambda counts them; durations in milliseconds. */
  onMetric?(name: 'Invocations' | 'Errors' | 'Duration' | 'Throttles', value: number): void;
  /** Makes a reader of the output of a sandbox, in pieces as they come. */
  readOutput?(): (text: string) => void;
  /** How long a call waits for a sandbox before it is throttled. Milliseconds. @defaultValue 5000 */
  longestWait?: number;
  /** Milliseconds after which a sandbox that nobody asks ends. @defaultValue 300000 */
  idle?: number;
}

/**
 * The tracing header of an invocation that is not sampled, whole, as X-Ray's SDK wants it: "Root=1-…;Parent=…;Sampled=0".
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html (Lambda-Runtime-Trace-Id)
 */
function unsampledTrace(): string {
  const root = `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
  return `Root=${root};Parent=${randomBytes(8).toString('hex')};Sampled=0`;
}

/** A function with its warm sandboxes and its log. */
export class LambdaFunction {
  readonly definition: FunctionDefinition;
  readonly logFile: string;
  readonly #options: LambdaFunctionOptions;
  readonly #log: LogFile;
  readonly #all = new Set<Sandbox>();
  /** Those that nobody asks, each with the timer that ends it; the one that was asked last is the next to be asked. */
  readonly #idle: { sandbox: Sandbox; end: NodeJS.Timeout }[] = [];
  readonly #queue: ((sandbox: Sandbox) => void)[] = [];
  #running = 0;
  #stopped = false;

  constructor(options: LambdaFunctionOptions) {
    this.definition = options.definition;
    this.#options = options;
    this.logFile = join(options.logFolder, `${options.definition.name}.log`);
    this.#log = new LogFile(this.logFile).on('error', (error) => {
      options.onFailure(`The log of ${options.definition.logicalId} cannot be written: ${error.message}`);
    });
  }

  /**
   * Runs the function and waits for its answer.
   * @param event JSON text
   * @throws ServiceError when Lambda itself refuses: RequestTooLargeException, InvalidRequestContentException,
   * TooManyRequestsException
   */
  async invoke(event: string, clientContext?: string): Promise<InvocationOutcome> {
    this.#check(event);
    const requestId = randomUUID();
    const traceId = unsampledTrace();
    const sandbox = await this.#take();
    const start = performance.now();
    this.#log.add(`START RequestId: ${requestId} Version: $LATEST\n`);
    try {
      const outcome = await sandbox.invoke({ event, requestId, traceId, clientContext });
      const milliseconds = performance.now() - start;
      const { onMetric } = this.#options;
      onMetric?.('Invocations', 1);
      onMetric?.('Errors', outcome.functionError ? 1 : 0);
      onMetric?.('Duration', milliseconds);
      this.#log.add(
        `${outcome.functionError ? `ERROR ${outcome.payload}\n` : ''}REPORT RequestId: ${requestId} Duration: ${milliseconds.toFixed(1)} ms\n`,
      );
      if (outcome.functionError && !this.#stopped) {
        const { errorType, errorMessage } = JSON.parse(outcome.payload) as FunctionFailure;
        this.#options.onFailure(
          `${this.definition.logicalId} failed: ${errorType}: ${errorMessage} (see ${this.logFile})`,
        );
      }
      return outcome;
    } finally {
      this.#running -= 1;
      this.#give(sandbox);
    }
  }

  /** Starts a sandbox ahead of the first invocation, so that nobody waits for it. */
  warm(): void {
    if (this.#all.size === 0) {
      this.#rest(this.#open());
    }
  }

  /** Ends every sandbox in the middle of what it does, as a host that fails, for tests; later calls get new ones. */
  async crash(): Promise<void> {
    await Promise.all([...this.#all].map((sandbox) => sandbox.stop()));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { end } of this.#idle) clearTimeout(end);
    await Promise.all([...this.#all].map((sandbox) => sandbox.stop()));
    await new Promise<void>((resolve) => this.#log.end(resolve));
  }

  #check(event: string): void {
    if (this.#stopped) {
      throw new ServiceError('ServiceException', 'The local cloud is stopping.', 500);
    }
    const size = Buffer.byteLength(event);
    if (size > largestRequest) {
      throw new ServiceError(
        'RequestTooLargeException',
        `Request must be smaller than ${largestRequest} bytes for the InvokeFunction operation; it has ${size}.`,
        413,
      );
    }
    try {
      JSON.parse(event);
    } catch (error) {
      throw new ServiceError(
        'InvalidRequestContentException',
        `Could not parse request body into json: ${(error as Error).message}`,
      );
    }
    const { reservedConcurrency } = this.definition;
    if (reservedConcurrency !== undefined && this.#running >= reservedConcurrency) {
      throw this.#throttle('ReservedFunctionConcurrentInvocationLimitExceeded');
    }
  }

  #open(): Sandbox {
    const { definition, taskRoot, environment, readOutput } = this.#options;
    const read = readOutput?.();
    const log = (text: string): void => {
      this.#log.add(text);
      read?.(text);
    };
    const sandbox = new Sandbox({ definition, taskRoot, environment, log });
    this.#all.add(sandbox);
    return sandbox;
  }

  /** @throws ServiceError when none becomes free in time */
  async #take(): Promise<Sandbox> {
    this.#running += 1;
    try {
      return await this.#find();
    } catch (error) {
      this.#running -= 1;
      throw error;
    }
  }

  #find(): Promise<Sandbox> | Sandbox {
    const idle = this.#idle.pop();
    if (idle) {
      clearTimeout(idle.end);
      if (idle.sandbox.alive) return idle.sandbox;
      this.#all.delete(idle.sandbox);
    }
    return this.#all.size < mostSandboxes ? this.#open() : this.#wait();
  }

  #wait(): Promise<Sandbox> {
    return new Promise((resolve, reject) => {
      const take = (sandbox: Sandbox): void => {
        clearTimeout(timer);
        resolve(sandbox);
      };
      const timer = setTimeout(() => {
        this.#queue.splice(this.#queue.indexOf(take), 1);
        reject(this.#throttle('ConcurrentInvocationLimitExceeded'));
      }, this.#options.longestWait ?? longestWait);
      this.#queue.push(take);
    });
  }

  #give(sandbox: Sandbox): void {
    const usable = sandbox.alive ? sandbox : undefined;
    if (!usable) {
      this.#all.delete(sandbox);
    }
    const next = this.#queue.shift();
    if (next) {
      next(usable ?? this.#open());
    } else if (usable) {
      this.#rest(usable);
    }
  }

  /** Keeps a sandbox for the next call, for a while. */
  #rest(sandbox: Sandbox): void {
    const end = setTimeout(() => {
      this.#idle.splice(this.#idle.indexOf(resting), 1);
      this.#all.delete(sandbox);
      void sandbox.stop();
    }, this.#options.idle ?? fiveMinutes).unref();
    const resting = { sandbox, end };
    this.#idle.push(resting);
  }

  #throttle(Reason: string): ServiceError {
    this.#options.onMetric?.('Throttles', 1);
    return new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason });
  }
}
