import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { DataError } from './DataError.ts';
import { readLines, type ReadOptions, type TextLine } from './readLines.ts';

/** A record of a CSV file, or why there is none at that place. */
export interface CsvRecord {
  line: number;
  /** As many as the header has. */
  fields?: string[];
  reason?: string;
  text: string;
}

/** A quoted field may run over this many lines; a quote that is open for longer is a mistake on its first line. */
const maximumLinesOfRecord = 1000;

/**
 * Streams the records of a CSV file (RFC 4180: commas, double quotes, line ends within quotes), the header first and
 * several at a time. A broken record costs its first line only: reading goes on with the next, so that one stray quote
 * does not swallow what follows, as it does in parsers that only see a stream of characters.
 *
 * @throws DataError `FileUnreadable`.
 */
export async function* readCsv(path: string, options: ReadOptions = {}): AsyncGenerator<CsvRecord[]> {
  let columns: number | undefined;
  /** Lines that are not part of a record yet, because a quote is open at the last of them. */
  let waiting: TextLine[] = [];

  const takeRecords = (isLast: boolean): CsvRecord[] => {
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < waiting.length) {
      const { line, text, reason } = waiting[at];
      if (reason !== undefined) {
        records.push({ line, text, reason });
        at += 1;
        continue;
      }
      if (text.trim() === '') {
        at += 1;
        continue;
      }
      const end = endOfRecord(waiting, at);
      if (end === undefined && !isLast && waiting.length - at < maximumLinesOfRecord) break;
      const stop = end ?? Math.min(waiting.length, at + maximumLinesOfRecord);
      const whole =
        stop === at + 1
          ? text
          : waiting
              .slice(at, stop)
              .map((part) => part.text)
              .join('\n');
      const fields = whole.includes('"') ? parseRecord(whole) : text.split(',');
      if (fields === undefined || (columns !== undefined && fields.length !== columns)) {
        const wrong = fields === undefined ? 'its quotes do not match' : countOf(fields.length, columns);
        records.push({ line, text, reason: wrong });
        at += 1;
        continue;
      }
      columns ??= fields.length;
      records.push({ line, text: whole, fields });
      at = stop;
    }
    waiting = waiting.slice(at);
    return records;
  };

  for await (const lines of readLines(path, options)) {
    waiting = waiting.length === 0 ? lines : [...waiting, ...lines];
    yield takeRecords(false);
  }
  yield takeRecords(true);
}

/**
 * The fields that the first line of a CSV file names.
 *
 * @throws DataError `HeaderBroken` when there is none.
 */
export async function readHeader(path: string): Promise<string[]> {
  for await (const [record] of readCsv(path)) {
    if (record === undefined) continue;
    if (record.fields === undefined) {
      throw new DataError('HeaderBroken', `The header of ${basename(path)} cannot be read: ${record.reason}.`);
    }
    return record.fields.map((field) => field.trim());
  }
  throw new DataError('HeaderBroken', `${basename(path)} is empty; its first line must name the fields.`);
}

/** The index after the last line of the record that begins at `start`; undefined when its quotes stay open. */
function endOfRecord(lines: readonly TextLine[], start: number): number | undefined {
  let quotes = 0;
  for (let at = start; at < lines.length && at - start < maximumLinesOfRecord; at += 1) {
    quotes += countQuotes(lines[at].text);
    if (quotes % 2 === 0) return at + 1;
  }
  return undefined;
}

const countOf = (found: number, expected: number | undefined): string =>
  `it has ${found} ${found === 1 ? 'field' : 'fields'} where the header has ${expected}`;

const countQuotes = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count += 1;
  return count;
};

const parseRecord = (text: string): string[] | undefined => {
  try {
    // The ends of lines of a record lie within quotes. Any other delimiter may stand outside of them, NUL as well.
    const records = parse(text, { record_delimiter: '\n' }) as string[][];
    return records.length === 1 ? records[0] : undefined;
  } catch {
    return undefined;
  }
};
