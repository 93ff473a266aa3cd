import { setTimeout as sleep } from 'node:timers/promises';
import type { lambdaService, ServiceModule } from '../../emulator/index.ts';
import type { PublishRequest } from '../../schema/contract/scoring.ts';

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

interface StreamEvent {
  Records: { dynamodb: { Keys: { pk: { S: string } } } }[];
}

/** Milliseconds that a push may be held up, so that later ones overtake it. */
const longestDelay = 500;

/** Records that are delivered again at most. */
const mostAgain = 10;

const killed: Outcome = {
  payload: JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited: signal: killed' }),
  functionError: 'Unhandled',
};

/** A stream of a table as large as on AWS has several shards, each with the records of some users, all in their order. */
const shards = 2;
const shardOf = (userKey: string): number =>
  [...userKey].reduce((sum, character) => sum + character.charCodeAt(0), 0) % shards;

/**
 * Stands between the cloud and its functions. It ends the function that reads the stream after all of its work, before it
 * could say so, or before it did anything, while every third call is left alone; and it holds up pushes. Besides, the
 * records of different users are given to several instances at once, as those of different shards are, and what was done
 * with long ago is delivered again after newer things.
 */
export class FunctionFaults {
  isStriking = false;
  #bug: PushBug | undefined;
  /** How often functions were struck, and how; the last is how often the bug was met. */
  readonly struck = { before: 0, after: 0, heldUp: 0, apart: 0, again: 0, bug: 0 };
  /** The newest records that were dealt with. */
  #done: object[] = [];
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

  async #readStream(...[name, event, context]: Parameters<Invoke>): Promise<Outcome> {
    const moment = this.isStriking ? (['before', 'after', undefined] as const)[this.#calls % 3] : undefined;
    this.#calls += 1;
    if (moment) this.struck[moment] += 1;
    const outcome = moment === 'before' ? undefined : await this.#readShards(name, event, context);
    if (moment || !outcome) return killed;
    await this.#deliverAgain(name, event, context);
    return outcome;
  }

  /** Each shard has an instance of its own, which knows nothing of the others. */
  async #readShards(...[name, event, context]: Parameters<Invoke>): Promise<Outcome> {
    const { Records } = JSON.parse(event) as StreamEvent;
    const ofShards = Array.from({ length: shards }, (_, shard) =>
      Records.filter(({ dynamodb }) => shardOf(dynamodb.Keys.pk.S) === shard),
    ).filter((records) => records.length > 0);
    if (ofShards.length > 1) this.struck.apart += 1;
    const outcomes = await Promise.all(
      ofShards.map((records) => this.#invoke(name, JSON.stringify({ Records: records }), context)),
    );
    const failed = outcomes.find(({ functionError }) => functionError !== undefined);
    if (failed) return failed;
    const batchItemFailures = outcomes.flatMap(
      ({ payload }) => (JSON.parse(payload) as { batchItemFailures?: object[] } | null)?.batchItemFailures ?? [],
    );
    return { ...outcomes[0], payload: JSON.stringify({ batchItemFailures }) };
  }

  /**
   * The newest records from before this batch: a shard whose reader changed goes on from where the old one was known to
   * be. What they say is known already.
   */
  async #deliverAgain(...[name, event, context]: Parameters<Invoke>): Promise<void> {
    const before = this.#done;
    this.#done = [...before, ...(JSON.parse(event) as StreamEvent).Records].slice(-mostAgain);
    if (before.length === 0) return;
    this.struck.again += 1;
    await this.#invoke(name, JSON.stringify({ Records: before }), context);
  }

  async #push(...[name, event, context]: Parameters<Invoke>): Promise<Outcome> {
    if (this.isStriking) {
      this.struck.heldUp += 1;
      await sleep(this.#random() * longestDelay);
    }
    const request = JSON.parse(event) as PublishRequest;
    if (request.list.userId !== this.#bug?.userId) return this.#invoke(name, event, context);
    this.struck.bug += 1;
    if (this.#bug.goTo === null) return { payload: 'null' };
    const misled: PublishRequest = { ...request, list: { ...request.list, userId: this.#bug.goTo } };
    return this.#invoke(name, JSON.stringify(misled), context);
  }
}
