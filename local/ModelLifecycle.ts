import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EndpointProcess } from '../emulator/index.ts';
import {
  LiveModelDocument,
  RequestTrainingDocument,
  TrainingRunDocument,
  TrainingRunsDocument,
} from '../schema/generated/client/graphql.ts';
import type { RequestTrainingInput, TrainingRun } from '../schema/generated/types.ts';
import { OperationRefused, TrainingFailed } from './errors.ts';
import { postOperation } from './postOperation.ts';

export interface TrainOptions {
  settings?: RequestTrainingInput;
  progress?(message: string): void;
  /** Ends the waiting; the training goes on, as it does on AWS, also at the next start. */
  signal?: AbortSignal;
}

export interface TrainOutcome {
  modelVersion: string;
  interactions: number;
  items: number;
  seconds: number;
}

export interface ModelLifecycleOptions {
  graphqlUrl: string;
  /** A token of the group `admin`. */
  adminToken(): Promise<string>;
  logFolder: string;
  /** What answers for an endpoint here. */
  processOf(endpointName: string): EndpointProcess | undefined;
}

/** How often a run is asked where it is. Milliseconds. */
const pollInterval = 500;

/** The models of the local cloud: trained by its own training workflow, asked for and watched as an admin would. */
export class ModelLifecycle {
  readonly #options: ModelLifecycleOptions;

  constructor(options: ModelLifecycleOptions) {
    this.#options = options;
  }

  /** The version that answers, with its endpoint; undefined before the first model. */
  async live(): Promise<{ modelVersion: string; endpointName: string } | undefined> {
    const { liveModel } = await postOperation(await this.#admin(), LiveModelDocument, {});
    return liveModel?.champion;
  }

  /** The process that answers for the live version. */
  async process(): Promise<EndpointProcess | undefined> {
    const live = await this.live();
    return live && this.#options.processOf(live.endpointName);
  }

  /**
   * Has a model trained on what the tables hold, and waits until it is live. One that is being trained already is waited
   * for instead.
   * @throws TrainingFailed with the reason of the run; the old model stays
   */
  async train({ settings = {}, progress, signal }: TrainOptions = {}): Promise<TrainOutcome> {
    const started = performance.now();
    const runId = await this.#request(settings);
    for (;;) {
      signal?.throwIfAborted();
      const { trainingRun: run } = await postOperation(await this.#admin(), TrainingRunDocument, { runId });
      if (run && run.status !== 'RUNNING') {
        return outcomeOf(run as TrainingRun, (performance.now() - started) / 1000);
      }
      progress?.(await this.#describe(runId, run as TrainingRun | null));
      await sleep(pollInterval, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @returns the run to wait for */
  async #request(settings: RequestTrainingInput): Promise<string> {
    try {
      const { requestTraining } = await postOperation(await this.#admin(), RequestTrainingDocument, {
        input: settings,
      });
      return requestTraining.runId;
    } catch (error) {
      if (!(error instanceof OperationRefused) || error.errorType !== 'TrainingInProgress') throw error;
      const { trainingRuns } = await postOperation(await this.#admin(), TrainingRunsDocument, { limit: 1 });
      const [running] = trainingRuns.items;
      if (!running) throw error;
      return running.runId;
    }
  }

  /** Where a run is; for the training itself how far, from its log. */
  async #describe(runId: string, run: TrainingRun | null): Promise<string> {
    const stage = run?.stages.at(-1)?.stage;
    if (stage === undefined) return 'starting';
    const name = stage.toLowerCase().replaceAll('_', ' ');
    if (stage !== 'TRAIN') return name;
    const log = join(this.#options.logFolder, `training-job-recsync-${runId}.log`);
    const lines = existsSync(log) ? await readFile(log, 'utf8') : '';
    const [, fraction, message = ''] = [...lines.matchAll(/progress=([0-9.]+);[ \t]*(.*)/g)].at(-1) ?? [];
    if (fraction === undefined) return name;
    return `${name} ${Math.floor(Number(fraction) * 100)} %${message === '' ? '' : `, ${message}`}`;
  }

  async #admin(): Promise<{ url: string; token: string }> {
    return { url: this.#options.graphqlUrl, token: await this.#options.adminToken() };
  }
}

function outcomeOf({ status, reason, modelVersion, dataReport }: TrainingRun, seconds: number): TrainOutcome {
  if (status !== 'PROMOTED' || !modelVersion || !dataReport) {
    throw new TrainingFailed(status, reason ?? 'no reason was given.');
  }
  return { modelVersion, seconds, interactions: dataReport.interactions, items: dataReport.items };
}
