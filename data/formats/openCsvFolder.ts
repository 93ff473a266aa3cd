import { join } from 'node:path';
import { DataError } from '../errors.ts';
import type { ImportOptions } from '../ImportOptions.ts';
import type { DataSource, ReadPosition, SourceLine } from '../types.ts';
import { fingerprintFiles, listFolder } from './openFolder.ts';
import { interactionFields, parseInteraction } from './parseInteraction.ts';
import { itemFields, parseItem } from './parseItem.ts';
import { parseLine } from './parseLine.ts';
import { readCsv } from './readCsv.ts';
import { readHeader } from './readHeader.ts';

const listSeparator = '|';

/**
 * `items.csv` and `interactions.csv`, at least one of them, in the layout of docs/import.md: a header that names the
 * fields in any order, lists separated by `|`, JSON as text.
 *
 * @throws DataError when neither file is there or a header names an unknown field or lacks a needed one.
 */
export async function openCsvFolder(options: ImportOptions): Promise<DataSource> {
  const { folder, now } = options;
  const present = await listFolder(folder);
  const names = ['items.csv', 'interactions.csv'].filter((name) => present.has(name));
  if (names.length === 0) {
    throw new DataError('FileMissing', `${folder} has neither items.csv nor interactions.csv.`);
  }
  const itemColumns = present.has('items.csv') ? await columnsOf(folder, 'items.csv', itemFields, ['itemId']) : [];
  const interactionColumns = present.has('interactions.csv')
    ? await columnsOf(folder, 'interactions.csv', interactionFields, ['userId', 'itemId', 'eventType', 'timestamp'])
    : [];
  return {
    name: folder,
    fingerprint: await fingerprintFiles(folder, names, 'csv', options),
    items: (position) => readRecords(folder, 'items.csv', itemColumns, position, parseItem),
    interactions: (position) =>
      readRecords(folder, 'interactions.csv', interactionColumns, position, (object) =>
        parseInteraction(object, now()),
      ),
  };
}

async function columnsOf(folder: string, name: string, known: readonly string[], needed: string[]): Promise<string[]> {
  const columns = await readHeader(join(folder, name));
  const unknown = columns.find((column) => !known.includes(column));
  if (unknown !== undefined) {
    throw new DataError(
      'HeaderBroken',
      `The header of ${name} has the unknown field ${JSON.stringify(unknown)}; known are ${known.join(', ')}.`,
    );
  }
  const missing = needed.find((column) => !columns.includes(column));
  if (missing !== undefined) throw new DataError('HeaderBroken', `The header of ${name} lacks the field ${missing}.`);
  if (new Set(columns).size < columns.length) {
    throw new DataError('HeaderBroken', `The header of ${name} names a field twice.`);
  }
  return columns;
}

async function* readRecords<T>(
  folder: string,
  name: string,
  columns: string[],
  position: ReadPosition,
  parse: (object: Record<string, unknown>) => T,
): AsyncGenerator<SourceLine<T>> {
  if (columns.length === 0) return;
  let isHeader = true;
  for await (const { line, fields, reason, text } of readCsv(join(folder, name), position)) {
    if (reason !== undefined) yield { file: name, line, text: () => text, reason };
    else if (!isHeader) yield parseLine(name, line, text, () => parse(toObject(columns, fields as string[])));
    isHeader = false;
  }
}

function toObject(columns: string[], fields: string[]): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [index, column] of columns.entries()) {
    if (fields[index] === '') continue;
    object[column] = column === 'categories' || column === 'tags' ? fields[index].split(listSeparator) : fields[index];
  }
  return object;
}
