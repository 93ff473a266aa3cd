import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { EventRules } from '../contract/eventRules.ts';
import type { CatalogueItem } from '../contract/index.ts';
import type { Dataset } from '../data/Dataset.ts';
import { sizeOf } from '../data/DataSize.ts';
import { writePackedLines } from '../jobs/files.ts';
import { planPrefit } from '../tuning/planPrefit.ts';
import type { PrefitPlan } from '../tuning/planPrefit.ts';
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

/** `manifest.json` of the training input, which spark/ reads it by: partitions that are missing or others are refused. */
export interface TrainingInputManifest extends Omit<TrainingInput, 'newest'> {
  readonly version: 1;
  /** Files of `interactions/`. All rows of a user are in one of them. */
  readonly partitions: readonly { name: string; bytes: number; sha256: string }[];
  /** What is worth fitting outside the container, and how events are read. */
  readonly prefit: { readonly rules: EventRules; readonly fits: readonly PrefitPlan[] };
}

/** About so many rows: what one Spark task reads. */
const partitionRows = 1_000_000;

/**
 * Writes the channels `interactions` and `items` for `train`: everything before `end`, user by user, and the catalogue;
 * the manifest last. The fingerprint is the one that training works out of the same files and writes into its manifest.
 */
export async function writeTrainingInput(
  folder: string,
  dataset: Dataset,
  catalogue: readonly CatalogueItem[],
  end: number,
  rowsPerPartition = partitionRows,
): Promise<TrainingInput> {
  const hash = createHash('sha256');
  const onChunk = (chunk: string): void => void hash.update(chunk);
  const counter = new RowCounter();
  const partitions: TrainingInputManifest['partitions'][number][] = [];
  for (const [first, last] of userRanges(dataset, rowsPerPartition)) {
    const name = `interactions-${String(partitions.length).padStart(5, '0')}.jsonl.gz`;
    hash.update('\0jsonl\0');
    const path = join(folder, 'interactions', name);
    await writePackedLines(path, counter.rows(dataset, first, last, end), onChunk);
    partitions.push({ name, ...(await fingerprintOf(path)) });
  }
  hash.update('\0end\0\0jsonl\0');
  await writePackedLines(join(folder, 'items', 'items.jsonl.gz'), catalogue, onChunk);
  hash.update('\0end\0');
  const known = new Set(catalogue.map(({ itemId }) => itemId));
  const unknown = [...counter.touched].filter((item) => !known.has(dataset.itemIds[item])).length;
  const { interactions, users, newest } = counter;
  const written = { fingerprint: hash.digest('hex'), interactions, users, items: known.size + unknown };
  const prefit = { rules: dataset.rules, fits: planPrefit(sizeOf(dataset)) };
  const manifest: TrainingInputManifest = { version: 1, ...written, partitions, prefit };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
  return { ...written, newest: interactions === 0 ? undefined : newest };
}

/** Runs of users with about `rows` interactions each, one at least. */
function* userRanges({ userIds, userOffsets }: Dataset, rows: number): Generator<[first: number, end: number]> {
  let first = 0;
  for (let user = 0; user < userIds.length; user += 1) {
    if (userOffsets[user + 1] - userOffsets[first] < rows) continue;
    yield [first, user + 1];
    first = user + 1;
  }
  if (first < userIds.length || first === 0) yield [first, userIds.length];
}

/** Makes the rows and counts what it made. */
class RowCounter {
  readonly touched = new Set<number>();
  interactions = 0;
  users = 0;
  newest = Number.NEGATIVE_INFINITY;

  *rows(dataset: Dataset, firstUser: number, endUser: number, end: number): Generator<object> {
    for (let user = firstUser; user < endUser; user += 1) {
      let isFirst = true;
      for (let position = dataset.userOffsets[user]; position < dataset.userOffsets[user + 1]; position += 1) {
        const timestamp = dataset.timestamps[position];
        if (timestamp >= end) break;
        if (isFirst) this.users += 1;
        isFirst = false;
        this.interactions += 1;
        this.newest = Math.max(this.newest, timestamp);
        this.touched.add(dataset.itemIndices[position]);
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
  }
}

async function fingerprintOf(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      hash.update(chunk);
    }
  });
  return { bytes, sha256: hash.digest('hex') };
}
