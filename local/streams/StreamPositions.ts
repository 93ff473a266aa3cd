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
    this.#positions = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Record<string, Position> : {};
  }

  /** Whether the mapping has been attached to this stream before. */
  knows(mappingId: string, streamArn: string): boolean {
    return this.#positions[mappingId]?.streamArn === streamArn;
  }

  get(mappingId: string, streamArn: string, shardId: string): string | undefined {
    return this.knows(mappingId, streamArn) ? this.#positions[mappingId]!.shards[shardId] : undefined;
  }

  /** An undefined sequence number notes only that the mapping is attached. */
  set(mappingId: string, streamArn: string, shardId: string, sequenceNumber: string | undefined): void {
    if (!this.knows(mappingId, streamArn)) {
      this.#positions[mappingId] = { streamArn, shards: {} };
    }
    if (sequenceNumber !== undefined) {
      this.#positions[mappingId]!.shards[shardId] = sequenceNumber;
    }
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#positions));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
