import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { exportTrainingData, ModelServer, TrainingFailed, trainModel } from '../sagemaker/index.ts';
import type { PlannedEndpoint } from './CloudPlan.ts';

export interface TrainOptions {
  /** SageMaker hyperparameters, for example `{ budget_seconds: '30' }`. */
  hyperparameters?: Record<string, string>;
  progress?(fraction: number, message: string): void;
  signal?: AbortSignal;
}

export interface TrainOutcome {
  interactions: number;
  items: number;
  seconds: number;
}

/** The model of the endpoint: trained from the tables into the state folder, then served in place of the last one. */
export class ModelLifecycle {
  readonly server: ModelServer;
  readonly #endpoint: PlannedEndpoint;
  readonly #stateFolder: string;
  readonly #client: DynamoDBClient;
  readonly #tables: { userData: string; catalogue: string };
  #training: AbortController | undefined;

  constructor(options: {
    endpoint: PlannedEndpoint;
    stateFolder: string;
    client: DynamoDBClient;
    tables: { userData: string; catalogue: string };
    log(line: string): void;
  }) {
    this.#endpoint = options.endpoint;
    this.#stateFolder = options.stateFolder;
    this.#client = options.client;
    this.#tables = options.tables;
    this.server = new ModelServer({
      imageFolder: options.endpoint.imageFolder,
      root: join(options.stateFolder, 'model'),
      environment: options.endpoint.environment,
      logFile: join(options.stateFolder, 'logs', 'serve.log'),
      log: options.log,
    });
  }

  /**
   * Exports the tables, trains, and serves what came out. The old model answers until the new one is ready.
   * @throws TrainingFailed, ModelNotServed; the old model stays
   */
  async train({ hyperparameters, progress, signal }: TrainOptions = {}): Promise<TrainOutcome> {
    if (this.#training) {
      throw new TrainingFailed('a training is running already.');
    }
    const stop = new AbortController();
    signal?.addEventListener('abort', () => stop.abort());
    this.#training = stop;
    try {
      const start = performance.now();
      const root = join(this.#stateFolder, 'training');
      const counts = await exportTrainingData({
        client: this.#client,
        tables: this.#tables,
        folder: join(root, 'input', 'data'),
        progress: (interactions) => progress?.(0, `exported ${interactions} interactions`),
      });
      const model = await trainModel({
        imageFolder: this.#endpoint.imageFolder,
        root,
        hyperparameters,
        progress,
        signal: stop.signal,
        logFile: join(this.#stateFolder, 'logs', 'train.log'),
      });
      await this.#replace(model);
      return { ...counts, seconds: (performance.now() - start) / 1000 };
    } finally {
      this.#training = undefined;
    }
  }

  async stop(): Promise<void> {
    this.#training?.abort();
    await this.server.stop();
  }

  /** Puts a model folder in the place of the served one, and back when it cannot be served. */
  async #replace(model: string): Promise<void> {
    const root = join(this.#stateFolder, 'model');
    const [place, previous] = [join(root, 'model'), join(root, 'previous')];
    const had = this.server.hasModel();
    mkdirSync(root, { recursive: true });
    rmSync(previous, { recursive: true, force: true });
    if (had) {
      renameSync(place, previous);
    } else {
      rmSync(place, { recursive: true, force: true });
    }
    renameSync(model, place);
    try {
      await this.server.start();
    } catch (error) {
      rmSync(place, { recursive: true, force: true });
      if (had) {
        renameSync(previous, place);
      }
      throw error;
    }
  }
}
