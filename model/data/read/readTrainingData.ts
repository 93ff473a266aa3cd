import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { relative } from 'node:path';
import { unpackedName } from '../../../data/read/openFile.ts';
import { interactionFields } from '../../../data/records/InteractionRecord.ts';
import { itemFields } from '../../../data/records/ItemRecord.ts';
import { readRecordFile } from '../../../data/records/readRecordFile.ts';
import { RejectedRecordError, rejectionOf } from '../../../data/records/RejectedRecordError.ts';
import type { Dataset } from '../Dataset.ts';
import { DatasetBuilder } from '../DatasetBuilder.ts';
import type { DatasetOptions, InteractionRow } from '../DatasetBuilder.ts';
import { findInputFiles } from './findInputFiles.ts';
import { parseInteraction, parseItem } from './parseRecord.ts';
import { UnusableDataError } from './UnusableDataError.ts';

export interface RejectedLine {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

export interface TrainingData {
  readonly dataset: Dataset;
  /** SHA-256 of what the files hold unpacked, in hexadecimal; the names of the files do not count. */
  readonly fingerprint: string;
  readonly acceptedInteractions: number;
  readonly acceptedItems: number;
  readonly rejectedCount: number;
  /** The first 1,000 rejected lines. */
  readonly rejected: readonly RejectedLine[];
}

const mostRejectedKept = 1000;
/** Event types and devices are stored in 8 and 16 bits; far fewer make sense. */
const mostEventTypes = 255;
const mostDevices = 1000;
/** What the columns of a CSV file may mean. */
const columns = [...interactionFields, ...itemFields, 'device', 'createdAt', 'updatedAt'];

/**
 * Reads every training file under `dataFolder` as a stream: memory holds the dataset, not the files. Lines that cannot
 * be used are counted and reported with their place.
 * @throws UnusableDataError when there is no file to read.
 */
export async function readTrainingData(
  dataFolder: string,
  options: DatasetOptions = {},
  onProgress: (message: string) => void = () => {},
): Promise<TrainingData> {
  const files = await findInputFiles(dataFolder);
  if (files.interactions.length + files.items.length === 0) {
    throw new UnusableDataError(
      `No training files under ${dataFolder}: expected interactions/*.jsonl or *.csv (.gz), or training/interactions*.jsonl or *.csv (.gz).`,
    );
  }
  const hash = createHash('sha256');
  const rejected: RejectedLine[] = [];
  let rejectedCount = 0;
  const reject = (line: RejectedLine): void => {
    rejectedCount += 1;
    if (rejected.length < mostRejectedKept) rejected.push(line);
  };

  const builder = new DatasetBuilder(options);
  const addInteraction = createInteractionSink(builder);
  let acceptedInteractions = 0;
  await readAll(files.interactions, dataFolder, hash, reject, (record) => {
    const row = parseInteraction(record);
    addInteraction(row);
    acceptedInteractions += 1;
    if (acceptedInteractions % 500_000 === 0) onProgress(`read ${acceptedInteractions} interactions`);
  });
  let acceptedItems = 0;
  await readAll(files.items, dataFolder, hash, reject, (record) => {
    builder.addItem(parseItem(record));
    acceptedItems += 1;
  });

  const dataset = builder.build();
  return { dataset, fingerprint: hash.digest('hex'), acceptedInteractions, acceptedItems, rejectedCount, rejected };
}

/** `interactions/part-1.csv, line 7: itemId is missing`. */
export function placeOf({ file, line, reason }: RejectedLine): string {
  return `${file}, line ${line}: ${reason}`;
}

async function readAll(
  paths: readonly string[],
  dataFolder: string,
  hash: Hash,
  reject: (line: RejectedLine) => void,
  accept: (record: unknown) => void,
): Promise<void> {
  for (const path of paths) {
    const file = relative(dataFolder, path);
    hash.update(`\0${unpackedName(path).endsWith('.csv') ? 'csv' : 'jsonl'}\0`);
    for await (const records of readRecordFile(path, columns, { onChunk: (chunk) => hash.update(chunk) })) {
      for (const { line, value, reason } of records) {
        if (reason !== undefined) {
          reject({ file, line, reason });
          continue;
        }
        try {
          accept(value);
        } catch (error) {
          const rejection = rejectionOf(error);
          if (rejection === undefined) throw error;
          reject({ file, line, reason: rejection });
        }
      }
    }
  }
  hash.update('\0end\0');
}

/** The first row decides whether the data carries time; a later row without time would otherwise take it from all. */
export function createInteractionSink(builder: DatasetBuilder): (row: InteractionRow) => void {
  const eventTypes = new Set<string>();
  const devices = new Set<string>();
  let hasTime: boolean | undefined;
  return (row) => {
    hasTime ??= row.timestamp !== undefined;
    if (hasTime && row.timestamp === undefined) throw new RejectedRecordError('timestamp is missing');
    if (row.eventType !== undefined) {
      if (!eventTypes.has(row.eventType) && eventTypes.size === mostEventTypes) {
        throw new RejectedRecordError(`there are more than ${mostEventTypes} event types`);
      }
      eventTypes.add(row.eventType);
    }
    const isKnownDevice = row.device !== undefined && (devices.has(row.device) || devices.size < mostDevices);
    if (row.device !== undefined && isKnownDevice) devices.add(row.device);
    builder.add({
      ...row,
      timestamp: hasTime ? row.timestamp : undefined,
      device: isKnownDevice ? row.device : undefined,
    });
  };
}
