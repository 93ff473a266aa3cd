import { Agent, request as httpRequest } from 'node:http';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ChildProcess, freePort, Supervisor, type HealthCheck, type Supervised } from '../../processes/index.ts';
import { ModelNotServed } from '../errors.ts';
import { readDockerfile } from '../storage/readDockerfile.ts';

export interface ModelServerOptions {
  /** The folder that Docker would build, with `serve.mjs`. */
  imageFolder: string;
  /** Stands for `/opt/ml`; its `model/` holds the artifact. */
  baseFolder: string;
  /** The container's, beside SAGEMAKER_BASE_DIR and SAGEMAKER_BIND_TO_PORT. */
  environment: Record<string, string>;
  logFile: string;
  log(line: string): void;
  /** How a server that hangs is noticed. */
  health?: Partial<HealthCheck>;
}

interface Served extends Supervised {
  port: number;
}

export interface ModelAnswer {
  status: number;
  contentType: string;
  body: Buffer;
}

/** SageMaker waits this long for an answer. Milliseconds. */
const answerMilliseconds = 60_000;
/** And so long for SIGTERM to work. */
const patience = 30_000;

/**
 * The container's `serve` in the care of the endpoint: started, asked for its health, started again after a crash
 * or when it hangs, and replaced without a gap when there is a new model.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
 */
export class ModelServer {
  readonly #options: ModelServerOptions;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #supervisor: Supervisor<Served>;

  constructor(options: ModelServerOptions) {
    this.#options = options;
    this.#supervisor = new Supervisor({
      name: 'the model server',
      launch: () => this.#launch(),
      log: options.log,
      health: options.health,
    });
  }

  /** Whether there is a model to serve at all. */
  hasModel(): boolean {
    const folder = join(this.#options.baseFolder, 'model');
    return existsSync(folder) && readdirSync(folder).length > 0;
  }

  /** Whether a server answers. */
  get isRunning(): boolean {
    return this.#supervisor.running !== undefined;
  }

  /** Of the process that answers, for tests that stop it or strain its port. */
  get port(): number | undefined {
    return this.#supervisor.running?.port;
  }

  get pid(): number | undefined {
    return this.#supervisor.running?.child.pid;
  }

  /**
   * Starts a server for the model that is there now; one that runs already is stopped when the new one is ready.
   * @throws ModelNotServed, and the old one goes on
   */
  start(): Promise<void> {
    return this.#supervisor.start();
  }

  /**
   * Moves a model folder into the place of the served one and serves it; the old model answers until then.
   * @throws ModelNotServed, and the old one goes on
   */
  async deploy(modelFolder: string): Promise<void> {
    const { baseFolder } = this.#options;
    const [place, previous] = [join(baseFolder, 'model'), join(baseFolder, 'previous')];
    const had = this.hasModel();
    mkdirSync(baseFolder, { recursive: true });
    rmSync(previous, { recursive: true, force: true });
    if (had) {
      renameSync(place, previous);
    } else {
      rmSync(place, { recursive: true, force: true });
    }
    renameSync(modelFolder, place);
    try {
      await this.start();
    } catch (error) {
      rmSync(place, { recursive: true, force: true });
      if (had) {
        renameSync(previous, place);
      }
      throw error;
    }
  }

  /** Hands a request to the container. Rejects when nothing answers, with ModelNotServed when nothing runs. */
  invoke(headers: Record<string, string>, body: Buffer): Promise<ModelAnswer> {
    const served = this.#supervisor.running;
    if (!served) return Promise.reject(new ModelNotServed('none runs'));
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        {
          host: '127.0.0.1',
          port: served.port,
          method: 'POST',
          path: '/invocations',
          agent: this.#agent,
          headers: { ...headers, 'content-length': body.length },
          timeout: answerMilliseconds,
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () =>
            resolve({
              status: response.statusCode ?? 500,
              contentType: response.headers['content-type'] ?? 'application/octet-stream',
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      outgoing.once('timeout', () => outgoing.destroy(new Error(`no answer within ${answerMilliseconds / 1000} s`)));
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }

  /** Stops, and does not start again by itself. */
  async stop(): Promise<void> {
    await this.#supervisor.stop();
    this.#agent.destroy();
  }

  async #launch(): Promise<Served> {
    const { imageFolder, baseFolder, environment, logFile } = this.#options;
    const port = await freePort();
    const child = new ChildProcess({
      name: 'serve',
      command: process.execPath,
      args: [join(imageFolder, 'serve.mjs')],
      environment: {
        PATH: process.env.PATH,
        ...readDockerfile(imageFolder).environment,
        ...environment,
        // The name that SageMaker's own toolkits read: https://github.com/aws/sagemaker-training-toolkit
        SAGEMAKER_BASE_DIR: baseFolder,
        SAGEMAKER_BIND_TO_PORT: String(port),
      },
      logFile,
      patience,
    });
    const isHealthy = async (signal: AbortSignal): Promise<boolean> => {
      const answer = await fetch(`http://127.0.0.1:${port}/ping`, { signal });
      await answer.arrayBuffer();
      return answer.ok;
    };
    try {
      await child.waitUntil(() => isHealthy(AbortSignal.timeout(2000)), 60_000);
    } catch (error) {
      throw new ModelNotServed((error as Error).message, { cause: error });
    }
    return { child, port, isHealthy };
  }
}
