import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildProcess } from './ChildProcess.ts';

/** A program that answers requests. */
export interface Supervised {
  child: ChildProcess;
  /** Whether it answers. Rejecting, or taking longer than the signal, counts as no. */
  isHealthy(signal: AbortSignal): Promise<boolean>;
}

/** How a program that hangs is noticed. Milliseconds. */
export interface HealthCheck {
  /** @defaultValue 5000 */
  interval: number;
  /** @defaultValue 2000 */
  patience: number;
  /** Failures in a row after which it is ended: one slow answer on a busy machine is none. @defaultValue 3 */
  failures: number;
}

export interface SupervisorOptions<Running extends Supervised> {
  /** For messages, for example `the model server`. */
  name: string;
  /** Starts the program and resolves when it answers. */
  launch(): Promise<Running>;
  log(line: string): void;
  health?: Partial<HealthCheck>;
}

const [shortestPause, longestPause] = [50, 30_000];

/** Keeps a program answering: one that ended is started again, one that hangs is ended first. */
export class Supervisor<Running extends Supervised> {
  readonly #options: SupervisorOptions<Running>;
  readonly #health: HealthCheck;
  #current: Running | undefined;
  #stopping = false;
  #replacing: Promise<void> = Promise.resolve();

  constructor(options: SupervisorOptions<Running>) {
    this.#options = options;
    this.#health = { interval: 5000, patience: 2000, failures: 3, ...options.health };
  }

  /** The program, or undefined while none runs. */
  get running(): Running | undefined {
    return this.#current?.child.exitCode === undefined ? this.#current : undefined;
  }

  /** Starts one; another that runs already is stopped when the new one answers. @throws what `launch` throws, and the old one goes on */
  async start(): Promise<void> {
    this.#stopping = false;
    await this.#replace();
  }

  /** Stops, and does not start again by itself. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const current = this.#current;
    this.#current = undefined;
    await Promise.all([current?.child.stop(), this.#replacing.catch(() => undefined)]);
  }

  #replace(): Promise<void> {
    this.#replacing = this.#launch();
    return this.#replacing;
  }

  async #launch(): Promise<void> {
    const previous = this.#current;
    const started = await this.#options.launch();
    if (this.#stopping) {
      await started.child.stop();
      return;
    }
    this.#current = started;
    void this.#endWhenHung(started);
    void this.#restartAfter(started);
    await previous?.child.stop();
  }

  #isKept(one: Running): boolean {
    return !this.#stopping && this.#current === one;
  }

  async #restartAfter(one: Running): Promise<void> {
    await one.child.exited;
    const { name, log } = this.#options;
    let pause = shortestPause;
    while (this.#isKept(one)) {
      log(`${name} ended${one.child.lastOutput === '' ? '' : ` (${one.child.lastOutput})`}; starting it again`);
      await sleep(pause, undefined, { ref: false });
      pause = Math.min(longestPause, pause * 4);
      if (this.#isKept(one)) {
        await this.#replace().catch((error: Error) => log(error.message));
      }
    }
  }

  async #endWhenHung(one: Running): Promise<void> {
    const { interval, patience, failures } = this.#health;
    let failed = 0;
    while (failed < failures) {
      await sleep(interval, undefined, { ref: false });
      if (!this.#isKept(one) || one.child.exitCode !== undefined) return;
      const isHealthy = await one.isHealthy(AbortSignal.timeout(patience)).catch(() => false);
      failed = isHealthy ? 0 : failed + 1;
    }
    if (this.#isKept(one)) {
      this.#options.log(`${this.#options.name} does not answer; ending it`);
      one.child.kill();
    }
  }
}
