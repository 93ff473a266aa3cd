import { readCsv, type CsvRecord } from '../read/readCsv.ts';
import type { ReadPosition } from '../read/readLines.ts';

/** The records of a CSV file after its header, which `readHeader` reads. */
export async function* readRows(path: string, position?: ReadPosition): AsyncGenerator<CsvRecord> {
  let isHeader = true;
  for await (const records of readCsv(path, { position })) {
    for (const record of records) {
      if (!isHeader) yield record;
      isHeader = false;
    }
  }
}
