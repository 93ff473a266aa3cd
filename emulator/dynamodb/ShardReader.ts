import type { EngineClient } from './EngineClient.ts';
import { toStreamRecord, type StreamRecord, type WireRecord } from './StreamRecord.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Shard.html */
export interface Shard {
  ShardId: string;
  ParentShardId?: string;
}

export interface ShardReaderOptions {
  engine: EngineClient;
  /** The engine's ARN of the stream. */
  engineArn: string;
  /** The template's ARN and region, as functions see them. */
  streamArn: string;
  region: string;
}

/** Where to begin in a shard. */
export type Start = { after: string } | { at: 'TRIM_HORIZON' | 'LATEST' };

/** Reads the shards of one stream. */
export class ShardReader {
  readonly #options: ShardReaderOptions;

  constructor(options: ShardReaderOptions) {
    this.#options = options;
  }

  async shards(): Promise<Shard[]> {
    const { engine, engineArn } = this.#options;
    const found: Shard[] = [];
    let last: string | undefined;
    do {
      const answer = await engine.sendToStreams('DescribeStream', {
        StreamArn: engineArn,
        ExclusiveStartShardId: last,
      });
      const { Shards, LastEvaluatedShardId } = answer.StreamDescription as {
        Shards?: Shard[];
        LastEvaluatedShardId?: string;
      };
      found.push(...(Shards ?? []));
      last = LastEvaluatedShardId;
    } while (last !== undefined);
    return found;
  }

  async iterator(shardId: string, start: Start): Promise<string | undefined> {
    const { engine, engineArn } = this.#options;
    const place =
      'after' in start
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: start.after }
        : { ShardIteratorType: start.at };
    try {
      const input = { StreamArn: engineArn, ShardId: shardId, ...place };
      const { ShardIterator } = await engine.sendToStreams('GetShardIterator', input);
      return ShardIterator as string | undefined;
    } catch (error) {
      // The record is older than what the engine keeps: go on with the oldest there is, as Lambda does.
      if ('after' in start && (error as Error).name === 'TrimmedDataAccessException') {
        return this.iterator(shardId, { at: 'TRIM_HORIZON' });
      }
      throw error;
    }
  }

  /** The next records, and the iterator after them: undefined at the end of a closed shard. */
  async read(iterator: string, limit: number): Promise<{ records: StreamRecord[]; next: string | undefined }> {
    const { engine, region, streamArn } = this.#options;
    const { Records, NextShardIterator } = (await engine.sendToStreams('GetRecords', {
      ShardIterator: iterator,
      Limit: limit,
    })) as { Records?: WireRecord[]; NextShardIterator?: string };
    return {
      records: (Records ?? []).map((record) => toStreamRecord(record, region, streamArn)),
      next: NextShardIterator,
    };
  }
}
