import { join } from 'node:path';
import { DataError } from '../read/DataError.ts';
import { readJsonRecords, type JsonRecord } from '../read/readJsonRecords.ts';
import type { ReadPosition } from '../read/readLines.ts';
import { toSourceLine, type DataSource, type SourceLine } from '../records/DataSource.ts';
import { parseInteraction, type InteractionRecord } from '../records/InteractionRecord.ts';
import { parseItem, type ItemRecord } from '../records/ItemRecord.ts';
import { readHeader } from '../read/readCsv.ts';
import { eventTypeReader } from './Adaptation.ts';
import type { Format, FormatOptions } from './Format.ts';
import { namedItems } from './namedItems.ts';
import { fingerprintFiles, isCsv, lookInto, unreadFiles, type Folder } from './openFolder.ts';
import { readRows } from './readRows.ts';
import { Row } from './Row.ts';

/** The fields of an item or of an interaction, before the rules. */
export type Draft = Record<string, unknown>;

/** One kind of file of a product: CSV with a header, or JSON objects. */
export interface FileLayout {
  /** What a file must name to be of this kind. */
  columns: readonly string[];
  /** What it must not name, because then it is of another. */
  without?: readonly string[];
  /** The item of a row, or undefined where the row is about something else. */
  item?: (row: Row) => Draft | undefined;
  /** Several rows say one item: what the item is after one more of them. The whole catalogue is then in memory. */
  extendItem?: (item: Draft, row: Row) => Draft;
  /** The interactions of a row, `eventType` in the words of the file; none where it is about something else. */
  interactions?: (row: Row) => Draft[];
}

export interface TableLayout {
  name: string;
  title: string;
  files: readonly FileLayout[];
  /** What event types are called there. */
  eventTypes?: Record<string, string>;
}

interface FoundFile {
  name: string;
  layout: FileLayout;
}

/**
 * A format of files that name their columns, recognised by these and not by the names of the files. What a row has and
 * its layout does not ask for is noted. Where no file describes items, those that the interactions name are taken.
 */
export function tableFormat(layout: TableLayout): Format {
  const { name, title, files } = layout;
  return {
    name,
    title,
    recognise: (folder) => {
      const found = findFiles(folder, files);
      if (found.length === 0) return undefined;
      const because = found.map((file) => `${file.name} has ${file.layout.columns.join(', ')}`).join(' and ');
      return { score: found.reduce((sum, file) => sum + file.layout.columns.length, 0), because };
    },
    open: async (options) => {
      const folder = await lookInto(options.folder);
      const found = findFiles(folder, files);
      if (found.length === 0) {
        const wanted = files.map(({ columns }) => columns.join(', ')).join('; or ');
        throw new DataError('FileMissing', `${options.folder} has no file of ${title}, with the columns ${wanted}.`);
      }
      return openTables(layout, folder, found, options);
    },
  };
}

function findFiles({ columns }: Folder, layouts: readonly FileLayout[]): FoundFile[] {
  return [...columns].flatMap(([name, present]) => {
    const layout = layouts.find(
      (each) =>
        each.columns.every((column) => present.includes(column)) &&
        !each.without?.some((column) => present.includes(column)),
    );
    return layout === undefined ? [] : [{ name, layout }];
  });
}

async function openTables(
  { name, eventTypes }: TableLayout,
  { path, names }: Folder,
  found: readonly FoundFile[],
  options: FormatOptions,
): Promise<DataSource> {
  const read = found.map((file) => file.name);
  const itemFiles = found.filter(({ layout }) => layout.item);
  const interactionFiles = found.filter(({ layout }) => layout.interactions);
  const interactions = (position: ReadPosition) =>
    readInteractions(path, interactionFiles, position, options, eventTypes);
  const itemsAreOnlyNamed = itemFiles.length === 0;
  return {
    name: path,
    fingerprint: await fingerprintFiles(path, read, name, options),
    unreadFiles: unreadFiles(names, read),
    itemsAreOnlyNamed,
    items: (position) =>
      itemsAreOnlyNamed ? namedItems(interactions(position)) : readItems(path, itemFiles, position),
    interactions,
  };
}

async function* readItems(
  folder: string,
  files: readonly FoundFile[],
  position: ReadPosition,
): AsyncGenerator<SourceLine<ItemRecord>> {
  for (const { name, layout } of files) {
    const { item: itemOf, extendItem } = layout;
    const unfinished = new Map<unknown, { item: Draft; raw: JsonRecord; notes: string[] }>();
    for await (const raw of readRecords(folder, name, position)) {
      const row = new Row(raw.value ?? {}, raw.line);
      const item = raw.value && itemOf?.(row);
      if (raw.value && item === undefined) continue;
      if (extendItem === undefined || item === undefined) {
        yield toSourceLine(name, raw, () => parseItem(withoutAbsent(item)), row.notes());
        continue;
      }
      const before = unfinished.get(item.itemId);
      unfinished.set(item.itemId, {
        item: extendItem(before?.item ?? item, row),
        raw: before?.raw ?? raw,
        notes: [...(before?.notes ?? []), ...row.notes()],
      });
    }
    for (const { item, raw, notes } of unfinished.values()) {
      yield toSourceLine(name, raw, () => parseItem(withoutAbsent(item)), notes);
    }
  }
}

async function* readInteractions(
  folder: string,
  files: readonly FoundFile[],
  position: ReadPosition,
  options: FormatOptions,
  usual: Record<string, string> | undefined,
): AsyncGenerator<SourceLine<InteractionRecord>> {
  const eventTypeOf = eventTypeReader(options, usual);
  for (const { name, layout } of files) {
    for await (const raw of readRecords(folder, name, position)) {
      // Where a file holds both, its items have listed what is broken.
      if (raw.value === undefined && layout.item) continue;
      const row = new Row(raw.value ?? {}, raw.line);
      const drafts = raw.value && layout.interactions ? layout.interactions(row) : [{}];
      for (const [index, draft] of drafts.entries()) {
        const eventType = eventTypeOf(draft.eventType);
        const parse = (): InteractionRecord => parseInteraction(withoutAbsent({ ...draft, eventType }), options.now());
        yield toSourceLine(name, raw, parse, index === 0 ? row.notes() : []);
      }
    }
  }
}

/** A list without members says nothing, as in a cell. */
function withoutAbsent(draft: Draft = {}): Draft {
  return Object.fromEntries(
    Object.entries(draft).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}

/** Rows by the names of their columns. */
async function* readRecords(folder: string, name: string, position: ReadPosition): AsyncGenerator<JsonRecord> {
  const path = join(folder, name);
  if (!isCsv(name)) {
    for await (const records of readJsonRecords(path, { position })) yield* records;
    return;
  }
  const columns = await readHeader(path);
  for await (const { fields, ...place } of readRows(path, position)) {
    yield fields ? { ...place, value: Object.fromEntries(columns.map((column, at) => [column, fields[at]])) } : place;
  }
}
