import { isPassing, RequestRefused } from '../errors.ts';
import { pauseBefore } from '../transport/pauses.ts';

/** What the connection passes on of a subscription. */
export interface ChannelListener {
  /** What a push carries. */
  data(payload: unknown): void;
  /** The subscription is open: for the first time, or again on a new connection. */
  opened(): void;
  /** The service refused it; nothing more comes. */
  refused(reason: RequestRefused): void;
}

/** Messages of AppSync's real-time protocol, in both directions. */
export interface RealtimeMessage {
  type: string;
  id?: string;
  payload?: {
    data?: unknown;
    errors?: { errorType?: string | null; errorCode?: number; message: string }[];
    connectionTimeoutMs?: number;
  };
}

/** How a channel reaches the connection of the moment. */
export interface Wire {
  /** Starts a subscription under an id. */
  start(id: string, query: string): void;
  stop(id: string): void;
}

/** Names channels of one page apart. */
let started = 0;

/**
 * One subscription, whatever connection it is on. It is renewed by subscribing again on the same connection, the new one
 * before the old is stopped, so that no push falls in between.
 */
export class Channel {
  readonly #query: string;
  readonly #listener: ChannelListener;
  readonly #renewalMilliseconds: number;
  /** The id that pushes are taken from, and the one that waits to take its place. */
  #open: string | undefined;
  #asked: string | undefined;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  /** How often in a row the service was too busy to open it. */
  #refusals = 0;

  constructor(query: string, listener: ChannelListener, renewalMilliseconds: number) {
    this.#query = query;
    this.#listener = listener;
    this.#renewalMilliseconds = renewalMilliseconds;
  }

  /** Subscribes on a connection that is ready. */
  start(wire: Wire): void {
    this.#asked = `subscription-${(started += 1)}`;
    wire.start(this.#asked, this.#query);
  }

  /** @returns whether the subscription has ended for good */
  receive({ type, id, payload }: RealtimeMessage, wire: Wire): boolean {
    if (type === 'data' && id === this.#open) {
      this.#listener.data(payload?.data);
    } else if (type === 'start_ack' && id === this.#asked) {
      const previous = this.#open;
      [this.#open, this.#asked] = [id, undefined];
      this.#refusals = 0;
      this.#renewal = setTimeout(() => this.start(wire), this.#renewalMilliseconds);
      if (previous === undefined) this.#listener.opened();
      else wire.stop(previous);
    } else if (type === 'error' && id === this.#asked) {
      this.#asked = undefined;
      const [error] = payload?.errors ?? [];
      if (isPassing(error?.errorType ?? '')) {
        this.#renewal = setTimeout(() => this.start(wire), pauseBefore(this.#refusals));
        this.#refusals += 1;
        return false;
      }
      this.end(wire);
      this.#listener.refused(
        new RequestRefused(
          error?.errorType ?? 'SubscriptionRefused',
          error?.message ?? 'The subscription was refused.',
        ),
      );
      return true;
    } else if (type === 'complete' && id === this.#open) {
      // The service ended it by itself.
      this.lose();
      this.start(wire);
    }
    return false;
  }

  /** Forgets the connection: it is gone. */
  lose(): void {
    clearTimeout(this.#renewal);
    [this.#open, this.#asked] = [undefined, undefined];
  }

  /** Ends the subscription on its connection. */
  end(wire: Wire): void {
    for (const id of [this.#open, this.#asked]) if (id !== undefined) wire.stop(id);
    this.lose();
  }

  refuse(reason: RequestRefused): void {
    this.lose();
    this.#listener.refused(reason);
  }
}
