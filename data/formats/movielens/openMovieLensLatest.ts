import { join } from 'node:path';
import { DataError } from '../../errors.ts';
import type { ImportOptions } from '../../ImportOptions.ts';
import type { DataSource, InteractionRecord, ItemRecord, ReadPosition, SourceLine } from '../../types.ts';
import { idField, listField, textField } from '../fields.ts';
import { fingerprintFiles } from '../openFolder.ts';
import { parseLine } from '../parseLine.ts';
import { readCsv } from '../readCsv.ts';
import { readHeader } from '../readHeader.ts';
import { parseRating } from './parseRating.ts';
import { readTags, type TagCounts } from './readTags.ts';
import { yearOfTitle } from './yearOfTitle.ts';

const headers: Record<string, string[]> = {
  'movies.csv': ['movieId', 'title', 'genres'],
  'ratings.csv': ['userId', 'movieId', 'rating', 'timestamp'],
  'tags.csv': ['userId', 'movieId', 'tag', 'timestamp'],
};
const noGenres = '(no genres listed)';
const maximumTags = 50;

/**
 * `movies.csv`, `ratings.csv` and, when it is there, `tags.csv`. Genres become categories, free tags become tags with
 * the most frequent first, a rating becomes a RATING with its value at its time.
 *
 * @throws DataError `HeaderBroken`.
 */
export async function openMovieLensLatest(options: ImportOptions, present: Set<string>): Promise<DataSource> {
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

async function* readMovies(
  folder: string,
  hasTags: boolean,
  position: ReadPosition,
): AsyncGenerator<SourceLine<ItemRecord>> {
  const tags: TagCounts = new Map();
  if (hasTags) {
    for await (const { fields } of skipHeader(folder, 'movies.csv', { fraction: 0 })) {
      if (fields) tags.set(fields[0], new Map());
    }
    yield* readTags(folder, tags);
  }
  for await (const { line, fields, reason, text } of skipHeader(folder, 'movies.csv', position)) {
    if (reason !== undefined) yield { file: 'movies.csv', line, text: () => text, reason };
    else yield parseLine('movies.csv', line, text, () => parseMovie(fields as string[], tags));
  }
}

function parseMovie([movieId, title, genres]: string[], tags: TagCounts): ItemRecord {
  const year = yearOfTitle(title);
  return {
    itemId: idField(movieId, 'movieId'),
    title: textField(title.trim(), 'title'),
    categories: listField(genres === noGenres ? [] : genres.split('|'), 'genres', 20),
    tags: mostFrequent(tags.get(movieId)),
    attributes: year === undefined ? undefined : JSON.stringify({ year }),
  };
}

/** The most frequent tags first; equally frequent ones by their text, so that the order is the same every time. */
function mostFrequent(counts: Map<string, number> | undefined): string[] | undefined {
  if (counts === undefined || counts.size === 0) return undefined;
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
  for await (const { line, fields, reason, text } of skipHeader(folder, 'ratings.csv', position)) {
    if (reason !== undefined) yield { file: 'ratings.csv', line, text: () => text, reason };
    else yield parseLine('ratings.csv', line, text, () => parseRating(fields as string[], now()));
  }
}

async function* skipHeader(folder: string, name: string, position: ReadPosition) {
  let isHeader = true;
  for await (const record of readCsv(join(folder, name), position)) {
    if (!isHeader) yield record;
    isHeader = false;
  }
}
