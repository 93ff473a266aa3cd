import type { FaultyShop } from './FaultyShop.ts';
import type { Listener } from './Listener.ts';
import type { Recorder, Sent } from './Recorder.ts';

/** How far the clocks of people's devices are off, in milliseconds: within what is taken as of now, and hours behind. */
const skews = [0, 0, 240_000, -7_200_000];

/** One user at three clients and a page that follows their list, all of them by numbers from a seed. */
export class Person {
  readonly userId: string;
  readonly clients: readonly Recorder[];
  /** Interactions that were sent. */
  sent = 0;
  readonly #listener: Listener;
  readonly #random: () => number;
  readonly #plainIds: readonly string[];
  readonly #contestedIds: readonly string[];
  #acts = 0;

  private constructor(
    listener: Listener,
    clients: readonly Recorder[],
    random: () => number,
    ids: { plainIds: readonly string[]; contestedIds: readonly string[] },
  ) {
    this.userId = listener.userId;
    this.#listener = listener;
    this.clients = clients;
    this.#random = random;
    this.#plainIds = ids.plainIds;
    this.#contestedIds = ids.contestedIds;
  }

  static async enter(
    shop: FaultyShop,
    userId: string,
    placement: string,
    random: () => number,
    ids: { plainIds: readonly string[]; contestedIds: readonly string[] },
  ): Promise<Person> {
    return new Person(await shop.listenAs(userId, placement), await shop.clientsOf(userId, 3), random, ids);
  }

  /** Something alone, in batches, the same twice at once, different things under one eventId, or what the list led to. */
  async act(): Promise<void> {
    const name = `${this.userId}-${(this.#acts += 1)}`;
    const draw = this.#random();
    const isContested = draw < 0.3 && this.#contestedIds.length > 0;
    const itemIds = isContested ? this.#contestedIds : this.#plainIds;
    const batch =
      draw > 0.7
        ? this.#onList(name)
        : Array.from({ length: 1 + this.#integer(10) }, (_, index) => this.#make(`${name}-${index}`, itemIds));
    this.sent += batch.length;
    const [first, second, third] = this.clients;
    const other = (sent: Sent): Sent => ({ ...this.#make(sent.eventId, itemIds), timestamp: sent.timestamp });
    const acts = isContested
      ? [
          () => Promise.all([first.recordBatch(batch), second.recordBatch(batch.map(other))]),
          () => Promise.all([first.recordBatch(batch), second.record(other(batch[0])), third.record(batch[0])]),
        ]
      : [
          () => Promise.all(batch.map((sent) => first.record(sent))),
          () => first.recordBatch(batch),
          () => Promise.all(this.clients.map((client) => client.recordBatch(batch))),
        ];
    await this.#pick(acts)();
  }

  /** Sees the first items of the list on the page, and chooses some of them. */
  #onList(name: string): Sent[] {
    const { recommendationId, items } = this.#listener.last!;
    return items.slice(0, 3).flatMap(({ itemId }, position) => {
      const act = (eventType: Sent['eventType'], eventValue?: number): Sent => ({
        ...this.#make(`${name}-${position}-${eventType}`, [itemId]),
        ...{ eventType, eventValue, recommendationId, position },
      });
      return [act('IMPRESSION'), ...this.#pick([[], [act('CLICK')], [act('CLICK'), act('PURCHASE', 3)]])];
    });
  }

  #make(eventId: string, itemIds: readonly string[]): Sent {
    return {
      itemId: this.#pick(itemIds),
      eventType: this.#pick(['VIEW', 'LIKE', 'PURCHASE']),
      eventId,
      timestamp: new Date(Date.now() - this.#integer(60_000) + this.#pick(skews)).toISOString(),
    };
  }

  #integer(below: number): number {
    return Math.floor(this.#random() * below);
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#integer(values.length)];
  }
}
