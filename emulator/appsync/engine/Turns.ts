/** Lets so many pieces of work run at a time; the others wait in order. */
export class Turns {
  readonly #waiting: { start(): void; refuse(reason: Error): void }[] = [];
  #free: number;
  #closed: Error | undefined;

  constructor(most: number) {
    this.#free = most;
  }

  /** Runs the work when it is its turn. Rejects when the turns were closed before. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw this.#closed;
    if (this.#free === 0) await new Promise<void>((start, refuse) => this.#waiting.push({ start, refuse }));
    else this.#free -= 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next.start();
      else this.#free += 1;
    }
  }

  /** Nothing that waits, or comes later, is started. */
  close(reason: Error): void {
    this.#closed = reason;
    this.#waiting.splice(0).forEach(({ refuse }) => refuse(reason));
  }
}
