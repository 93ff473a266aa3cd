import { InvalidInvocationError, parseInvocationRequest } from '../contract/index.ts';
import type { InvocationFailure, InvocationResponse } from '../contract/index.ts';
import type { Ranker } from '../ranking/Ranker.ts';
import { UnknownItemError } from '../ranking/UnknownItemError.ts';
import type { Outlet } from './InvocationWork.ts';
import type { Work } from './WorkQueue.ts';

/** The media type that SageMaker names JSON Lines by. */
export const jsonLinesType = 'application/jsonlines';

/**
 * A body of JSON Lines, as Batch Transform sends it: one request a line and one answer a line, in the same order. A line
 * that cannot be answered gets its failure for an answer and costs the others nothing. Empty lines get none.
 */
export class JsonLinesWork implements Work {
  readonly #ranker: Ranker;
  readonly #lines: readonly string[];
  readonly #outlet: Outlet;
  readonly #answers: string[] = [];
  #left: number;

  constructor(ranker: Ranker, body: string, outlet: Outlet) {
    this.#ranker = ranker;
    this.#lines = body.split('\n').filter((line) => line.trim() !== '');
    this.#outlet = outlet;
    // A body without lines still takes a step, in which it is answered.
    this.#left = Math.max(1, this.#lines.length);
  }

  get steps(): number {
    return this.#left;
  }

  next(): boolean {
    if (this.#outlet.isGone()) {
      this.#left = 0;
      return false;
    }
    const line = this.#lines[this.#answers.length];
    if (line !== undefined) this.#answers.push(`${JSON.stringify(this.#answer(line))}\n`);
    this.#left -= 1;
    if (this.#left > 0) return true;
    this.#outlet.answer(this.#answers.join(''));
    return false;
  }

  #answer(line: string): InvocationResponse | { responses: InvocationResponse[] } | InvocationFailure {
    try {
      const request = parseInvocationRequest(JSON.parse(line));
      return 'requests' in request
        ? { responses: request.requests.map((one) => this.#ranker.answer(one)) }
        : this.#ranker.answer(request);
    } catch (error) {
      if (error instanceof SyntaxError) return failure('INVALID_REQUEST', 'The line must be JSON.');
      if (error instanceof InvalidInvocationError) return failure('INVALID_REQUEST', error.message);
      if (error instanceof UnknownItemError) return failure('UNKNOWN_ITEM', error.message);
      this.#outlet.logError(error);
      return failure('INTERNAL', 'The model server failed on this request.');
    }
  }
}

function failure(code: InvocationFailure['error']['code'], message: string): InvocationFailure {
  return { error: { code, message } };
}
