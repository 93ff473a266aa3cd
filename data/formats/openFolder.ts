import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../read/DataError.ts';
import { ProgressMeter, type ProgressOptions } from '../read/ProgressMeter.ts';

/** What every format needs. */
export interface FolderOptions extends ProgressOptions {
  folder: string;
}

/** Counts up when the way that files are read changes, so that files read in the old way are read again. */
const readersVersion = 2;

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
 * Identifies the content of files: the same text wherever they lie and whenever they were written.
 *
 * @throws DataError `FileUnreadable`.
 */
export async function fingerprintFiles(
  folder: string,
  names: string[],
  kind: string,
  options: ProgressOptions,
): Promise<string> {
  const hash = createHash('sha256').update(`${readersVersion} ${kind}`);
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
