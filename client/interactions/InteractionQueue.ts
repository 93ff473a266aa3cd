import type { RecordInteractionInput, RecordInteractionsMutation } from '../../schema/generated/operations/graphql.ts';
import { ClientClosed, InteractionRejected, QueueFull, RequestRefused, ServiceUnreachable } from '../errors.ts';
import { isOnline, onNetwork } from '../transport/onNetwork.ts';
import { pauseBefore } from '../transport/pauses.ts';
import type { QueueStorage } from './QueueStorage.ts';

type Result = RecordInteractionsMutation['recordInteractions']['results'][number];
/** An interaction as the service stored it; of a visitor who is nobody, as the page remembers it, without a user. */
export type RecordedInteraction = Omit<NonNullable<Result['interaction']>, 'userId'> & { userId: string | null };

export interface InteractionQueueOptions {
  /** One request with 1 to 25 interactions; answers one outcome for each. */
  send(inputs: RecordInteractionInput[], keepalive: boolean): Promise<Result[]>;
  storage: QueueStorage;
  /** Tells how many wait. */
  onSize(size: number): void;
  /** How many may wait. @defaultValue 1000 */
  limit?: number;
}

interface Entry {
  input: RecordInteractionInput;
  /** Absent for what an earlier page left behind. */
  settle?: { resolve(interaction: RecordedInteraction): void; reject(reason: unknown): void };
}

/** What the service takes in one request. */
const batchSize = 25;
/** How long an interaction waits for others to share its request; impressions, which hurry nobody, wait longer. */
const gathering = { interaction: 20, impression: 1000 };

/**
 * Sends interactions in order and in batches, keeps them while nothing answers, and repeats them by their `eventId`,
 * which the service records once however often it is sent.
 */
export class InteractionQueue {
  readonly #options: InteractionQueueOptions;
  readonly #stopListening: () => void;
  #waiting: Entry[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = Infinity;
  #sending: Promise<void> | undefined;
  #failures = 0;
  #closed = false;

  constructor(options: InteractionQueueOptions) {
    this.#options = options;
    this.#waiting = options.storage.read().map((input) => ({ input }));
    this.#stopListening = onNetwork((online) => online && this.#schedule(0));
    options.onSize(this.#waiting.length);
    if (this.#waiting.length > 0) this.#schedule(0);
  }

  /**
   * Takes an interaction to send; gives it an `eventId` and a `timestamp` when it has none. Resolves when the service
   * has it, however long that takes.
   * @throws InteractionRejected, RequestRefused, QueueFull, ClientClosed
   */
  add(input: RecordInteractionInput): Promise<RecordedInteraction> {
    const { limit = 1000 } = this.#options;
    if (this.#closed) return Promise.reject(new ClientClosed());
    if (this.#waiting.length >= limit) return Promise.reject(new QueueFull(limit));
    const complete = {
      ...input,
      eventId: input.eventId ?? crypto.randomUUID(),
      timestamp: input.timestamp ?? new Date().toISOString(),
    };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input: complete, settle: { resolve, reject } });
      this.#changed();
      if (this.#failures === 0) {
        this.#schedule(input.eventType === 'IMPRESSION' ? gathering.impression : gathering.interaction);
      }
    });
  }

  /** Sends what waits now. Resolves when it was tried once, whatever came of it. */
  async flush(keepalive = false): Promise<void> {
    this.#dueAt = Infinity;
    clearTimeout(this.#timer);
    await this.#sending;
    this.#sending ??= this.#sendAll(keepalive).finally(() => (this.#sending = undefined));
    await this.#sending;
  }

  /** Sends nothing more; what waits stays in the storage. */
  close(): void {
    this.#closed = true;
    this.#stopListening();
    clearTimeout(this.#timer);
    for (const { settle } of this.#waiting) settle?.reject(new ClientClosed());
    this.#waiting = [];
  }

  /** The earliest of what was asked for counts. */
  #schedule(milliseconds: number): void {
    const dueAt = Date.now() + milliseconds;
    if (this.#closed || dueAt >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => void this.flush(), milliseconds);
  }

  async #sendAll(keepalive: boolean): Promise<void> {
    // A device that knows to be offline says when that ends.
    while (this.#waiting.length > 0 && !this.#closed && isOnline()) {
      const batch = this.#waiting.slice(0, batchSize);
      const left = await this.#sendBatch(batch, keepalive);
      if (this.#closed) return;
      this.#waiting = [...left, ...this.#waiting.slice(batch.length)];
      this.#changed();
      if (left.length > 0) {
        this.#schedule(pauseBefore(this.#failures));
        this.#failures += 1;
        return;
      }
      this.#failures = 0;
    }
  }

  /** Answers the entries that are to be sent again. */
  async #sendBatch(batch: Entry[], keepalive: boolean): Promise<Entry[]> {
    try {
      const results = await this.#options.send(
        batch.map(({ input }) => input),
        keepalive,
      );
      return batch.filter((entry, index) => !settled(entry, results[index]));
    } catch (error) {
      if (!(error instanceof RequestRefused)) {
        // Whoever gives tokens may be away as well: nothing is thrown away for it.
        if (!(error instanceof ServiceUnreachable)) console.warn('recsync: interactions wait, because', error);
        return batch;
      }
      if (batch.length === 1 || error.isAboutCredentials) {
        batch.forEach(({ settle }) => settle?.reject(error));
        return [];
      }
      // One entry can make the whole request unreadable; alone, it hinders no other.
      const left: Entry[] = [];
      for (const entry of batch) left.push(...(await this.#sendBatch([entry], keepalive)));
      return left;
    }
  }

  #changed(): void {
    this.#options.storage.write(this.#waiting.map(({ input }) => input));
    this.#options.onSize(this.#waiting.length);
  }
}

/** Tells the caller what became of the entry; false when it is to be sent again. */
function settled({ settle }: Entry, result: Result | undefined): boolean {
  if (result?.outcome === 'REJECTED') {
    settle?.reject(
      new InteractionRejected(result.errorType ?? 'Rejected', result.message ?? 'The interaction was refused.'),
    );
    return true;
  }
  if (!result?.interaction) return false;
  settle?.resolve(result.interaction);
  return true;
}
