import type { Shard, ShardReader, Start, StreamRecord } from '../dynamodb/index.ts';
import { BatchProcessor } from './BatchProcessor.ts';
import { compileFilter } from './compileFilter.ts';
import type { EventSourceMapping } from './EventSourceMapping.ts';
import type { StreamPositions } from './StreamPositions.ts';

export interface StreamPollerOptions {
  mapping: EventSourceMapping;
  /** The engine's ARN of the table's stream, or undefined while it is switched off. */
  findStream(): Promise<string | undefined>;
  createReader(engineArn: string): ShardReader;
  positions: StreamPositions;
  invoke(event: string): Promise<{ payload: string; functionError?: string }>;
  sendToQueue(arn: string, body: string): void;
  /** Told how old the last record of each batch is. Milliseconds. */
  onAge?(milliseconds: number): void;
  log(line: string): void;
}

interface OpenShard {
  id: string;
  iterator: string | undefined;
}

/** Pauses between empty reads grow from the first to the second; a write wakes the poller at once. Milliseconds. */
const [shortestPause, longestPause] = [10, 200];
/** How often new shards, and a stream that was switched off and on, are looked for. */
const shardListMilliseconds = 5_000;
/** Between two looks for a stream that is switched off. */
const streamOffMilliseconds = 250;
const mostRecordsPerRead = 1000;

/** Reads a table's stream for one event source mapping and hands batches to its function, shard by shard, in order. */
export class StreamPoller {
  readonly tableName: string;
  readonly #options: StreamPollerOptions;
  readonly #processor: BatchProcessor;
  readonly #accepts: (record: StreamRecord) => boolean;
  readonly #open = new Map<string, OpenShard>();
  readonly #closed = new Set<string>();
  #reader: ShardReader | undefined;
  #engineArn: string | undefined;
  #loop: Promise<void> | undefined;
  #listedAt = 0;
  #stopping = false;
  #woken = false;
  /** Counts the rounds of reads; those who wait for quiet wait for a later round that finds nothing. */
  #round = 0;
  #waiting: { since: number; resolve(): void }[] = [];
  #wake: (() => void) | undefined;

  constructor(options: StreamPollerOptions) {
    const { mapping, invoke, sendToQueue, onAge, log } = options;
    this.#options = options;
    this.tableName = mapping.tableName;
    this.#processor = new BatchProcessor({ mapping, invoke, sendToQueue, onAge, log });
    const filters = mapping.filters.map(compileFilter);
    this.#accepts = (record) => filters.length === 0 || filters.some((filter) => filter(record));
  }

  /** Attaches to the stream; from here on no record is missed. */
  async start(): Promise<void> {
    await this.#attach();
    this.#loop = this.#run();
  }

  /** Something was written to the table: look now. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Resolves when everything that is in the stream now has been handed over. */
  caughtUp(): Promise<void> {
    return this.#stopping
      ? Promise.resolve()
      : new Promise((resolve) => {
          this.#waiting.push({ since: this.#round, resolve });
          this.wake();
        });
  }

