import { join } from 'node:path';
import type { ImportOptions } from '../../ImportOptions.ts';
import type { DataSource, InteractionRecord, ItemRecord, ReadPosition, SourceLine } from '../../types.ts';
import { idField, textField } from '../fields.ts';
import { fingerprintFiles } from '../openFolder.ts';
import { parseLine } from '../parseLine.ts';
import { readLines } from '../readLines.ts';
import { received, RejectedLine } from '../RejectedLine.ts';
import { parseRating } from './parseRating.ts';
import { yearOfTitle } from './yearOfTitle.ts';

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
export async function openMovieLens100k(options: ImportOptions): Promise<DataSource> {
  const { folder, now } = options;
  return {
    name: folder,
    fingerprint: await fingerprintFiles(folder, ['u.item', 'u.data'], 'movielens', options),
    items: (position) => read(folder, 'u.item', '|', position, parseMovie),
    interactions: (position) =>
      read(folder, 'u.data', '\t', position, (fields): InteractionRecord => {
        expectFields(fields, 4);
        return parseRating(fields, now());
      }),
  };
}

async function* read<T>(
  folder: string,
  name: string,
  separator: string,
  position: ReadPosition,
  parse: (fields: string[]) => T,
): AsyncGenerator<SourceLine<T>> {
  for await (const { line, text, reason } of readLines(join(folder, name), position, 'latin1')) {
    if (reason !== undefined) yield { file: name, line, text: () => text, reason };
    else if (text.trim() !== '') yield parseLine(name, line, text, () => parse(text.split(separator)));
  }
}

function parseMovie(fields: string[]): ItemRecord {
  expectFields(fields, fieldsBeforeGenres + genres.length);
  const [movieId, title] = fields;
  const flags = fields.slice(fieldsBeforeGenres);
  const broken = flags.find((flag) => flag !== '0' && flag !== '1');
  if (broken !== undefined) throw new RejectedLine(`a genre must be 0 or 1: ${received(broken)}`);
  // The first flag says that no genre is known.
  const categories = genres.filter((_, index) => index > 0 && flags[index] === '1');
  const year = yearOfTitle(title);
  return {
    itemId: idField(movieId, 'movie id'),
    title: textField(title.trim(), 'title'),
    categories: categories.length > 0 ? categories : undefined,
    attributes: year === undefined ? undefined : JSON.stringify({ year }),
  };
}

function expectFields(fields: string[], expected: number): void {
  if (fields.length !== expected) {
    throw new RejectedLine(
      `it has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'} instead of ${expected}`,
    );
  }
}
