import { join } from 'node:path';
import { DataError } from '../read/DataError.ts';
import { readHeader } from '../read/readCsv.ts';
import type { ReadPosition } from '../read/readLines.ts';
import { fieldOfColumn, recordOfCells } from '../records/cells.ts';
import { toSourceLine, type DataSource, type SourceLine } from '../records/DataSource.ts';
import { interactionFields, parseInteraction } from '../records/InteractionRecord.ts';
import { itemFields, parseItem } from '../records/ItemRecord.ts';
import { fingerprintFiles, listFolder, type FolderOptions } from './openFolder.ts';
import { readRows } from './readRows.ts';

const neededFields: Record<string, string[]> = {
  'items.csv': ['itemId'],
  'interactions.csv': ['userId', 'itemId', 'eventType', 'timestamp'],
};

/**
 * `items.csv` and `interactions.csv`, at least one of them, in the layout of docs/import.md: a header that names the
 * fields in any order, lists separated by `|`, JSON as text.
 *
 * @throws DataError when neither file is there or a header names an unknown field or lacks a needed one.
 */
export async function openCsvFolder(options: FolderOptions): Promise<DataSource> {
  const { folder, now } = options;
  const present = await listFolder(folder);
  const names = Object.keys(neededFields).filter((name) => present.has(name));
  if (names.length === 0) {
    throw new DataError('FileMissing', `${folder} has neither ${Object.keys(neededFields).join(' nor ')}.`);
  }
  const columns = new Map<string, string[]>();
  for (const name of names) {
    columns.set(name, await columnsOf(folder, name, name === 'items.csv' ? itemFields : interactionFields));
  }

  async function* read<T>(
    name: string,
    position: ReadPosition,
    parse: (record: unknown) => T,
  ): AsyncGenerator<SourceLine<T>> {
    const fields = columns.get(name);
    if (fields === undefined) return;
    for await (const row of readRows(join(folder, name), position)) {
      yield toSourceLine(name, row, () => parse(recordOfCells(fields, row.fields ?? [])));
    }
  }
  return {
    name: folder,
    fingerprint: await fingerprintFiles(folder, names, 'csv', options),
    items: (position) => read('items.csv', position, (record) => parseItem(record)),
    interactions: (position) => read('interactions.csv', position, (record) => parseInteraction(record, now())),
  };
}

async function columnsOf(folder: string, name: string, known: readonly string[]): Promise<string[]> {
  const columns = (await readHeader(join(folder, name))).map((column) => fieldOfColumn(column, known));
  const unknown = columns.find((column) => !known.includes(column));
  if (unknown !== undefined) {
    throw new DataError(
      'HeaderBroken',
      `The header of ${name} has the unknown field ${JSON.stringify(unknown)}; known are ${known.join(', ')}.`,
    );
  }
  const missing = neededFields[name].find((column) => !columns.includes(column));
  if (missing !== undefined) throw new DataError('HeaderBroken', `The header of ${name} lacks the field ${missing}.`);
  if (new Set(columns).size < columns.length) {
    throw new DataError('HeaderBroken', `The header of ${name} names a field twice.`);
  }
  return columns;
}
