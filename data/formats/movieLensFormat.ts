import { DataError } from '../read/DataError.ts';
import type { DataSource } from '../records/DataSource.ts';
import type { Format, FormatOptions } from './Format.ts';
import { listFolder } from './openFolder.ts';
import { openMovieLensDat } from './openMovieLensDat.ts';
import { openMovieLensWithHeaders } from './openMovieLensWithHeaders.ts';
import { openMovieLensWithoutHeaders } from './openMovieLensWithoutHeaders.ts';

const layouts = [
  { files: ['movies.csv', 'ratings.csv'], open: openMovieLensWithHeaders },
  { files: ['movies.dat', 'ratings.dat'], open: openMovieLensDat },
  { files: ['u.item', 'u.data'], open: openMovieLensWithoutHeaders },
];

/**
 * A MovieLens data set: with `movies.csv` (latest, 20M, 25M, 32M), `movies.dat` (1M, 10M) or `u.data` (100K).
 * Source: https://grouplens.org/datasets/movielens/
 */
export const movieLensFormat: Format = {
  name: 'movielens',
  title: 'MovieLens',
  recognise: ({ names }) => {
    const layout = layouts.find(({ files }) => files.every((file) => names.has(file)));
    return layout && { score: layout.files.length, because: `there are ${layout.files.join(' and ')}` };
  },
  open: openMovieLensFolder,
};

async function openMovieLensFolder(options: FormatOptions): Promise<DataSource> {
  const names = await listFolder(options.folder);
  for (const { files, open } of layouts) {
    const missing = files.filter((file) => !names.has(file));
    if (missing.length === 0) return open(options, names);
    if (missing.length < files.length) {
      const found = files.filter((file) => names.has(file)).join(' and ');
      throw new DataError('FileMissing', `${options.folder} has ${found} but not ${missing.join(' and ')}.`);
    }
  }
  const wanted = layouts.map(({ files }) => files.join(' and ')).join(', nor ');
  throw new DataError('FileMissing', `${options.folder} has neither ${wanted}, so it is no MovieLens folder.`);
}
