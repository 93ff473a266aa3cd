import { join } from 'node:path';
import { describeProblem, quote } from '../../schema/contract/checks.ts';
import { maximumTags } from '../../schema/contract/limits.ts';
import { DataError } from '../read/DataError.ts';
import { readHeader } from '../read/readCsv.ts';
import type { ReadPosition } from '../read/readLines.ts';
import { toSourceLine, type DataSource, type SourceLine } from '../records/DataSource.ts';
import type { InteractionRecord } from '../records/InteractionRecord.ts';
import type { ItemRecord } from '../records/ItemRecord.ts';
import { refuse } from '../records/RejectedRecordError.ts';
import { parseFilm, parseRating } from './movieLensRecords.ts';
import { fingerprintFiles, type FolderOptions } from './openFolder.ts';
import { readRows } from './readRows.ts';

const headers: Record<string, string[]> = {
  'movies.csv': ['movieId', 'title', 'genres'],
  'ratings.csv': ['userId', 'movieId', 'rating', 'timestamp'],
  'tags.csv': ['userId', 'movieId', 'tag', 'timestamp'],
};
const noGenres = '(no genres listed)';

/**
 * `movies.csv`, `ratings.csv` and, when it is there, `tags.csv`. Genres become categories, free tags become tags with
 * the most frequent first, a rating becomes a RATING with its value at its time.
 *
 * @throws DataError `HeaderBroken`.
 */
export async function openMovieLensWithHeaders(options: FolderOptions, present: Set<string>): Promise<DataSource> {
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
    items: (position) => readMovies(folder, present.has('tags.csv'), position),
    interactions: (position) => readRatings(folder, position, now),
  };
}

/** Of every movie: how many people gave it a tag, in lower case. */
type TagCounts = Map<string, Map<string, number>>;

async function* readMovies(
  folder: string,
  hasTags: boolean,
  position: ReadPosition,
): AsyncGenerator<SourceLine<ItemRecord>> {
  const tags: TagCounts = new Map();
  if (hasTags) {
    for await (const { fields } of readRows(join(folder, 'movies.csv'))) {
      if (fields) tags.set(fields[0], new Map());
    }
    yield* readTags(folder, tags);
  }
  for await (const row of readRows(join(folder, 'movies.csv'), position)) {
    yield toSourceLine('movies.csv', row, () => {
      const [movieId, title, genres] = row.fields ?? [];
      const categories = genres === noGenres ? [] : genres.split('|').filter((genre) => genre !== '');
      return parseFilm(movieId, title, categories, mostFrequent(tags.get(movieId)));
    });
  }
}

/**
 * Counts the tags of `tags.csv` into `counts`, which has an entry for every movie. What it takes is bounded by the
 * number of different tags. Yields the lines that are not taken, and no others.
 */
async function* readTags(folder: string, counts: TagCounts): AsyncGenerator<SourceLine<never>> {
  for await (const row of readRows(join(folder, 'tags.csv'))) {
    const counted = toSourceLine('tags.csv', row, () => countTag(row.fields ?? [], counts));
    if (counted.reason !== undefined) yield counted;
  }
}

/** @throws RejectedRecordError */
function countTag([, movieId, tag]: string[], counts: TagCounts): void {
  const ofMovie = counts.get(movieId);
  if (ofMovie === undefined) refuse(describeProblem('movieId', quote(movieId), 'the movies of movies.csv'));
  const key = tag.trim().toLowerCase();
  if (key === '') refuse(describeProblem('tag', quote(tag), 'a text'));
  ofMovie?.set(key, (ofMovie.get(key) ?? 0) + 1);
}

/** The most frequent tags first; equally frequent ones by their text, so that the order is the same every time. */
function mostFrequent(counts: Map<string, number> = new Map()): string[] {
  return [...counts]
    .sort(([tagA, countA], [tagB, countB]) => countB - countA || (tagA < tagB ? -1 : 1))
    .slice(0, maximumTags)
    .map(([tag]) => tag);
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
