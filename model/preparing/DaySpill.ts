import { readJsonRecords } from '../../data/read/readJsonRecords.ts';
import { LineFiles } from '../jobs/LineFiles.ts';
import type { ArchivedInteraction } from './ArchivedInteraction.ts';
import { dayOf } from './ArchivedInteraction.ts';

/** Sorts interactions by day on disk: an export comes in no order, and the first one holds everything. */
export class DaySpill {
  readonly #files: LineFiles;

  constructor(folder: string) {
    this.#files = new LineFiles(folder);
  }

  add(interaction: ArchivedInteraction): void {
    this.#files.add(dayOf(interaction), interaction);
  }

  /** The days that have interactions. */
  days(): ReadonlySet<string> {
    return this.#files.names();
  }

  /** The interactions of a day, in the order in which they came. */
  async read(day: string): Promise<ArchivedInteraction[]> {
    if (!this.days().has(day)) return [];
    this.#files.flush();
    const interactions: ArchivedInteraction[] = [];
    for await (const records of readJsonRecords(this.#files.pathOf(day))) {
      for (const { value } of records) interactions.push(value as unknown as ArchivedInteraction);
    }
    return interactions;
  }
}
