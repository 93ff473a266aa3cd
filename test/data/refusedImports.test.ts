import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importData, type DataTables, type ImportOptions } from '../../data/index.ts';
import { readAll, startTables } from './helpers/startTables.ts';

const fixtures = join(import.meta.dirname, '../fixtures/data');
const now = Date.UTC(2026, 10, 21);
let database: Awaited<ReturnType<typeof startTables>>;
let tables: DataTables;
let stateFolder: string;
let count = 0;

beforeAll(async () => {
  database = await startTables();
});
afterAll(() => database.close());
beforeEach(async () => {
  tables = await database.makeTables();
  stateFolder = join(database.folder, `state-${(count += 1)}`);
});

const run = (options: Partial<ImportOptions> & Pick<ImportOptions, 'format' | 'folder'>) =>
  importData({ client: database.client, tables, stateFolder, now: () => now, ...options });

describe('what cannot be imported is refused in one sentence, before anything is written', () => {
  const folderWith = async (files: Record<string, string>): Promise<string> => {
    const folder = join(database.folder, `folder-${(count += 1)}`);
    await mkdir(folder);
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    return folder;
  };
  const refusal = async (format: string, folder: string): Promise<string> => {
    const error = await run({ format, folder }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'DataError' });
    expect(await readAll(database.client, tables.catalogue)).toEqual([]);
    const { code, message } = error as { code: string; message: string };
    return `${code}: ${message.replaceAll(folder, '<folder>')}`;
  };

  test.each<[string, string, Record<string, string> | undefined, string]>([
    ['an absent folder', 'csv', undefined, 'FolderMissing: There is no folder <folder>.'],
    ['an empty folder', 'movielens', {}, 'FolderEmpty: The folder <folder> is empty.'],
    [
      'an unknown format',
      'xml',
      { a: '' },
      'FormatUnknown: There is no format "xml"; use csv, jsonl, movielens, personalize, retailrocket, shopify, goodbooks, gorse, metarank.',
    ],
    [
      'a folder without the files',
      'jsonl',
      { 'other.txt': '' },
      'FileMissing: <folder> has neither items.jsonl nor interactions.jsonl.',
    ],
    [
      'one MovieLens file without the other',
      'movielens',
      { 'movies.csv': 'movieId,title,genres\n' },
      'FileMissing: <folder> has movies.csv but not ratings.csv.',
    ],
    [
      'a broken MovieLens header',
      'movielens',
      { 'movies.csv': 'movieId;title;genres\n', 'ratings.csv': 'userId,movieId,rating,timestamp\n' },
      'HeaderBroken: The first line of movies.csv must be movieId,title,genres but is movieId;title;genres.',
    ],
    [
      'an empty CSV file',
      'csv',
      { 'items.csv': '' },
      'HeaderBroken: items.csv is empty; its first line must name the fields.',
    ],
    [
      'a CSV header without a needed field',
      'csv',
      { 'items.csv': 'title\nx\n' },
      'HeaderBroken: The header of items.csv lacks the field itemId; say which column it is by --map itemId=<column>.',
    ],
    [
      'a CSV header with an unknown field',
      'csv',
      { 'interactions.csv': 'userId,itemId,eventType,timestamp,mood\n' },
      'HeaderBroken: The header of interactions.csv has the unknown field "mood"; known are userId, itemId, eventType, ' +
        'eventValue, eventId, timestamp, sessionId, recommendationId, position, context, properties. Say what it stands for by --map <field>=<column>.',
    ],
  ])('%s', async (_, format, files, expected) => {
    const folder = files ? await folderWith(files) : join(database.folder, 'absent');
    expect(await refusal(format, folder)).toBe(expected);
  });

  test('absent tables', async () => {
    tables = { userData: 'nowhere', catalogue: 'nowhere-either' };
    await expect(run({ format: 'jsonl', folder: join(fixtures, 'jsonl') })).rejects.toMatchObject({
      code: 'TableMissing',
      message: expect.stringContaining('does not exist'),
    });
  });
});
