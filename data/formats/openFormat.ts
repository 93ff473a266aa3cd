import { DataError } from '../read/DataError.ts';
import type { DataSource } from '../records/DataSource.ts';
import type { FolderOptions } from './openFolder.ts';
import { openCsvFolder } from './openCsvFolder.ts';
import { openJsonLinesFolder } from './openJsonLinesFolder.ts';
import { openMovieLensFolder } from './openMovieLensFolder.ts';

/** The formats of docs/import.md. */
const openers = { movielens: openMovieLensFolder, jsonl: openJsonLinesFolder, csv: openCsvFolder };

export type ImportFormat = keyof typeof openers;
export const importFormats = Object.keys(openers) as ImportFormat[];

/** @throws DataError when there is no such format or the folder as a whole cannot be read */
export async function openFormat(format: ImportFormat, options: FolderOptions): Promise<DataSource> {
  if (!Object.hasOwn(openers, format)) {
    throw new DataError(
      'FormatUnknown',
      `There is no format ${JSON.stringify(format)}; use ${importFormats.join(', ')}.`,
    );
  }
  return openers[format](options);
}
