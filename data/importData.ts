import { DataError } from './errors.ts';
import { openCsvFolder } from './formats/openCsvFolder.ts';
import { openJsonLinesFolder } from './formats/openJsonLinesFolder.ts';
import { openMovieLensFolder } from './formats/openMovieLensFolder.ts';
import { importFormats, type ImportFormat, type ImportOptions } from './ImportOptions.ts';
import { loadSource } from './load/loadSource.ts';
import type { DataSource, LoadResult } from './types.ts';

const openers: Record<ImportFormat, (options: ImportOptions) => Promise<DataSource>> = {
  movielens: openMovieLensFolder,
  jsonl: openJsonLinesFolder,
  csv: openCsvFolder,
};

/**
 * Imports a folder into the tables. A line that breaks the rules is listed with its reason and left out. Can be ended
 * at any moment, even by kill -9: the next call with the same files and tables resumes. Once it is through, a further
 * call changes nothing.
 *
 * @throws DataError when the folder as a whole cannot be read, with one sentence that says what to do.
 */
export async function importData(options: ImportOptions): Promise<LoadResult> {
  const open = openers[options.format];
  if (!open) {
    throw new DataError(
      'FormatUnknown',
      `There is no format ${JSON.stringify(options.format)}; use ${importFormats.join(', ')}.`,
    );
  }
  return loadSource({ ...options, source: await open(options) });
}
