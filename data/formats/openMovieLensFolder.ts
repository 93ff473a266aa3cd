import { DataError } from '../read/DataError.ts';
import type { DataSource } from '../records/DataSource.ts';
import { openMovieLensWithoutHeaders } from './openMovieLensWithoutHeaders.ts';
import { openMovieLensWithHeaders } from './openMovieLensWithHeaders.ts';
import { listFolder, type FolderOptions } from './openFolder.ts';

/**
 * A MovieLens data set, in the layout with `movies.csv` (latest, 20M, 25M, 32M) or the one with `u.data` (100K).
 * Source: https://grouplens.org/datasets/movielens/
 *
 * @throws DataError when the folder has neither, or has one in part.
 */
export async function openMovieLensFolder(options: FolderOptions): Promise<DataSource> {
  const names = await listFolder(options.folder);
  const layouts = [
    { files: ['movies.csv', 'ratings.csv'], open: openMovieLensWithHeaders },
    { files: ['u.item', 'u.data'], open: openMovieLensWithoutHeaders },
  ];
  for (const { files, open } of layouts) {
    const missing = files.filter((file) => !names.has(file));
    if (missing.length === 0) return open(options, names);
    if (missing.length < files.length) {
      const found = files.filter((file) => names.has(file)).join(' and ');
      throw new DataError('FileMissing', `${options.folder} has ${found} but not ${missing.join(' and ')}.`);
    }
  }
  throw new DataError(
    'FileMissing',
    `${options.folder} has neither movies.csv and ratings.csv nor u.item and u.data, so it is no MovieLens folder.`,
  );
}
