import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { open, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Writable } from 'node:stream';

/** Bytes of a log before it makes room; as much again is kept of what was before. */
export const mostLogBytes = 10 * 2 ** 20;

/** Milliseconds that a piece waits for others, to be written with them by one call of the system. */
const gathering = 50;

/** Where what was logged before is kept. */
const olderOf = (file: string): string => `${file}.1`;

/**
 * A log that is appended to and never grows without end: when it is full it becomes `<file>.1`, in the place of the one
 * before, and another is begun. A piece that is written is never parted between the two.
 */
export class LogFile extends Writable {
  readonly #file: string;
  readonly #most: number;
  #handle!: FileHandle;
  #bytes = 0;
  #gathers = false;

  constructor(file: string, most = mostLogBytes) {
    super();
    this.#file = file;
    this.#most = most;
    mkdirSync(dirname(file), { recursive: true });
  }

  /** Writes soon, together with what else comes until then. What was not written yet is written by `end`. */
  add(text: string): void {
    if (this.writableEnded) return;
    if (!this.#gathers) {
      this.#gathers = true;
      this.cork();
      setTimeout(() => {
        this.#gathers = false;
        this.uncork();
      }, gathering).unref();
    }
    this.write(text);
  }

  override _construct(callback: (error?: Error | null) => void): void {
    this.#open().then(() => callback(), callback);
  }

  override _write(piece: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    this.#append([piece]).then(() => callback(), callback);
  }

  override _writev(pieces: { chunk: Buffer }[], callback: (error?: Error | null) => void): void {
    this.#append(pieces.map(({ chunk }) => chunk)).then(() => callback(), callback);
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    const closed = this.#handle === undefined ? Promise.resolve() : this.#handle.close();
    closed.then(() => callback(error), callback);
  }

  async #open(): Promise<void> {
    this.#handle = await open(this.#file, 'a');
    this.#bytes = (await this.#handle.stat()).size;
  }

  async #append(pieces: readonly Buffer[]): Promise<void> {
    let waiting: Buffer[] = [];
    const flush = async (): Promise<void> => {
      if (waiting.length > 0) await this.#handle.appendFile(Buffer.concat(waiting));
      waiting = [];
    };
    for (const piece of pieces) {
      if (this.#bytes > 0 && this.#bytes + piece.length > this.#most) {
        await flush();
        await this.#handle.close();
        await rename(this.#file, olderOf(this.#file));
        await this.#open();
      }
      waiting.push(piece);
      this.#bytes += piece.length;
    }
    await flush();
  }
}

/** Appends to a log of the same kind at once, for who writes seldom and is read at once. */
export function appendToLog(file: string, text: string, most = mostLogBytes): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0 && size + Buffer.byteLength(text) > most) renameSync(file, olderOf(file));
  appendFileSync(file, text);
}
