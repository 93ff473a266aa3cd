import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** How far one mapping has read one stream: the last sequence number done, by shard. */
interface Position {
  streamArn: string;
  shards: Record<string, string>;
}

/** Remembers across restarts how far each event source mapping has read. */
export class StreamPositions {
  readonly #file: string;
  readonly #positions: Record<string, Position>;

  constructor(file: string) {
    this.#file = file;
    this.#positions = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Position>) : {};
  }

  /** Whether the mapping has ever been attached to a stream. */
  knows(mappingId: string): boolean {
    return this.#positions[mappingId] !== undefined;
  }

  get(mappingId: string, shardId: string): string | undefined {
    return this.#positions[mappingId]?.shards[shardId];
  }

  /**
   * Notes that the mapping is attached to the stream. Positions in shards are kept: dynoxide goes on with the shard of
   * before when a stream is switched off and on, and elsewhere the shards of a new stream have new names.
   */
  attach(mappingId: string, streamArn: string): void {
    this.#positions[mappingId] = { streamArn, shards: this.#positions[mappingId]?.shards ?? {} };
    this.#save();
  }

  set(mappingId: string, shardId: string, sequenceNumber: string): void {
    this.#positions[mappingId]!.shards[shardId] = sequenceNumber;
    this.#save();
  }

  #save(): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#positions));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
