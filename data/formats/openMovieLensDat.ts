import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readLines, type ReadPosition } from '../read/readLines.ts';
import { toSourceLine, type DataSource, type SourceLine } from '../records/DataSource.ts';
import type { ItemRecord } from '../records/ItemRecord.ts';
import { categoriesOf, expectFields, parseFilm, parseRating, TagCounts } from './movieLensRecords.ts';
import type { FormatOptions } from './Format.ts';
import { fingerprintFiles, unreadFiles } from './openFolder.ts';

const separator = '::';

/** `movies.dat`, `ratings.dat` and, when it is there, `tags.dat`: fields separated by `::`, without a header. */
export async function openMovieLensDat(options: FormatOptions, present: Set<string>): Promise<DataSource> {
  const { folder, now } = options;
  const names = ['movies.dat', 'ratings.dat', 'tags.dat'].filter((name) => present.has(name));
  return {
    name: folder,
    fingerprint: await fingerprintFiles(folder, names, 'movielens', options),
    unreadFiles: unreadFiles(present, names),
    items: (position) => readMovies(folder, present.has('tags.dat'), position),
    interactions: (position) =>
      read(folder, 'ratings.dat', position, (fields) => parseRating(expectFields(fields, 4), now())),
  };
}

async function* readMovies(
  folder: string,
  hasTags: boolean,
  position: ReadPosition,
): AsyncGenerator<SourceLine<ItemRecord>> {
  const tags = new TagCounts('movies.dat');
  if (hasTags) {
    for await (const { record } of read(folder, 'movies.dat', { fraction: 0 }, (fields) => fields[0])) {
      if (record !== undefined) tags.addMovie(record);
    }
    for await (const line of read(folder, 'tags.dat', { fraction: 0 }, (fields) =>
      tags.count(expectFields(fields, 4)),
    )) {
      if (line.reason !== undefined) yield line;
    }
  }
  yield* read(folder, 'movies.dat', position, (fields) => {
    const [movieId, title, genres] = expectFields(fields, 3);
    return parseFilm(movieId, title, categoriesOf(genres), tags.mostFrequent(movieId));
  });
}

async function* read<T>(
  folder: string,
  name: string,
  position: ReadPosition,
  parse: (fields: string[]) => T,
): AsyncGenerator<SourceLine<T>> {
  const path = join(folder, name);
  const encoding = name === 'ratings.dat' ? 'utf8' : await encodingOf(path);
  for await (const lines of readLines(path, { position, encoding })) {
    for (const line of lines) {
      if (line.text.trim() !== '') yield toSourceLine(name, line, () => parse(line.text.split(separator)));
    }
  }
}

/** 10M is UTF-8, 1M is ISO 8859-1; the files with text have a few megabytes. */
const encodingOf = async (path: string): Promise<'utf8' | 'latin1'> =>
  isUtf8(await readFile(path)) ? 'utf8' : 'latin1';
