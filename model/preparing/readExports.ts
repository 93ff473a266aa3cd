import { join } from 'node:path';
import { readJsonRecords } from '../../data/read/readJsonRecords.ts';
import { DataError } from '../../data/read/DataError.ts';
import { filesBelow } from '../jobs/files.ts';
import { UnusableInputError } from '../jobs/runJob.ts';
import { plainItem } from './dynamodbJson.ts';
import type { AttributeValue } from './dynamodbJson.ts';

const manifestName = 'manifest-files.json';
const summaryName = 'manifest-summary.json';
const exportFolder = 'AWSDynamoDB/';

/** A line of an export: an item as plain values, or undefined where the line cannot be read. */
export type ExportedItem = Record<string, unknown> | undefined;

/**
 * Streams the items of all table exports below a folder, several at a time: those of full exports and the new images of
 * incremental ones; what was deleted is left out. Each export is read by its manifest, so that none is taken in part
 * ("DynamoDB table export output format").
 * @throws UnusableInputError `EXPORT_INCOMPLETE`
 */
export async function* readExports(folder: string): AsyncGenerator<ExportedItem[]> {
  const files = new Set(await filesBelow(folder));
  const manifests = [...files].filter((file) => file.endsWith(`/${manifestName}`));
  const started = [...files].filter((file) => /AWSDynamoDB\/[^/]+\/_started$/.test(file));
  for (const file of started) {
    const manifest = file.replace(/_started$/, manifestName);
    if (!files.has(manifest)) throw incomplete(folder, `${manifest} is missing`);
  }
  for (const manifest of manifests) {
    const summary = manifest.slice(0, -manifestName.length) + summaryName;
    if (!files.has(summary)) throw incomplete(folder, `${summary} is missing`);
    const prefix = manifest.slice(0, manifest.lastIndexOf(exportFolder));
    for await (const entries of readLinesOf(join(folder, manifest))) {
      for (const { value } of entries) yield* readDataFile(folder, files, prefix, value);
    }
  }
}

/** The key in a manifest begins with the export's own prefix in the bucket, which is not known here. */
async function* readDataFile(
  folder: string,
  files: ReadonlySet<string>,
  prefix: string,
  entry: Record<string, unknown> | undefined,
): AsyncGenerator<ExportedItem[]> {
  const key = typeof entry?.dataFileS3Key === 'string' ? entry.dataFileS3Key : '';
  const start = key.lastIndexOf(exportFolder);
  const file = prefix + key.slice(start);
  if (start < 0 || !files.has(file)) throw incomplete(folder, `${key || 'a data file'} is in the manifest and missing`);
  let count = 0;
  for await (const records of readLinesOf(join(folder, file))) {
    count += records.length;
    yield records.filter(({ value }) => !isDeletion(value)).map(({ value }) => itemOf(value));
  }
  if (typeof entry?.itemCount === 'number' && entry.itemCount !== count) {
    throw incomplete(folder, `${file} holds ${count} items instead of ${entry.itemCount}`);
  }
}

function isDeletion(line: Record<string, unknown> | undefined): boolean {
  return line?.Keys !== undefined && line.NewImage === undefined;
}

function itemOf(line: Record<string, unknown> | undefined): ExportedItem {
  const item = line?.Item ?? line?.NewImage;
  if (typeof item !== 'object' || item === null) return undefined;
  try {
    return plainItem(item as Record<string, AttributeValue>);
  } catch {
    return undefined;
  }
}

async function* readLinesOf(path: string): ReturnType<typeof readJsonRecords> {
  try {
    yield* readJsonRecords(path);
  } catch (cause) {
    if (!(cause instanceof DataError)) throw cause;
    throw new UnusableInputError('EXPORT_INCOMPLETE', cause.message, { cause });
  }
}

function incomplete(folder: string, what: string): UnusableInputError {
  return new UnusableInputError('EXPORT_INCOMPLETE', `The export under ${folder} is not whole: ${what}. Export again.`);
}
