import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Characters that wait in memory before they are written out. */
const mostWaiting = 16 * 1024 * 1024;

/** Many files of JSON Lines that are written at the same time, in any order. */
export class LineFiles {
  readonly #folder: string;
  readonly #waiting = new Map<string, string[]>();
  readonly #names = new Set<string>();
  #waitingLength = 0;

  /** The folder is made where it is missing. */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  add(name: string, value: unknown): void {
    const line = `${JSON.stringify(value)}\n`;
    const lines = this.#waiting.get(name);
    if (lines === undefined) this.#waiting.set(name, [line]);
    else lines.push(line);
    this.#names.add(name);
    this.#waitingLength += line.length;
    if (this.#waitingLength >= mostWaiting) this.flush();
  }

  /** The files that have lines. */
  names(): ReadonlySet<string> {
    return this.#names;
  }

  pathOf(name: string): string {
    return join(this.#folder, name);
  }

  /** Nothing is on disk for certain before. */
  flush(): void {
    for (const [name, lines] of this.#waiting) appendFileSync(this.pathOf(name), lines.join(''));
    this.#waiting.clear();
    this.#waitingLength = 0;
  }
}
