import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueItem } from '../../model/contract/index.ts';

/**
 * Turns public research data into what the evaluation command reads. Usage:
 *   tsx bench/quality/convert.ts movielens <folder with ratings.csv, movies.csv, tags.csv> <output folder>
 *   tsx bench/quality/convert.ts sequences <folder with X.txt and X_item2attributes.json> <output folder>
 * Writes interactions.tsv (user, item, value, Unix seconds; or user, item in order) and items.jsonl.
 */
async function convert(format: string, from: string, to: string): Promise<void> {
  const converters: Record<string, (folder: string) => Promise<Converted>> = { movielens, sequences };
  const converter = converters[format];
  if (converter === undefined) throw new Error(`Unknown format "${format}": ${Object.keys(converters).join(' or ')}.`);
  const { interactions, items } = await converter(from);
  await mkdir(to, { recursive: true });
  await writeFile(join(to, 'interactions.tsv'), `${interactions.join('\n')}\n`);
  await writeFile(join(to, 'items.jsonl'), `${items.map((item) => JSON.stringify(item)).join('\n')}\n`);
  console.log(`${interactions.length} interactions and ${items.length} items in ${to}`);
}

interface Converted {
  interactions: string[];
  items: CatalogueItem[];
}

/** MovieLens as CSV: genres become categories, free tags become tags. */
async function movielens(folder: string): Promise<Converted> {
  const lines = async (name: string): Promise<string[][]> =>
    (await readFile(join(folder, name), 'utf8')).trim().split(/\r?\n/).slice(1).map(csvFields);
  const tags = new Map<string, Set<string>>();
  for (const [, movieId, tag] of await lines('tags.csv')) {
    tags.set(movieId, (tags.get(movieId) ?? new Set()).add(tag.toLowerCase()));
  }
  const items = (await lines('movies.csv')).map(([itemId, title, genres]) => ({
    itemId,
    title,
    categories: genres === '(no genres listed)' ? [] : genres.split('|'),
    tags: [...(tags.get(itemId) ?? [])],
  }));
  return { interactions: (await lines('ratings.csv')).map((fields) => fields.join('\t')), items };
}

/** A line per user, `user item item …` in the order of time, and a JSON object of item to attribute numbers. */
async function sequences(folder: string): Promise<Converted> {
  const name = folder.split('/').filter(Boolean).at(-1) ?? '';
  const known: Record<string, string> = { toys: 'Toys_and_Games' };
  const base = known[name] ?? name;
  const interactions = (await readFile(join(folder, `${base}.txt`), 'utf8'))
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [user, ...items] = line.trim().split(/\s+/);
      return items.map((item) => `${user}\t${item}`);
    });
  const attributes = JSON.parse(await readFile(join(folder, `${base}_item2attributes.json`), 'utf8')) as Record<
    string,
    number[]
  >;
  const items = Object.entries(attributes).map(([itemId, codes]) => ({ itemId, tags: codes.map(String) }));
  return { interactions, items };
}

/** The fields of one CSV line (RFC 4180 without line breaks inside fields). */
function csvFields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain : quoted.replace(/""/g, '"'),
  );
}

const [format, from, to] = process.argv.slice(2);
if (to === undefined) throw new Error('Usage: convert.ts movielens|sequences <folder> <output folder>');
await convert(format, from, to);
