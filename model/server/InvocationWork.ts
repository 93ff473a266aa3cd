import type { InvocationFailure, InvocationRequest, InvocationResponse } from '../contract/index.ts';
import type { Ranker } from '../ranking/Ranker.ts';
import { UnknownItemError } from '../ranking/UnknownItemError.ts';
import type { Work } from './WorkQueue.ts';

/** What becomes of a request's answer. */
export interface Outlet {
  /** Whether nobody waits for it any more. */
  isGone(): boolean;
  answer(text: string): void;
  fail(status: number, code: InvocationFailure['error']['code'], message: string): void;
  /** Told of what went wrong inside. */
  logError(error: unknown): void;
}

/**
 * The lists of one request, one per step. A class and not an object with a getter, because V8 gives every such object a
 * hidden class of its own, which keeps what the getter sees alive until the next full garbage collection.
 */
export class InvocationWork implements Work {
  readonly #ranker: Ranker;
  readonly #requests: readonly InvocationRequest[];
  readonly #isBatch: boolean;
  readonly #outlet: Outlet;
  readonly #responses: InvocationResponse[] = [];
  #left: number;

  constructor(ranker: Ranker, requests: readonly InvocationRequest[], isBatch: boolean, outlet: Outlet) {
    this.#ranker = ranker;
    this.#requests = requests;
    this.#isBatch = isBatch;
    this.#outlet = outlet;
    this.#left = requests.length;
  }

  get steps(): number {
    return this.#left;
  }

  next(): boolean {
    if (this.#outlet.isGone()) {
      this.#left = 0;
      return false;
    }
    const place = this.#requests.length - this.#left;
    try {
      this.#responses.push(this.#ranker.answer(this.#requests[place]));
      this.#left -= 1;
      if (this.#left > 0) return true;
      this.#outlet.answer(JSON.stringify(this.#isBatch ? { responses: this.#responses } : this.#responses[0]));
    } catch (error) {
      this.#left = 0;
      if (error instanceof UnknownItemError) {
        this.#outlet.fail(404, 'UNKNOWN_ITEM', (this.#isBatch ? `requests[${place}]: ` : '') + error.message);
      } else {
        this.#outlet.logError(error);
        this.#outlet.fail(500, 'INTERNAL', 'The model server failed on this request.');
      }
    }
    return false;
  }
}
