import { join } from 'node:path';
import { DataError } from '../read/DataError.ts';
import { readHeader } from '../read/readCsv.ts';
import type { ReadPosition } from '../read/readLines.ts';
import { toSourceLine, type DataSource, type SourceLine } from '../records/DataSource.ts';
import type { InteractionRecord } from '../records/InteractionRecord.ts';
import type { ItemRecord } from '../records/ItemRecord.ts';
import { categoriesOf, parseFilm, parseRating, TagCounts } from './movieLensRecords.ts';
import type { FormatOptions } from './Format.ts';
import { fingerprintFiles, unreadFiles } from './openFolder.ts';
import { readRows } from './readRows.ts';

const headers: Record<string, string[]> = {
  'movies.csv': ['movieId', 'title', 'genres'],
  'ratings.csv': ['userId', 'movieId', 'rating', 'timestamp'],
  'tags.csv': ['userId', 'movieId', 'tag', 'timestamp'],
};

/**
 * `movies.csv`, `ratings.csv` and, when it is there, `tags.csv`. Genres become categories, free tags become tags with
 * the most frequent first, a rating becomes a RATING with its value at its time.
 *
 * @throws DataError `HeaderBroken`.
 */
export async function openMovieLensWithHeaders(options: FormatOptions, present: Set<string>): Promise<DataSource> {
  const { folder, now } = options;
  const names = Object.keys(headers).filter((name) => present.has(name));
  for (const name of names) {
    const found = await readHeader(join(folder, name));
    if (found.join() !== headers[name].join()) {
      throw new DataError(
        'HeaderBroken',
        `The first line of ${name} must be ${headers[name].join()} but is ${found.join().slice(0, 100)}.`,
      );
    }
  }
  return {
    name: folder,
    fingerprint: await fingerprintFiles(folder, names, 'movielens', options),
    unreadFiles: unreadFiles(present, names),
    items: (position) => readMovies(folder, present.has('tags.csv'), position),
    interactions: (position) => readRatings(folder, position, now),
  };
}

async function* readMovies(
  folder: string,
  hasTags: boolean,
  position: ReadPosition,
): AsyncGenerator<SourceLine<ItemRecord>> {
  const tags = new TagCounts('movies.csv');
  if (hasTags) {
    for await (const { fields } of readRows(join(folder, 'movies.csv'))) {
      if (fields) tags.addMovie(fields[0]);
    }
    for await (const row of readRows(join(folder, 'tags.csv'))) {
      const counted = toSourceLine('tags.csv', row, () => tags.count(row.fields ?? []) as never);
      if (counted.reason !== undefined) yield counted;
    }
  }
  for await (const row of readRows(join(folder, 'movies.csv'), position)) {
    yield toSourceLine('movies.csv', row, () => {
      const [movieId, title, genres] = row.fields ?? [];
      return parseFilm(movieId, title, categoriesOf(genres), tags.mostFrequent(movieId));
    });
  }
}

async function* readRatings(
  folder: string,
  position: ReadPosition,
  now: () => number,
): AsyncGenerator<SourceLine<InteractionRecord>> {
  for await (const row of readRows(join(folder, 'ratings.csv'), position)) {
    yield toSourceLine('ratings.csv', row, () => parseRating(row.fields ?? [], now()));
  }
}
