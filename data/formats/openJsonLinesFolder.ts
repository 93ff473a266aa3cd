import { join } from 'node:path';
import { DataError } from '../read/DataError.ts';
import { readJsonLines } from '../read/readJsonLines.ts';
import type { ReadPosition } from '../read/readLines.ts';
import { toSourceLine, type DataSource, type SourceLine } from '../records/DataSource.ts';
import { parseInteraction } from '../records/InteractionRecord.ts';
import { parseItem } from '../records/ItemRecord.ts';
import { fingerprintFiles, listFolder, type FolderOptions } from './openFolder.ts';

const files = ['items.jsonl', 'interactions.jsonl'];

/**
 * `items.jsonl` and `interactions.jsonl`, at least one of them, a JSON object a line, in the layout of docs/import.md.
 *
 * @throws DataError when neither file is there.
 */
export async function openJsonLinesFolder(options: FolderOptions): Promise<DataSource> {
  const { folder, now } = options;
  const present = await listFolder(folder);
  const names = files.filter((name) => present.has(name));
  if (names.length === 0) throw new DataError('FileMissing', `${folder} has neither ${files.join(' nor ')}.`);

  async function* read<T>(
    name: string,
    position: ReadPosition,
    parse: (record: unknown) => T,
  ): AsyncGenerator<SourceLine<T>> {
    if (!present.has(name)) return;
    for await (const lines of readJsonLines(join(folder, name), { position })) {
      for (const line of lines) yield toSourceLine(name, line, () => parse(line.value));
    }
  }
  return {
    name: folder,
    fingerprint: await fingerprintFiles(folder, names, 'jsonl', options),
    items: (position) => read('items.jsonl', position, (record) => parseItem(record)),
    interactions: (position) => read('interactions.jsonl', position, (record) => parseInteraction(record, now())),
  };
}
