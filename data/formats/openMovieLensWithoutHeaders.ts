import { join } from 'node:path';
import { describeProblem, quote } from '../../schema/contract/checks.ts';
import { readLines, type ReadPosition } from '../read/readLines.ts';
import { toSourceLine, type DataSource, type SourceLine } from '../records/DataSource.ts';
import type { ItemRecord } from '../records/ItemRecord.ts';
import { RejectedRecordError } from '../records/RejectedRecordError.ts';
import { expectFields, parseFilm, parseRating } from './movieLensRecords.ts';
import type { FormatOptions } from './Format.ts';
import { fingerprintFiles, unreadFiles } from './openFolder.ts';

/** The order of the genre flags in `u.item`, as `u.genre` and the README of the data set give it. */
const genres = [
  'unknown',
  'Action',
  'Adventure',
  'Animation',
  "Children's",
  'Comedy',
  'Crime',
  'Documentary',
  'Drama',
  'Fantasy',
  'Film-Noir',
  'Horror',
  'Musical',
  'Mystery',
  'Romance',
  'Sci-Fi',
  'Thriller',
  'War',
  'Western',
];
const fieldsBeforeGenres = 5;

/** `u.item` (separated by `|`, ISO 8859-1) and `u.data` (separated by tabs), both without a header. */
export async function openMovieLensWithoutHeaders(options: FormatOptions, present: Set<string>): Promise<DataSource> {
  const { folder, now } = options;
  return {
    name: folder,
    fingerprint: await fingerprintFiles(folder, ['u.item', 'u.data'], 'movielens', options),
    unreadFiles: unreadFiles(present, ['u.item', 'u.data']),
    items: (position) => read(folder, 'u.item', '|', position, parseMovie),
    interactions: (position) =>
      read(folder, 'u.data', '\t', position, (fields) => parseRating(expectFields(fields, 4), now())),
  };
}

async function* read<T>(
  folder: string,
  name: string,
  separator: string,
  position: ReadPosition,
  parse: (fields: string[]) => T,
): AsyncGenerator<SourceLine<T>> {
  for await (const lines of readLines(join(folder, name), { position, encoding: 'latin1' })) {
    for (const line of lines) {
      if (line.text.trim() !== '') yield toSourceLine(name, line, () => parse(line.text.split(separator)));
    }
  }
}

function parseMovie(fields: string[]): ItemRecord {
  const [movieId, title] = expectFields(fields, fieldsBeforeGenres + genres.length);
  const flags = fields.slice(fieldsBeforeGenres);
  const broken = flags.find((flag) => flag !== '0' && flag !== '1');
  if (broken !== undefined) throw new RejectedRecordError(describeProblem('a genre', quote(broken), '0 or 1'));
  // The first flag says that no genre is known.
  return parseFilm(
    movieId,
    title,
    genres.filter((_, index) => index > 0 && flags[index] === '1'),
  );
}
