import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { InteractionRow } from '../data/DatasetBuilder.ts';
import { EvaluationInputError } from './EvaluationInputError.ts';

/** What a file held, and which lines could not be used. */
export interface ReadResult<T> {
  readonly rows: T[];
  /** "line 17: …" for the first broken lines. */
  readonly problems: string[];
  readonly brokenLines: number;
}

const reportedProblems = 5;

/**
 * Reads `user TAB item [TAB value [TAB unix-seconds]]`, no header. The value may be empty; times in milliseconds are
 * told by their size. Broken lines are counted and described, not fatal.
 * @throws EvaluationInputError when the file is missing or holds no usable line.
 */
export function readInteractions(path: string): Promise<ReadResult<InteractionRow>> {
  return readLines(path, parseInteraction);
}

/** Reads lines with `parse`, which returns a row or says what is wrong with the line. */
export async function readLines<T extends object>(
  path: string,
  parse: (line: string) => T | string,
): Promise<ReadResult<T>> {
  const rows: T[] = [];
  const problems: string[] = [];
  let brokenLines = 0;
  let lineNumber = 0;
  const input = createReadStream(path, 'utf8');
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      lineNumber += 1;
      if (line.trim() === '') continue;
      const parsed = parse(lineNumber === 1 ? line.replace(/^\uFEFF/, '') : line);
      if (typeof parsed !== 'string') {
        rows.push(parsed);
        continue;
      }
      brokenLines += 1;
      if (problems.length < reportedProblems) problems.push(`${path}, line ${lineNumber}: ${parsed}`);
    }
  } catch (error) {
    throw new EvaluationInputError(`Cannot read ${path}: ${(error as Error).message}`, { cause: error });
  }
  if (rows.length === 0) {
    throw new EvaluationInputError(
      brokenLines === 0 ? `${path} is empty.` : `${path} has no usable line. ${problems[0]}`,
    );
  }
  return { rows, problems, brokenLines };
}

/** Times from here on are taken for milliseconds: as seconds they would lie beyond the year 5000. */
const leastMilliseconds = 1e11;
const headerNames = /^(user|visitor|customer|item|product|movie|article)([ _-]?id)?$/i;

function parseInteraction(line: string): InteractionRow | string {
  const fields = line.split('\t').map((field) => field.trim());
  if (fields.length < 2 || fields.length > 4) {
    return `expected 2 to 4 fields separated by tabs, found ${fields.length}`;
  }
  const [userId, itemId, value = '', time = ''] = fields;
  if (userId === '' || itemId === '') return 'the user or the item is empty';
  if (headerNames.test(userId) && headerNames.test(itemId)) return 'this is a header; files have none';
  const row: InteractionRow = { userId, itemId };
  if (value !== '') {
    row.value = Number(value);
    if (!Number.isFinite(row.value)) return `the value "${value}" is not a number`;
  }
  if (fields.length > 3) {
    const seconds = Number(time);
    if (time === '' || !Number.isFinite(seconds)) return `the time "${time}" is not in Unix seconds`;
    row.timestamp = Math.abs(seconds) >= leastMilliseconds ? seconds : seconds * 1000;
  }
  return row;
}