  /** Stops after the batch in hand. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#processor.stop();
    this.wake();
    await this.#loop;
    this.#waiting.forEach(({ resolve }) => resolve());
  }

  async #run(): Promise<void> {
    let pause = shortestPause;
    while (!this.#stopping) {
      this.#woken = false;
      this.#round += 1;
      try {
        const counts = await Promise.all([...this.#open.values()].map((shard) => this.#readShard(shard)));
        const busy = counts.some((count) => count > 0);
        pause = busy ? shortestPause : Math.min(longestPause, pause * 1.5);
        if (!busy) {
          this.#tellWaiting();
          await this.#sleep(pause);
        }
        if (Date.now() - this.#listedAt > shardListMilliseconds) {
          await this.#attach();
        }
      } catch (error) {
        if (!this.#stopping) {
          await this.#recover(error as Error);
        }
      }
    }
  }

  #tellWaiting(): void {
    this.#waiting.filter(({ since }) => since < this.#round).forEach(({ resolve }) => resolve());
    this.#waiting = this.#waiting.filter(({ since }) => since >= this.#round);
  }

  /** A stream that was switched off is waited for; anything else is said. */
  async #recover(error: Error): Promise<void> {
    this.#open.clear();
    await this.#sleep(streamOffMilliseconds);
    const isOn = await this.#attach().then(
      () => this.#reader !== undefined,
      () => false,
    );
    if (isOn && error.name !== 'ResourceNotFoundException') {
      this.#options.log(`${this.#options.mapping.logicalId}: ${error.message}; trying again`);
      await this.#sleep(1000);
    }
  }

  /** Finds the stream, which has another ARN after it was switched off and on, and its shards. */
  async #attach(): Promise<void> {
    const { findStream, createReader, positions, mapping } = this.#options;
    this.#listedAt = Date.now();
    const engineArn = await findStream();
    if (engineArn === undefined) {
      this.#engineArn = undefined;
      this.#reader = undefined;
      this.#open.clear();
      this.#listedAt = Date.now() - shardListMilliseconds + streamOffMilliseconds;
      return;
    }
    if (engineArn !== this.#engineArn) {
      this.#open.clear();
      this.#closed.clear();
      this.#engineArn = engineArn;
      this.#reader = createReader(engineArn);
      const isFirst = !positions.knows(mapping.id);
      await positions.attach(mapping.id, engineArn);
      if (isFirst && mapping.startingPosition === 'LATEST') {
        await this.#skipPast(this.#reader);
      }
    }
    await this.#listShards(this.#reader!);
  }

  /** Opens shards that are new and whose parent is read to the end. */
  async #listShards(reader: ShardReader): Promise<void> {
    const shards = await reader.shards();
    const known = new Set(shards.map(({ ShardId }) => ShardId));
    const ready = ({ ShardId, ParentShardId }: Shard) =>
      !this.#open.has(ShardId) &&
      !this.#closed.has(ShardId) &&
      (ParentShardId === undefined || !known.has(ParentShardId) || this.#closed.has(ParentShardId));
    for (const { ShardId: id } of shards.filter(ready)) {
      this.#open.set(id, { id, iterator: await reader.iterator(id, this.#startOf(id)) });
    }
  }

  #startOf(shardId: string): Start {
    const { positions, mapping } = this.#options;
    const after = positions.get(mapping.id, shardId);
    return after === undefined ? { at: 'TRIM_HORIZON' } : { after };
  }

  /**
   * LATEST: notes the last record that is there now. A position is kept instead of an iterator of the engine, so that
   * what is written from now on is seen even when the cloud stops before it was read.
   */
  async #skipPast(reader: ShardReader): Promise<void> {
    const { positions, mapping } = this.#options;
    for (const { ShardId: id } of await reader.shards()) {
      let iterator = await reader.iterator(id, { at: 'TRIM_HORIZON' });
      while (iterator !== undefined) {
        const { records, next }: { records: StreamRecord[]; next: string | undefined } = await reader.read(
          iterator,
          mostRecordsPerRead,
        );
        if (records.length > 0) {
          await positions.set(mapping.id, id, records.at(-1)!.dynamodb.SequenceNumber);
        }
        iterator = records.length > 0 ? next : undefined;
      }
    }
  }

  async #readShard(shard: OpenShard): Promise<number> {
    if (shard.iterator === undefined) {
      this.#open.delete(shard.id);
      this.#closed.add(shard.id);
      this.#listedAt = 0;
      return 0;
    }
    const { mapping } = this.#options;
    const reader = this.#reader!;
    const limit = Math.min(mostRecordsPerRead, mapping.batchSize);
    const before = shard.iterator;
    let { records, next } = await reader.read(before, limit).catch(async (error: Error) => {
      if (error.name !== 'ExpiredIteratorException') {
        throw error;
      }
      shard.iterator = await reader.iterator(shard.id, this.#startOf(shard.id));
      return { records: [] as StreamRecord[], next: shard.iterator };
    });
    const end = Date.now() + mapping.windowMilliseconds;
    while (records.length > 0 && records.length < limit && next !== undefined && Date.now() < end && !this.#stopping) {
      await this.#sleep(Math.min(50, Math.max(1, end - Date.now())));
      const more = await reader.read(next, limit - records.length);
      records = [...records, ...more.records];
      next = more.next;
    }
    await this.#finish(shard, records);
    if (!this.#stopping) {
      shard.iterator = next;
    }
    return records.length;
  }

  async #finish(shard: OpenShard, records: StreamRecord[]): Promise<void> {
    if (records.length === 0) {
      return;
    }
    const accepted = records.filter(this.#accepts);
    if (accepted.length === 0 || (await this.#processor.process(shard.id, accepted))) {
      const { positions, mapping } = this.#options;
      await positions.set(mapping.id, shard.id, records[records.length - 1]!.dynamodb.SequenceNumber);
    }
  }

  #sleep(milliseconds: number): Promise<void> {
    return this.#woken
      ? Promise.resolve()
      : new Promise((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          this.#wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
  }
}
