import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { exportTrainingData } from '../data/index.ts';
import { TrainingFailed, trainModel, type ServedEndpoint } from '../emulator/index.ts';

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

export interface ModelLifecycleOptions {
  endpoint: ServedEndpoint;
  stateFolder: string;
  client: DynamoDBClient;
  tables: { userData: string; catalogue: string };
  containerEnvironment(baseFolder: string): Record<string, string>;
}

/** The model of the endpoint: trained from the tables in `training/` of the state folder, then served in place of the last. */
export class ModelLifecycle {
  readonly server: ServedEndpoint['server'];
  readonly #options: ModelLifecycleOptions;
  #training: AbortController | undefined;

  constructor(options: ModelLifecycleOptions) {
    this.#options = options;
    this.server = options.endpoint.server;
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
    signal?.addEventListener('abort', () => stop.abort(), { once: true });
    if (signal?.aborted) {
      stop.abort();
    }
    this.#training = stop;
    const { endpoint, stateFolder, client, tables, containerEnvironment } = this.#options;
    const baseFolder = join(stateFolder, 'training');
    try {
      const start = performance.now();
      const counts = await exportTrainingData({
        client,
        tables,
        folder: join(baseFolder, 'input', 'data'),
        progress: (interactions) => progress?.(0, `exported ${interactions} interactions`),
      });
      const model = await trainModel({
        imageFolder: endpoint.imageFolder,
        baseFolder,
        environment: containerEnvironment(baseFolder),
        hyperparameters,
        progress,
        signal: stop.signal,
        logFile: join(stateFolder, 'logs', 'train.log'),
      });
      await this.server.deploy(model);
      return { ...counts, seconds: (performance.now() - start) / 1000 };
    } finally {
      this.#training = undefined;
    }
  }

  /** Gives up a training that runs. */
  stop(): void {
    this.#training?.abort();
  }
}
