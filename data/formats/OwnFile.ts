import { basename } from 'node:path';
import { quote } from '../../schema/contract/checks.ts';
import { DataError } from '../read/DataError.ts';
import { readHeader } from '../read/readCsv.ts';
import { readJsonRecords } from '../read/readJsonRecords.ts';
import type { ReadPosition } from '../read/readLines.ts';
import { fieldOfColumn, recordOfCells } from '../records/cells.ts';
import type { RawLine } from '../records/DataSource.ts';
import { isCsv } from './openFolder.ts';
import { readRows } from './readRows.ts';

/** A line of one of this project's own files, its values by the fields of the API. */
export interface OwnLine extends RawLine {
  record: Record<string, unknown>;
  notes: string[];
}

/** Fields with members, of which a map may name one: `attributes.colour`. */
const fieldsWithMembers = ['attributes', 'properties', 'context'];

/** A file in this project's own layout, CSV or JSON, whose columns may have other names by a map. */
export class OwnFile {
  readonly path: string;
  readonly name: string;
  /** The columns of its header, or the members of its first object. */
  readonly columns: readonly string[];
  readonly #known: readonly string[];
  readonly #said: Record<string, string>;

  private constructor(
    path: string,
    columns: readonly string[],
    known: readonly string[],
    said: Record<string, string>,
  ) {
    this.path = path;
    this.name = basename(path);
    this.columns = columns;
    this.#known = known;
    this.#said = said;
  }

  /**
   * @param known the fields of an item or of an interaction
   * @param needed those that a header must name
   * @param said the field of each column whose name is the file's own
   * @throws DataError `HeaderBroken`
   */
  static async open(
    path: string,
    known: readonly string[],
    needed: readonly string[],
    said: Record<string, string> = {},
  ): Promise<OwnFile> {
    if (!isCsv(path)) return new OwnFile(path, await membersOfFirst(path), known, said);
    const file = new OwnFile(path, await readHeader(path), known, said);
    const fields = file.columns.map((column) => file.#fieldOf(column));
    const unknown = fields.find((field) => !file.#isKnown(field));
    // A map speaks of the columns that matter; without one, an unknown name is a slip.
    if (unknown !== undefined && Object.keys(said).length === 0) {
      throw new DataError(
        'HeaderBroken',
        `The header of ${file.name} has the unknown field ${quote(unknown)}; known are ${known.join(', ')}. ` +
          'Say what it stands for by --map <field>=<column>.',
      );
    }
    const missing = needed.find((field) => !fields.includes(field));
    if (missing !== undefined) {
      throw new DataError(
        'HeaderBroken',
        `The header of ${file.name} lacks the field ${missing}; say which column it is by --map ${missing}=<column>.`,
      );
    }
    if (new Set(fields).size < fields.length) {
      throw new DataError('HeaderBroken', `The header of ${file.name} names a field twice.`);
    }
    return file;
  }

  has(field: string): boolean {
    return this.columns.some((column) => this.#fieldOf(column) === field);
  }

  async *read(position: ReadPosition): AsyncGenerator<OwnLine> {
    if (!isCsv(this.path)) {
      for await (const records of readJsonRecords(this.path, { position })) {
        for (const { value, ...line } of records) yield { ...line, ...this.#recordOf(Object.entries(value ?? {})) };
      }
      return;
    }
    const fields = this.columns.map((column) => this.#fieldOf(column));
    for await (const { fields: cells, ...line } of readRows(this.path, position)) {
      yield { ...line, ...this.#recordOf(cells ? Object.entries(recordOfCells(fields, cells)) : []) };
    }
  }

  /** Puts members where a map wants them, and leaves out what neither it nor the layout knows. */
  #recordOf(entries: [string, unknown][]): Pick<OwnLine, 'record' | 'notes'> {
    if (Object.keys(this.#said).length === 0) return { record: Object.fromEntries(entries), notes: [] };
    const record: Record<string, unknown> = {};
    const notes: string[] = [];
    for (const [name, value] of entries) {
      const field = isCsv(this.path) ? name : this.#fieldOf(name);
      if (!this.#isKnown(field)) notes.push(`${name} left out`);
      else if (field.includes('.')) {
        const [outer, inner] = splitMember(field);
        record[outer] = { ...(record[outer] as object | undefined), [inner]: value };
      } else record[field] = value;
    }
    return { record, notes };
  }

  #fieldOf(column: string): string {
    if (Object.hasOwn(this.#said, column)) return this.#said[column];
    const field = isCsv(this.path) ? fieldOfColumn(column, this.#known) : column;
    // Of a field that a map gives to another column, this one is not it.
    return Object.values(this.#said).includes(field) ? `${column} (by its name)` : field;
  }

  #isKnown(field: string): boolean {
    const [outer, inner] = splitMember(field);
    return this.#known.includes(outer) && (inner === '' || fieldsWithMembers.includes(outer));
  }
}

const splitMember = (field: string): [string, string] => {
  const at = field.indexOf('.');
  return at === -1 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
};

async function membersOfFirst(path: string): Promise<string[]> {
  for await (const records of readJsonRecords(path)) {
    const first = records.find(({ value }) => value !== undefined)?.value;
    if (first !== undefined) return Object.keys(first);
  }
  return [];
}
