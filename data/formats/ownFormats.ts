import { join } from 'node:path';
import { DataError } from '../read/DataError.ts';
import type { ReadPosition } from '../read/readLines.ts';
import { toSourceLine, type DataSource, type SourceLine } from '../records/DataSource.ts';
import { interactionFields, parseInteraction, type InteractionRecord } from '../records/InteractionRecord.ts';
import { itemFields, parseItem, type ItemRecord } from '../records/ItemRecord.ts';
import { eventTypeReader, timeOfLine, undatedNote } from './Adaptation.ts';
import type { Format, FormatOptions } from './Format.ts';
import { namedItems } from './namedItems.ts';
import { fingerprintFiles, listFolder, unreadFiles } from './openFolder.ts';
import { OwnFile } from './OwnFile.ts';

/** The layout of docs/import.md, in CSV and in JSON; with a map, also files whose columns have other names. */
export const csvFormat = ownFormat('csv', 'CSV', ['csv']);
export const jsonFormat = ownFormat('jsonl', 'JSON', ['jsonl', 'ndjson', 'json']);

/** The names of the files; of the two one may be missing. */
interface OwnFiles {
  items?: string;
  interactions?: string;
}

function ownFormat(name: string, title: string, endings: readonly string[]): Format {
  const find = (names: Set<string>, { itemsFile, interactionsFile }: Partial<FormatOptions>): OwnFiles => {
    if (itemsFile !== undefined || interactionsFile !== undefined) {
      return { items: itemsFile, interactions: interactionsFile };
    }
    const usual = (stem: string) => endings.map((ending) => `${stem}.${ending}`).find((file) => names.has(file));
    return { items: usual('items'), interactions: usual('interactions') };
  };
  return {
    name,
    title,
    isAdaptable: true,
    recognise: ({ names }, options) => {
      const found = present(find(names, options));
      const isMeant = found.some((file) => names.has(file) && endings.some((ending) => file.endsWith(`.${ending}`)));
      // Less than the columns of any product: some of them use these names of files.
      return isMeant ? { score: 0.5, because: `there is ${found.join(' and ')}` } : undefined;
    },
    open: async (options) => {
      const names = await listFolder(options.folder);
      const files = find(names, options);
      const missing = present(files).find((file) => !names.has(file));
      if (missing !== undefined) throw new DataError('FileMissing', `${options.folder} has no ${missing}.`);
      if (present(files).length === 0) {
        const usual = ['items', 'interactions'].map((stem) => `${stem}.${endings[0]}`);
        throw new DataError('FileMissing', `${options.folder} has neither ${usual.join(' nor ')}.`);
      }
      const source = await openOwnFiles(files, options);
      return { ...source, unreadFiles: unreadFiles(names, present(files)) };
    },
  };
}

const present = ({ items, interactions }: OwnFiles): string[] =>
  [items, interactions].filter((file) => file !== undefined);

/** @throws DataError when a header names an unknown field or lacks a needed one, or no file has a column of the map */
async function openOwnFiles(files: OwnFiles, options: FormatOptions): Promise<DataSource> {
  const { folder, columns: said = {}, eventType } = options;
  const needed = ['userId', 'itemId', ...(eventType === undefined ? ['eventType'] : [])];
  const open = (file: string | undefined, known: readonly string[], neededOfIt: readonly string[]) =>
    file === undefined ? undefined : OwnFile.open(join(folder, file), known, neededOfIt, said);
  const items = await open(files.items, itemFields, ['itemId']);
  const interactions = await open(files.interactions, interactionFields, needed);
  const unused = Object.keys(said).find(
    (column) => ![items, interactions].some((file) => file?.columns.includes(column)),
  );
  if (unused !== undefined) {
    throw new DataError('HeaderBroken', `No file has the column ${JSON.stringify(unused)} that --map names.`);
  }
  // Without a map the rule of the API holds: an interaction is refused unless its item is known.
  const itemsAreOnlyNamed = items === undefined && Object.keys(said).length > 0;
  const allInteractions = (position: ReadPosition) => readInteractions(interactions, position, options);
  return {
    name: folder,
    fingerprint: await fingerprintFiles(folder, present(files), 'own', options),
    itemsAreOnlyNamed,
    items: (position) => (itemsAreOnlyNamed ? namedItems(allInteractions(position)) : readItems(items, position)),
    interactions: allInteractions,
  };
}

async function* readItems(file: OwnFile | undefined, position: ReadPosition): AsyncGenerator<SourceLine<ItemRecord>> {
  if (file === undefined) return;
  for await (const { record, notes, ...line } of file.read(position)) {
    yield toSourceLine(file.name, line, () => parseItem(record), notes);
  }
}

async function* readInteractions(
  file: OwnFile | undefined,
  position: ReadPosition,
  options: FormatOptions,
): AsyncGenerator<SourceLine<InteractionRecord>> {
  if (file === undefined) return;
  const eventTypeOf = eventTypeReader(options);
  // The first line decides, as it does in training: in a file with times, a line without one is broken.
  const isDated = file.has('timestamp');
  for await (const { record, notes, ...line } of file.read(position)) {
    const lacksTime = !isDated && record.timestamp === undefined;
    const whole = {
      ...record,
      eventType: eventTypeOf(record.eventType),
      ...(lacksTime ? { timestamp: timeOfLine(line.line) } : {}),
    };
    const parse = (): InteractionRecord => parseInteraction(whole, options.now());
    yield toSourceLine(file.name, line, parse, lacksTime ? [...notes, undatedNote] : notes);
  }
}
