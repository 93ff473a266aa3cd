import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { paginateScan, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { impressionPrefix, interactionPrefix } from '../../schema/contract/keys.ts';
import { DataError } from '../read/DataError.ts';
import { interactionFields } from '../records/InteractionRecord.ts';
import { itemFields } from '../records/ItemRecord.ts';
import type { DataTables } from '../write/DataTables.ts';

export interface ExportOptions {
  client: DynamoDBClient;
  tables: DataTables;
  /** Made if it is missing; must not hold the files yet. */
  folder: string;
  /** Told after each page. */
  progress?(written: ExportCounts): void;
  /** Stops after the page at hand and leaves no file. */
  signal?: AbortSignal;
}

export interface ExportCounts {
  items: number;
  interactions: number;
}

type Row = Record<string, unknown>;

/**
 * Writes the catalogue to `items.jsonl` and everything that users did to `interactions.jsonl`, as the importer reads
 * them, a page of the tables at a time. Readable by nobody else on this machine, because it is personal data. What is
 * derived (lists, counters) is left out, and so is when a row was written.
 *
 * @throws DataError `FileExists`, `TableMissing`, `Interrupted`
 */
export async function exportData({ client, tables, folder, progress, signal }: ExportOptions): Promise<ExportCounts> {
  const written: ExportCounts = { items: 0, interactions: 0 };
  const files = { items: join(folder, 'items.jsonl'), interactions: join(folder, 'interactions.jsonl') };
  const present = Object.values(files).find((file) => existsSync(file));
  if (present) throw new DataError('FileExists', `${present} is there already. Name another folder, or take it away.`);
  await mkdir(folder, { recursive: true });
  const unfinished = Object.values(files).map((file) => `${file}.part`);
  try {
    await writeTable(files.items, tables.catalogue, itemOf, (count) => (written.items += count));
    await writeTable(files.interactions, tables.userData, interactionOf, (count) => (written.interactions += count));
    // Only when all is there does anything look like an export.
    for (const file of Object.values(files)) await rename(`${file}.part`, file);
  } finally {
    await Promise.all(unfinished.map((file) => rm(file, { force: true })));
  }
  return written;

  async function writeTable(
    file: string,
    TableName: string,
    toRecord: (row: Row) => Row | undefined,
    count: (lines: number) => void,
  ): Promise<void> {
    const output = createWriteStream(`${file}.part`, { mode: 0o600 });
    try {
      for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
        if (signal?.aborted) throw new DataError('Interrupted', 'Stopped; nothing was exported.');
        const lines = Items.flatMap((item) => toRecord(unmarshall(item)) ?? []).map((record) => JSON.stringify(record));
        const isTaken = lines.length === 0 || output.write(`${lines.join('\n')}\n`);
        if (!isTaken) await once(output, 'drain');
        count(lines.length);
        progress?.(written);
      }
    } catch (cause) {
      if ((cause as Error).name !== 'ResourceNotFoundException') throw cause;
      throw new DataError('TableMissing', `The table ${TableName} does not exist.`, { cause });
    } finally {
      output.end();
      await finished(output);
    }
  }
}

const pick = (row: Row, fields: readonly string[]): Row =>
  Object.fromEntries(fields.filter((field) => row[field] !== undefined).map((field) => [field, row[field]]));

const itemOf = (row: Row): Row => pick(row, itemFields);

/** A user's partition also holds what is derived from the interactions. */
function interactionOf(row: Row): Row | undefined {
  const isInteraction = [interactionPrefix, impressionPrefix].some((prefix) => String(row.sk).startsWith(prefix));
  return isInteraction ? pick(row, interactionFields) : undefined;
}
