import type { Adaptation } from '../formats/Adaptation.ts';
import { openFormat } from '../formats/openFormat.ts';
import type { LoadOptions, LoadResult } from './LoadOptions.ts';
import { loadSource } from './loadSource.ts';

export interface ImportOptions extends LoadOptions, Adaptation {
  /** One of `importFormats`; left out, it is recognised by the files. */
  format?: string;
  folder: string;
}

/**
 * Imports a folder into the tables. A line that breaks the rules is listed with its reason and left out. Can be ended
 * at any moment, even by kill -9: the next call with the same files and tables resumes. Once it is through, a further
 * call changes nothing.
 *
 * @throws DataError when the folder as a whole cannot be read, with one sentence that says what to do.
 */
export async function importData(options: ImportOptions): Promise<LoadResult> {
  return loadSource({ ...options, source: await openFormat(options.format, options) });
}
