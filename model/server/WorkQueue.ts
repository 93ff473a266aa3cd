/** One request's work, cut into steps (a step per list), so that a large batch does not hold up the others. */
export interface Work {
  /** Steps that are left; counted against the queue's limit. */
  readonly steps: number;
  /** Does one step; returns false after the last. Must not throw. */
  next(): boolean;
}

/**
 * Runs work one step at a time between the turns of the event loop. Waiting work is bounded: beyond the limit it is
 * refused at once, because an answer that comes after the caller's time-out costs as much as one that is used.
 */
export class WorkQueue {
  readonly #limit: number;
  readonly #waiting: Work[] = [];
  #steps = 0;
  #isScheduled = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** False when the queue is full. Work larger than the whole limit is taken when nothing waits. */
  offer(work: Work): boolean {
    if (this.#steps > 0 && this.#steps + work.steps > this.#limit) return false;
    this.#steps += work.steps;
    this.#waiting.push(work);
    this.#schedule();
    return true;
  }

  #schedule(): void {
    if (this.#isScheduled || this.#waiting.length === 0) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      const work = this.#waiting.shift() as Work;
      const before = work.steps;
      if (work.next()) this.#waiting.push(work);
      this.#steps -= before - work.steps;
      this.#schedule();
    });
  }
}
