import { readTrainingRequest } from './trainingRequest.ts';

/** A training that failed is tried again after this time, and only with new data. Milliseconds. */
const retryPause = 30_000;

/**
 * Says when to train: on each request once, and again while it has led to no model and there are new data. So a shop
 * that cannot be trained yet gets its model when there is enough.
 */
export class TrainingSchedule {
  readonly #stateFolder: string;
  readonly #now: () => number;
  #failed: { request: string; at: number; hasNewData: boolean } | undefined;

  constructor(stateFolder: string, now = Date.now) {
    this.#stateFolder = stateFolder;
    this.#now = now;
  }

  /** The request that is to be tried now, or undefined. */
  get due(): string | undefined {
    const request = readTrainingRequest(this.#stateFolder);
    if (request === undefined || request !== this.#failed?.request) return request;
    return this.#failed.hasNewData && this.#now() - this.#failed.at >= retryPause ? request : undefined;
  }

  /** Something was written to a table. */
  noteWrite(): void {
    if (this.#failed) this.#failed.hasNewData = true;
  }

  /** The training that a request asked for has failed. */
  noteFailure(request: string): void {
    this.#failed = { request, at: this.#now(), hasNewData: false };
  }
}
