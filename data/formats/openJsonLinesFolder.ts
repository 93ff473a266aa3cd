import { join } from 'node:path';
import { DataError } from '../errors.ts';
import type { ImportOptions } from '../ImportOptions.ts';
import type { DataSource, ReadPosition, SourceLine } from '../types.ts';
import { fingerprintFiles, listFolder } from './openFolder.ts';
import { parseInteraction } from './parseInteraction.ts';
import { parseItem } from './parseItem.ts';
import { parseLine } from './parseLine.ts';
import { readLines } from './readLines.ts';
import { received, RejectedLine } from './RejectedLine.ts';

/**
 * `items.jsonl` and `interactions.jsonl`, at least one of them, a JSON object a line, in the layout of docs/import.md.
 *
 * @throws DataError when neither file is there.
 */
export async function openJsonLinesFolder(options: ImportOptions): Promise<DataSource> {
  const { folder, now } = options;
  const present = await listFolder(folder);
  const names = ['items.jsonl', 'interactions.jsonl'].filter((name) => present.has(name));
  if (names.length === 0) {
    throw new DataError('FileMissing', `${folder} has neither items.jsonl nor interactions.jsonl.`);
  }
  const read = <T>(name: string, position: ReadPosition, parse: (object: Record<string, unknown>) => T) =>
    present.has(name) ? readObjects(folder, name, position, parse) : nothing<T>();
  return {
    name: folder,
    fingerprint: await fingerprintFiles(folder, names, 'jsonl', options),
    items: (position) => read('items.jsonl', position, parseItem),
    interactions: (position) => read('interactions.jsonl', position, (object) => parseInteraction(object, now())),
  };
}

async function* nothing<T>(): AsyncGenerator<SourceLine<T>> {}

async function* readObjects<T>(
  folder: string,
  name: string,
  position: ReadPosition,
  parse: (object: Record<string, unknown>) => T,
): AsyncGenerator<SourceLine<T>> {
  for await (const { line, text, reason } of readLines(join(folder, name), position)) {
    if (reason !== undefined) yield { file: name, line, text: () => text, reason };
    else if (text.trim() !== '') yield parseLine(name, line, text, () => parse(parseObject(text)));
  }
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RejectedLine('the line is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RejectedLine(`the line must be a JSON object: ${received(value)}`);
  }
  return value as Record<string, unknown>;
}
