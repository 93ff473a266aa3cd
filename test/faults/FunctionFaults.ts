import { setTimeout as sleep } from 'node:timers/promises';
import type { lambdaService, ServiceModule } from '../../emulator/index.ts';

type Functions = typeof lambdaService extends ServiceModule<infer Running> ? Running : never;
type Invoke = Functions['invoke'];
type Outcome = Awaited<ReturnType<Invoke>>;

/** A bug planted between the workflow and its last step. */
export interface PushBug {
  /** Lists of this user … */
  userId: string;
  /** … go to that one, or to nobody. */
  goTo: string | null;
}

/** Milliseconds that a push may be held up, so that later ones overtake it. */
const longestDelay = 500;

const killed: Outcome = {
  payload: JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited: signal: killed' }),
  functionError: 'Unhandled',
};

/**
 * Stands between the cloud and its functions. It ends the function that reads the stream after all of its work, before it
 * could say so, or before it did anything, while every third call is left alone; and it holds up pushes.
 */
export class FunctionFaults {
  isStriking = false;
  #bug: PushBug | undefined;
  /** How often functions were struck, and how; the last is how often the bug was met. */
  readonly struck = { before: 0, after: 0, heldUp: 0, bug: 0 };
  readonly #invoke: Invoke;
  readonly #random: () => number;
  #calls = 0;

  /** @param random numbers from 0 to 1, the same ones for the same seed */
  constructor(functions: Functions, random: () => number) {
    this.#invoke = functions.invoke.bind(functions);
    this.#random = random;
    functions.invoke = (name, event, context) => {
      if (event.includes('"eventSource":"aws:dynamodb"')) return this.#readStream(name, event, context);
      if (/publish/i.test(name)) return this.#push(name, event, context);
      return this.#invoke(name, event, context);
    };
  }

  /** Plants a bug, or takes out the one that is there. */
  plant(bug: PushBug | undefined): void {
    this.#bug = bug;
    this.struck.bug = 0;
  }

  async #readStream(...call: Parameters<Invoke>): Promise<Outcome> {
    if (!this.isStriking) return this.#invoke(...call);
    const moment = (['before', 'after', undefined] as const)[this.#calls % 3];
    this.#calls += 1;
    if (moment) this.struck[moment] += 1;
    const outcome = moment === 'before' ? undefined : await this.#invoke(...call);
    return moment || !outcome ? killed : outcome;
  }

  async #push(...[name, event, context]: Parameters<Invoke>): Promise<Outcome> {
    if (this.isStriking) {
      this.struck.heldUp += 1;
      await sleep(this.#random() * longestDelay);
    }
    const list = JSON.parse(event) as { userId: string };
    if (list.userId !== this.#bug?.userId) return this.#invoke(name, event, context);
    this.struck.bug += 1;
    if (this.#bug.goTo === null) return { payload: 'null' };
    return this.#invoke(name, JSON.stringify({ ...list, userId: this.#bug.goTo }), context);
  }
}
