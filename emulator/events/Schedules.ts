import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ServiceError } from '../gateway/index.ts';
import type { Delivery, ScheduledRule } from './ScheduledRule.ts';

export interface SchedulesOptions {
  /** Where it is remembered since when each rule is there. */
  file: string;
  rules: ScheduledRule[];
  deliver: Delivery;
  log(line: string): void;
  /** Milliseconds. */
  now: number;
}

const tickInterval = 1000;

/** Fires rules when they are due, and when they are told to. */
export class Schedules {
  readonly #options: SchedulesOptions;
  /** When each rule was first seen, by ARN: rates count from there, across restarts. */
  readonly #since: Record<string, number>;
  readonly #due = new Map<ScheduledRule, number | undefined>();
  readonly #deliveries = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SchedulesOptions) {
    this.#options = options;
    const { file, rules, now } = options;
    this.#since = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
    for (const rule of rules) {
      this.#since[rule.arn] ??= now;
      this.#plan(rule, now);
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(this.#since));
    renameSync(`${file}.new`, file);
  }

  /** From here on the clock fires rules. */
  start(): void {
    this.#timer = setInterval(() => this.tick(), tickInterval).unref();
  }

  /** Every rule, with the next moment that it is due. Milliseconds. */
  all(): (ScheduledRule & { due: number | undefined })[] {
    return this.#options.rules.map((rule) => ({ ...rule, due: this.#due.get(rule) }));
  }

  /** Fires what is due; what was missed while the machine slept fires once. @param now milliseconds */
  tick(now = Date.now()): void {
    for (const [rule, due] of this.#due) {
      if (due !== undefined && due <= now) {
        this.#plan(rule, now);
        void this.#fire(rule, due);
      }
    }
  }

  /**
   * Fires a rule now, enabled or not. Resolves when its targets have taken it.
   * @throws ServiceError (ResourceNotFoundException)
   */
  async fire(arn: string): Promise<void> {
    const rule = this.#options.rules.find((one) => one.arn === arn);
    if (!rule) {
      throw new ServiceError('ResourceNotFoundException', `Rule ${arn} does not exist.`);
    }
    await this.#fire(rule, Date.now());
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#deliveries);
  }

  #plan(rule: ScheduledRule, now: number): void {
    this.#due.set(rule, rule.isEnabled ? rule.schedule(now, this.#since[rule.arn]!) : undefined);
  }

  /** A target that fails does not keep the others from their event. */
  async #fire(rule: ScheduledRule, moment: number): Promise<void> {
    const { deliver, log } = this.#options;
    const delivered = rule.targets.map(async (target) => {
      try {
        await deliver(rule, target, moment);
      } catch (error) {
        log(`${rule.arn} cannot reach ${target.arn}: ${(error as Error).name}: ${(error as Error).message}`);
      }
    });
    const all = Promise.all(delivered).then(() => undefined);
    this.#deliveries.add(all);
    await all.finally(() => this.#deliveries.delete(all));
  }
}
