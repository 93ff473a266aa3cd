import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CatalogueItem } from '../contract/index.ts';
import type { Dataset } from '../data/Dataset.ts';
import { writePackedLines } from '../jobs/files.ts';
import { storedValue } from './holdOut.ts';

/** What went into the training input. */
export interface TrainingInput {
  readonly fingerprint: string;
  readonly interactions: number;
  readonly users: number;
  readonly items: number;
  /** Milliseconds of the newest interaction, undefined where there is none. */
  readonly newest?: number;
}

/**
 * Writes the channels `interactions` and `items` for `train`: everything before `end`, user by user, and the catalogue.
 * The fingerprint is the one that training works out of the same files and writes into its manifest.
 */
export async function writeTrainingInput(
  folder: string,
  dataset: Dataset,
  catalogue: readonly CatalogueItem[],
  end: number,
): Promise<TrainingInput> {
  const hash = createHash('sha256').update('\0jsonl\0');
  const touched = new Set<number>();
  let [interactions, users, newest] = [0, 0, Number.NEGATIVE_INFINITY];
  const rows = function* (): Generator<object> {
    for (let user = 0; user < dataset.userIds.length; user += 1) {
      let isFirst = true;
      for (let position = dataset.userOffsets[user]; position < dataset.userOffsets[user + 1]; position += 1) {
        const timestamp = dataset.timestamps[position];
        if (timestamp >= end) break;
        if (isFirst) users += 1;
        isFirst = false;
        interactions += 1;
        newest = Math.max(newest, timestamp);
        touched.add(dataset.itemIndices[position]);
        yield {
          userId: dataset.userIds[user],
          itemId: dataset.itemIds[dataset.itemIndices[position]],
          eventType: dataset.eventTypeNames[dataset.eventTypes[position]],
          eventValue: storedValue(dataset, position),
          timestamp: new Date(timestamp).toISOString(),
          device: dataset.deviceNames[dataset.devices[position]],
        };
      }
    }
  };
  const onChunk = (chunk: string): void => void hash.update(chunk);
  await writePackedLines(join(folder, 'interactions', 'interactions.jsonl.gz'), rows(), onChunk);
  hash.update('\0end\0\0jsonl\0');
  await writePackedLines(join(folder, 'items', 'items.jsonl.gz'), catalogue, onChunk);
  hash.update('\0end\0');
  const known = new Set(catalogue.map(({ itemId }) => itemId));
  const unknown = [...touched].filter((item) => !known.has(dataset.itemIds[item])).length;
  return {
    fingerprint: hash.digest('hex'),
    interactions,
    users,
    items: known.size + unknown,
    newest: interactions === 0 ? undefined : newest,
  };
}
