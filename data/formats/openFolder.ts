import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Adaptation } from './Adaptation.ts';
import { DataError } from '../read/DataError.ts';
import { readHeader } from '../read/readCsv.ts';
import { readJsonRecords } from '../read/readJsonRecords.ts';
import { ProgressMeter, type ProgressOptions } from '../read/ProgressMeter.ts';

/** What every format needs. */
export interface FolderOptions extends ProgressOptions {
  folder: string;
}

/** Counts up when the way that files are read changes, so that files read in the old way are read again. */
const readersVersion = 3;

/** A folder, and what its files say of themselves. */
export interface Folder {
  path: string;
  names: Set<string>;
  /** The columns that the first line of a CSV file names, or the members of the first JSON object; of files with any. */
  columns: Map<string, string[]>;
}

/**
 * Looks into a folder: at the names of its files, and at the beginning of each.
 *
 * @throws DataError when the folder is missing, is not a folder, cannot be read or is empty.
 */
export async function lookInto(path: string): Promise<Folder> {
  const names = await listFolder(path);
  const columns = new Map<string, string[]>();
  for (const name of [...names].sort()) {
    const found = await columnsOfFile(join(path, name));
    if (found !== undefined) columns.set(name, found);
  }
  return { path, names, columns };
}

async function columnsOfFile(path: string): Promise<string[] | undefined> {
  try {
    if (isCsv(path)) return await readHeader(path);
    if (!isJsonFile(path)) return undefined;
    for await (const lines of readJsonRecords(path)) {
      const first = lines.find(({ value }) => value !== undefined);
      return first?.value && Object.keys(first.value);
    }
  } catch (error) {
    // What cannot be read fits no format; whoever names the format hears why.
    if (!(error instanceof DataError)) throw error;
  }
  return undefined;
}

export const isCsv = (name: string): boolean => /\.csv$/i.test(name);
const isJsonFile = (name: string): boolean => /\.(jsonl|ndjson|json)$/i.test(name);

/** The files that are not among those read, apart from what is there for people. */
export function unreadFiles(names: Iterable<string>, read: readonly string[]): string[] {
  return [...names]
    .filter((name) => !read.includes(name) && !/^\.|^(readme|licen[cs]e)|\.(md|txt|html|pdf)$/i.test(name))
    .sort();
}

/**
 * The names of the files in a folder.
 *
 * @throws DataError when the folder is missing, is not a folder, cannot be read or is empty.
 */
export async function listFolder(folder: string): Promise<Set<string>> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new DataError('FolderMissing', `There is no folder ${folder}.`, { cause });
    if (code === 'ENOTDIR') throw new DataError('FolderMissing', `${folder} is not a folder.`, { cause });
    throw new DataError('FileUnreadable', `${folder} cannot be read: ${message}.`, { cause });
  }
  if (names.length === 0) throw new DataError('FolderEmpty', `The folder ${folder} is empty.`);
  return new Set(names);
}

/**
 * Identifies what is read from files: the same text wherever they lie and whenever they were written, other text when
 * their columns or event types are given another meaning.
 *
 * @throws DataError `FileUnreadable`.
 */
export async function fingerprintFiles(
  folder: string,
  names: string[],
  kind: string,
  options: ProgressOptions & Adaptation,
): Promise<string> {
  const hash = createHash('sha256').update(`${readersVersion} ${kind}`);
  const { columns, eventTypes, eventType } = options;
  hash.update(JSON.stringify([columns, eventTypes, eventType]));
  const meter = new ProgressMeter('fingerprint', options);
  try {
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    let bytesRead = 0;
    for (const [index, name] of names.entries()) {
      hash.update(`\n${name} ${sizes[index]}\n`);
      for await (const chunk of createReadStream(join(folder, name), { highWaterMark: 1 << 20 })) {
        hash.update(chunk as Buffer);
        bytesRead += (chunk as Buffer).length;
        meter.report(index, bytesRead / total);
      }
    }
  } catch (cause) {
    throw new DataError('FileUnreadable', `A file in ${folder} cannot be read: ${(cause as Error).message}.`, {
      cause,
    });
  }
  return hash.digest('hex');
}
