import { readJsonRecords } from '../../data/read/readJsonRecords.ts';
import { LineFiles } from '../jobs/LineFiles.ts';
import type { ArchivedInteraction } from './ArchivedInteraction.ts';
import { partitionOf } from './ArchivedInteraction.ts';

/** Sorts interactions by partition on disk: an export comes in no order, and the first one holds everything. */
export class PartitionSpill {
  readonly #files: LineFiles;

  constructor(folder: string) {
    this.#files = new LineFiles(folder);
  }

  add(interaction: ArchivedInteraction): void {
    this.#files.add(partitionOf(interaction), interaction);
  }

  /** The partitions that have interactions. */
  partitions(): ReadonlySet<string> {
    return this.#files.names();
  }

  /** The interactions of a partition, in the order in which they came. */
  async read(partition: string): Promise<ArchivedInteraction[]> {
    if (!this.partitions().has(partition)) return [];
    this.#files.flush();
    const interactions: ArchivedInteraction[] = [];
    for await (const records of readJsonRecords(this.#files.pathOf(partition))) {
      for (const { value } of records) interactions.push(value as unknown as ArchivedInteraction);
    }
    return interactions;
  }
}
