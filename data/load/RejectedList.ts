import { constants } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The list of lines that were not taken: a CSV file with the columns file, line, reason and text. */
export class RejectedList {
  readonly #path: string;
  #file?: FileHandle;
  #pending = '';
  #bytes: number;

  /** @param bytes how much of the file to keep; the rest is from a run that was interrupted. */
  constructor(path: string, bytes: number) {
    this.#path = path;
    this.#bytes = bytes;
  }

  add(file: string, line: number, reason: string, text: string): void {
    this.#pending += `${quote(file)},${line},${quote(reason)},${quote(text.slice(0, 2000))}\n`;
  }

  /** Writes what was added. Returns the length of the file in bytes. */
  async flush(): Promise<number> {
    if (this.#pending === '') return this.#bytes;
    if (!this.#file) {
      await mkdir(dirname(this.#path), { recursive: true });
      this.#file = await open(this.#path, constants.O_CREAT | constants.O_RDWR);
      // Somebody may have deleted or cut it in the meantime.
      this.#bytes = Math.min(this.#bytes, (await this.#file.stat()).size);
      await this.#file.truncate(this.#bytes);
      if (this.#bytes === 0) this.#pending = `file,line,reason,text\n${this.#pending}`;
    }
    const bytes = Buffer.from(this.#pending);
    this.#pending = '';
    await this.#file.write(bytes, 0, bytes.length, this.#bytes);
    this.#bytes += bytes.length;
    return this.#bytes;
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }
}

const quote = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
