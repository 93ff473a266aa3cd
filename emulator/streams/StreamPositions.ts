import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
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
  #isChanged = false;
  #saving: Promise<void> | undefined;

  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
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
   * @returns when it is on disk
   */
  attach(mappingId: string, streamArn: string): Promise<void> {
    this.#positions[mappingId] = { streamArn, shards: this.#positions[mappingId]?.shards ?? {} };
    return this.#save();
  }

  /** @returns when it is on disk */
  set(mappingId: string, shardId: string, sequenceNumber: string): Promise<void> {
    this.#positions[mappingId]!.shards[shardId] = sequenceNumber;
    return this.#save();
  }

  /** What changes while a write is under way is written by the next one, for which everybody waits. */
  #save(): Promise<void> {
    this.#isChanged = true;
    this.#saving ??= this.#write();
    return this.#saving;
  }

  async #write(): Promise<void> {
    try {
      while (this.#isChanged) {
        this.#isChanged = false;
        await writeFile(`${this.#file}.new`, JSON.stringify(this.#positions));
        await rename(`${this.#file}.new`, this.#file);
      }
    } finally {
      this.#saving = undefined;
    }
  }
}
