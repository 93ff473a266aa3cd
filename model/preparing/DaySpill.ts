import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonRecords } from '../../data/read/readJsonRecords.ts';
import type { ArchivedInteraction } from './ArchivedInteraction.ts';
import { dayOf } from './ArchivedInteraction.ts';

/** Characters that wait in memory before they are written out. */
const mostWaiting = 16 * 1024 * 1024;

/** Sorts interactions by day on disk: an export comes in no order, and the first one holds everything. */
export class DaySpill {
  readonly #folder: string;
  readonly #waiting = new Map<string, string[]>();
  readonly #days = new Set<string>();
  #waitingLength = 0;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  add(interaction: ArchivedInteraction): void {
    const day = dayOf(interaction);
    const line = `${JSON.stringify(interaction)}\n`;
    const lines = this.#waiting.get(day);
    if (lines === undefined) this.#waiting.set(day, [line]);
    else lines.push(line);
    this.#days.add(day);
    this.#waitingLength += line.length;
    if (this.#waitingLength >= mostWaiting) this.#flush();
  }

  /** The days that have interactions. */
  days(): ReadonlySet<string> {
    return this.#days;
  }

  /** The interactions of a day, in the order in which they came. */
  async read(day: string): Promise<ArchivedInteraction[]> {
    if (!this.#days.has(day)) return [];
    this.#flush();
    const interactions: ArchivedInteraction[] = [];
    for await (const records of readJsonRecords(this.#fileOf(day))) {
      for (const { value } of records) interactions.push(value as unknown as ArchivedInteraction);
    }
    return interactions;
  }

  #flush(): void {
    for (const [day, lines] of this.#waiting) appendFileSync(this.#fileOf(day), lines.join(''));
    this.#waiting.clear();
    this.#waitingLength = 0;
  }

  #fileOf(day: string): string {
    return join(this.#folder, `${day}.jsonl`);
  }
}
