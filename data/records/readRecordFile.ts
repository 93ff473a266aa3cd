import { readCsv } from '../read/readCsv.ts';
import { readJsonRecords, type JsonRecord } from '../read/readJsonRecords.ts';
import { unpackedName } from '../read/openFile.ts';
import type { ReadOptions } from '../read/readLines.ts';
import { fieldOfColumn, recordOfCells } from './cells.ts';

/**
 * The records of a file before the rules, several at a time: JSON Lines, or CSV when its name ends in `.csv` or `.csv.gz`, whose
 * first line names the fields in any case, with or without underscores.
 *
 * @param fields the names that the columns of a CSV file may mean; others keep their own
 * @throws DataError `FileUnreadable`
 */
export function readRecordFile(
  path: string,
  fields: readonly string[],
  options: ReadOptions = {},
): AsyncIterable<JsonRecord[]> {
  return unpackedName(path).endsWith('.csv') ? readCsvRecords(path, fields, options) : readJsonRecords(path, options);
}

async function* readCsvRecords(
  path: string,
  fields: readonly string[],
  options: ReadOptions,
): AsyncGenerator<JsonRecord[]> {
  let columns: string[] | undefined;
  for await (const rows of readCsv(path, options)) {
    const records: JsonRecord[] = [];
    for (const { line, text, fields: cells, reason } of rows) {
      if (cells === undefined) records.push({ line, text, reason });
      else if (columns !== undefined) records.push({ line, text, value: recordOfCells(columns, cells) });
      else columns = cells.map((column) => fieldOfColumn(column, fields));
    }
    yield records;
  }
}
