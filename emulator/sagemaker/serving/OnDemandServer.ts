import { ModelNotServed } from '../errors.ts';
import type { ModelAnswer, ModelServer } from './ModelServer.ts';

/**
 * A model server that runs while it is asked: a serverless endpoint gives its memory back when nobody has asked for a
 * while, and the next request waits for its start.
 */
export class OnDemandServer {
  readonly #server: ModelServer;
  readonly #idle: number;
  #starting: Promise<void> | undefined;
  #asking = 0;
  #isHeld = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param idle milliseconds without a request after which it ends */
  constructor(server: ModelServer, idle: number) {
    this.#server = server;
    this.#idle = idle;
  }

  get process(): ModelServer {
    return this.#server;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Stops it, also for those who ask, until `release`. */
  async hold(): Promise<void> {
    this.#isHeld = true;
    await this.stop();
  }

  /** @throws ModelNotServed */
  async release(): Promise<void> {
    this.#isHeld = false;
    await this.start();
  }

  /** @throws ModelNotServed */
  async start(): Promise<void> {
    clearTimeout(this.#timer);
    this.#starting ??= this.#server.start().finally(() => (this.#starting = undefined));
    await this.#starting;
    this.#endWhenIdle();
  }

  /** @throws ModelNotServed when it does not start */
  async invoke(headers: Record<string, string>, body: Buffer): Promise<ModelAnswer> {
    if (this.#isHeld) throw new ModelNotServed('it is held');
    this.#asking += 1;
    clearTimeout(this.#timer);
    try {
      if (!this.#server.isRunning) await this.start();
      return await this.#server.invoke(headers, body);
    } finally {
      this.#asking -= 1;
      this.#endWhenIdle();
    }
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#starting?.catch(() => undefined);
    clearTimeout(this.#timer);
    await this.#server.stop();
  }

  #endWhenIdle(): void {
    clearTimeout(this.#timer);
    if (this.#asking === 0) {
      this.#timer = setTimeout(() => void this.#server.stop(), this.#idle).unref();
    }
  }
}
