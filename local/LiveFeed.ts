import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { findStream, ShardReader, type EngineClient, type StreamRecord } from '../emulator/dynamodb/index.ts';
import { impressionPrefix, interactionPrefix, storedListPrefix } from '../schema/contract/keys.ts';

/** Something that happened, as the console shows it. */
export interface FeedEntry {
  /** Goes up by one from entry to entry. */
  number: number;
  kind: 'INTERACTION' | 'LIST';
  at: string;
  userId: string;
  /** Of an interaction. */
  itemId?: string;
  eventType?: string;
  /** Of a list that was made and stored. */
  placement?: string;
  modelVersion?: string;
}

export interface LiveFeedOptions {
  client: DynamoDBClient;
  engineClient: EngineClient;
  /** The user data table. */
  tableName: string;
}

const mostEntries = 200;
const mostRecordsPerRead = 1000;

type Image = Record<string, { S?: string } | undefined>;

/**
 * The newest of what people did and of the lists that were made for them, read from the stream of the user data table
 * for as long as somebody asks. docs/decisions/2026-11-28-the-live-feed-is-local.md says why no deployment has it.
 */
export class LiveFeed {
  readonly #options: LiveFeedOptions;
  readonly #entries: FeedEntry[] = [];
  readonly #iterators = new Map<string, string | undefined>();
  #engineArn: string | undefined;
  #reader: ShardReader | undefined;
  #number = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(options: LiveFeedOptions) {
    this.#options = options;
  }

  /** What came after an entry, oldest first; of what is older than the newest two hundred nothing. */
  async after(number: number): Promise<FeedEntry[]> {
    // One reader at a time: each iterator is followed once.
    this.#reading = this.#reading.then(
      () => this.#read(),
      () => this.#read(),
    );
    await this.#reading;
    return this.#entries.filter((entry) => entry.number > number);
  }

  async #read(): Promise<void> {
    const { client, engineClient, tableName } = this.#options;
    const engineArn = await findStream(client, tableName);
    const isFirst = this.#engineArn === undefined;
    if (engineArn !== this.#engineArn) {
      this.#engineArn = engineArn ?? this.#engineArn;
      this.#iterators.clear();
      this.#reader =
        engineArn === undefined
          ? undefined
          : new ShardReader({ engine: engineClient, engineArn, streamArn: engineArn, region: 'local' });
    }
    if (!this.#reader) return;
    for (const { ShardId: id } of await this.#reader.shards()) {
      // What was before the first look is no news; a shard that comes later is read from its begin.
      if (!this.#iterators.has(id)) {
        this.#iterators.set(id, await this.#reader.iterator(id, { at: isFirst ? 'LATEST' : 'TRIM_HORIZON' }));
      }
      await this.#follow(this.#reader, id);
    }
  }

  async #follow(reader: ShardReader, id: string): Promise<void> {
    for (let iterator = this.#iterators.get(id); iterator !== undefined;) {
      const { records, next } = await reader.read(iterator, mostRecordsPerRead);
      this.#iterators.set(id, next);
      for (const record of records) this.#take(record);
      if (records.length < mostRecordsPerRead) return;
      iterator = next;
    }
  }

  #take({ eventName, dynamodb }: StreamRecord): void {
    const image = (dynamodb.NewImage ?? {}) as Image;
    const text = (name: string): string => image[name]?.S ?? '';
    const sortKey = text('sk');
    const isInteraction = sortKey.startsWith(interactionPrefix) || sortKey.startsWith(impressionPrefix);
    const isList = sortKey.startsWith(storedListPrefix);
    if (eventName === 'REMOVE' || (isInteraction && eventName !== 'INSERT') || !(isInteraction || isList)) return;
    this.#number += 1;
    this.#entries.push({
      number: this.#number,
      userId: text('userId'),
      ...(isList
        ? {
            kind: 'LIST',
            at: text('generatedAt'),
            placement: text('placement'),
            modelVersion: text('modelVersion'),
          }
        : { kind: 'INTERACTION', at: text('recordedAt'), itemId: text('itemId'), eventType: text('eventType') }),
    });
    if (this.#entries.length > mostEntries) this.#entries.shift();
  }
}
