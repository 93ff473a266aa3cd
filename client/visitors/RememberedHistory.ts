import type {
  HistoryEntryInput,
  RecordInteractionInput,
  RecordInteractionsMutation,
} from '../../schema/generated/operations/graphql.ts';
import type { RecordedInteraction } from '../interactions/InteractionQueue.ts';
import type { QueueStorage } from '../interactions/QueueStorage.ts';

type Context = NonNullable<
  NonNullable<RecordInteractionsMutation['recordInteractions']['results'][number]['interaction']>['context']
>;

/** What the service takes in one request. */
const mostEntries = 50;

/**
 * What a visitor who is nobody did, newest first. It is kept by the page and nowhere else; only the item, the kind of
 * interaction, its value and its time ever leave, with a question.
 */
export class RememberedHistory {
  readonly #storage: QueueStorage;
  readonly #listeners = new Set<() => void>();
  #entries: HistoryEntryInput[];

  constructor(storage: QueueStorage) {
    this.#storage = storage;
    // Another program may have written something else there, which the service would refuse for ever.
    this.#entries = storage
      .read()
      .filter((entry) => typeof entry?.itemId === 'string' && typeof entry.eventType === 'string')
      .map(toEntry);
  }

  get entries(): HistoryEntryInput[] {
    return this.#entries;
  }

  /** Impressions are not remembered: fifty of them would crowd out what the visitor chose. */
  add(input: RecordInteractionInput): RecordedInteraction {
    const timestamp = input.timestamp ?? new Date().toISOString();
    const { itemId, eventType, eventValue, sessionId, recommendationId, context, properties } = input;
    if (eventType !== 'IMPRESSION') this.#replace([toEntry({ ...input, timestamp }), ...this.#entries]);
    return {
      userId: null,
      itemId,
      eventType,
      eventValue: eventValue ?? null,
      eventId: input.eventId ?? crypto.randomUUID(),
      timestamp,
      recordedAt: timestamp,
      sessionId: sessionId ?? null,
      recommendationId: recommendationId ?? null,
      position: input.position ?? null,
      context: (context ?? null) as Context | null,
      properties: properties ?? null,
    };
  }

  forget(): void {
    this.#replace([]);
  }

  /** @returns what ends it */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #replace(entries: HistoryEntryInput[]): void {
    this.#entries = entries.slice(0, mostEntries);
    this.#storage.write(this.#entries);
    this.#listeners.forEach((listener) => listener());
  }
}

function toEntry({ itemId, eventType, eventValue, timestamp }: HistoryEntryInput): HistoryEntryInput {
  return { itemId, eventType, timestamp, ...(eventValue === null || eventValue === undefined ? {} : { eventValue }) };
}
