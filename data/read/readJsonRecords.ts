import { DataError } from './DataError.ts';
import { openFile } from './openFile.ts';
import { readJsonArray } from './readJsonArray.ts';
import { readLines, type ReadOptions } from './readLines.ts';

/** A record of a JSON file: an object, or why there is none. */
export interface JsonRecord {
  /** Counted from 1; of a record over several lines, the first. */
  line: number;
  text: string;
  value?: Record<string, unknown>;
  reason?: string;
}

/**
 * Streams the objects of a JSON file, several at a time: one a line (https://jsonlines.org), or the members of an array.
 * Empty lines count for nothing.
 *
 * @throws DataError `FileUnreadable`.
 */
export async function* readJsonRecords(path: string, options: ReadOptions = {}): AsyncGenerator<JsonRecord[]> {
  const texts = (await isArray(path)) ? readJsonArray(path, options) : readLines(path, options);
  for await (const lines of texts) {
    const objects: JsonRecord[] = [];
    for (const { line, text, reason } of lines) {
      if (reason !== undefined) objects.push({ line, text, reason });
      else if (text.trim() !== '') objects.push({ line, text, ...parseObject(text) });
    }
    yield objects;
  }
}

const firstBytes = 64 * 1024;

/** Whether an array begins with the file; a line of JSON Lines is an object, so that it cannot begin one. */
async function isArray(path: string): Promise<boolean> {
  try {
    for await (const chunk of openFile(path, firstBytes)) {
      const start = chunk
        .toString()
        .replace(/^\uFEFF/, '')
        .trimStart();
      if (start !== '') return /^\[\s*([{\]]|$)/.test(start);
    }
  } catch (cause) {
    throw new DataError('FileUnreadable', `${path} cannot be read: ${(cause as Error).message}.`, { cause });
  }
  return false;
}

function parseObject(text: string): Pick<JsonRecord, 'value' | 'reason'> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { reason: 'the line is not JSON' };
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { value: value as Record<string, unknown> }
    : { reason: 'the line is not a JSON object' };
}
