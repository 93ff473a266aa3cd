import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { readLines } from './readLines.ts';

/** One record of a file, or why there is none. */
export interface ReadRecord {
  readonly line: number;
  readonly value?: unknown;
  readonly problem?: string;
}

/** The records of a .jsonl or .csv file (first line: column names), in order; a broken one comes with its problem. */
export function readRecords(path: string, onChunk: (chunk: Buffer) => void): AsyncIterable<ReadRecord[]> {
  return path.endsWith('.csv') ? readCsv(path, onChunk) : readJsonLines(path, onChunk);
}

async function* readJsonLines(path: string, onChunk: (chunk: Buffer) => void): AsyncGenerator<ReadRecord[]> {
  for await (const lines of readLines(path, onChunk)) {
    const records: ReadRecord[] = [];
    for (const { number, text } of lines) {
      if (text === undefined) records.push({ line: number, problem: 'the line is longer than 4 MiB' });
      else if (text.trim() !== '') records.push({ line: number, ...parseJson(text) });
    }
    yield records;
  }
}

function parseJson(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: 'the line is not JSON' };
  }
}

const batchSize = 4096;

async function* readCsv(path: string, onChunk: (chunk: Buffer) => void): AsyncGenerator<ReadRecord[]> {
  let batch: ReadRecord[] = [];
  const parser = parse({
    bom: true,
    columns: (names: string[]) => names.map(columnName),
    info: true,
    max_record_size: 4 << 20,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
  });
  parser.on('skip', (error: Error & { lines?: number }) =>
    batch.push({ line: error.lines ?? 0, problem: error.message }),
  );
  const source = createReadStream(path, { highWaterMark: 1 << 18 });
  source.on('data', (chunk) => onChunk(chunk as Buffer));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: unknown; info: { lines: number } }>) {
      batch.push({ line: info.lines, value: record });
      if (batch.length >= batchSize) {
        yield batch;
        batch = [];
      }
    }
  } catch (error) {
    // What the parser cannot step over, such as a quote that never closes, ends the file: say where and go on.
    const { lines, code } = error as { lines?: number; code?: string };
    if (lines === undefined || !code?.startsWith('CSV_')) throw error;
    batch.push({ line: lines, problem: `${(error as Error).message} (the rest of the file is not read)` });
  }
  yield batch;
}

/** Column names are those of the contract; case and underscores do not matter (`USER_ID`, `user_id`, `userId`). */
const knownColumns = new Map(
  [
    'userId',
    'itemId',
    'eventType',
    'eventValue',
    'timestamp',
    'sessionId',
    'device',
    'title',
    'description',
    'categories',
    'tags',
    'brand',
    'creator',
    'price',
    'imageUrl',
    'availableFrom',
    'availableUntil',
    'hidden',
    'createdAt',
    'updatedAt',
  ].map((name) => [name.toLowerCase(), name]),
);

function columnName(name: string): string {
  return knownColumns.get(name.trim().toLowerCase().replaceAll('_', '')) ?? name.trim();
}
