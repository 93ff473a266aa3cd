import { parse } from 'csv-parse/sync';
import type { ReadPosition } from '../types.ts';
import { readLines, type TextLine } from './readLines.ts';

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
 * Streams the records of a CSV file (RFC 4180: commas, double quotes, line ends within quotes), the header first. A
 * broken record costs its first line only: reading goes on with the next, so that one stray quote does not swallow
 * what follows, as it does in parsers that only see a stream of characters.
 */
export async function* readCsv(path: string, position: ReadPosition): AsyncGenerator<CsvRecord> {
  const lines = readLines(path, position);
  /** Lines that were read ahead. */
  let ahead: TextLine[] = [];
  const next = async (): Promise<TextLine | undefined> => {
    const known = ahead.shift();
    if (known) return known;
    const { value } = await lines.next();
    return value ?? undefined;
  };

  let columns: number | undefined;
  for (let first = await next(); first !== undefined; first = await next()) {
    const { line, text, reason } = first;
    if (reason !== undefined) {
      yield { line, text, reason };
      continue;
    }
    if (text.trim() === '') continue;

    const record = [first];
    let quotes = countQuotes(text);
    while (quotes % 2 === 1 && record.length < maximumLinesOfRecord) {
      const more = await next();
      if (more === undefined) break;
      record.push(more);
      quotes += countQuotes(more.text);
    }
    const whole = record.length === 1 ? text : record.map((part) => part.text).join('\n');
    const fields = quotes === 0 ? text.split(',') : parseRecord(whole);
    if (fields === undefined || (columns !== undefined && fields.length !== columns)) {
      ahead = [...record.slice(1), ...ahead];
      const wrong = fields === undefined ? 'its quotes do not match' : countOf(fields.length, columns);
      yield { line, text, reason: wrong };
      continue;
    }
    columns ??= fields.length;
    yield { line, text: whole, fields };
  }
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
    // The record delimiter is one that cannot occur, because the text is one record.
    return (parse(text, { record_delimiter: '\u0000' }) as string[][])[0];
  } catch {
    return undefined;
  }
};
