import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type DynamoDBStreamsClient,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import { toStreamRecord, type StreamRecord } from './StreamRecord.ts';

export interface ShardReaderOptions {
  client: DynamoDBStreamsClient;
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
    const { client, engineArn } = this.#options;
    const found: Shard[] = [];
    let last: string | undefined;
    do {
      const { StreamDescription } = await client.send(
        new DescribeStreamCommand({
          StreamArn: engineArn,
          ExclusiveStartShardId: last,
        }),
      );
      found.push(...(StreamDescription?.Shards ?? []));
      last = StreamDescription?.LastEvaluatedShardId;
    } while (last !== undefined);
    return found;
  }

  async iterator(shardId: string, start: Start): Promise<string | undefined> {
    const { client, engineArn } = this.#options;
    const place =
      'after' in start
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: start.after }
        : { ShardIteratorType: start.at };
    try {
      const command = new GetShardIteratorCommand({ StreamArn: engineArn, ShardId: shardId, ...place });
      return (await client.send(command)).ShardIterator;
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
    const { client, region, streamArn } = this.#options;
    const { Records = [], NextShardIterator } = await client.send(
      new GetRecordsCommand({ ShardIterator: iterator, Limit: limit }),
    );
    return { records: Records.map((record) => toStreamRecord(record, region, streamArn)), next: NextShardIterator };
  }
}
