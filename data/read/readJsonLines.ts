import { readLines, type ReadOptions } from './readLines.ts';

/** A line of a JSON Lines file: an object, or why there is none. */
export interface JsonLine {
  line: number;
  text: string;
  value?: Record<string, unknown>;
  reason?: string;
}

/**
 * Streams the objects of a file that has one a line (https://jsonlines.org), several at a time. Empty lines count for
 * nothing.
 *
 * @throws DataError `FileUnreadable`.
 */
export async function* readJsonLines(path: string, options: ReadOptions = {}): AsyncGenerator<JsonLine[]> {
  for await (const lines of readLines(path, options)) {
    const objects: JsonLine[] = [];
    for (const { line, text, reason } of lines) {
      if (reason !== undefined) objects.push({ line, text, reason });
      else if (text.trim() !== '') objects.push({ line, text, ...parseObject(text) });
    }
    yield objects;
  }
}

function parseObject(text: string): Pick<JsonLine, 'value' | 'reason'> {
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
