import { marshall } from '@aws-sdk/util-dynamodb';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { interactionRow } from '../../../schema/contract/interaction.ts';
import { itemRow } from '../../../schema/contract/item.ts';
import type { ItemInput } from '../../../schema/contract/item.ts';

export type Row = Record<string, unknown>;

/** The row that the API would write. */
export function interaction(userId: string, itemId: string, timestamp: string, more: Row = {}): Row {
  const { eventId = `${userId}-${itemId}-${timestamp}`, eventType = 'VIEW', ...rest } = more as Record<string, string>;
  return interactionRow({ itemId, eventType, timestamp, ...rest }, { userId, eventId, now: 0 }) as unknown as Row;
}

export const item = (input: ItemInput): Row =>
  itemRow(input, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z') as unknown as Row;

export const fullLine = (row: Row): Row => ({ Item: marshall(row, { removeUndefinedValues: true }) });
export const incrementalLine = (row: Row): Row => ({
  Metadata: { WriteTimestampMicros: { N: '1680109764000000' } },
  Keys: marshall({ pk: row.pk, sk: row.sk }),
  NewImage: marshall(row, { removeUndefinedValues: true }),
});
export const deletionLine = (row: Row): Row => ({
  Metadata: { WriteTimestampMicros: { N: '1680109764000000' } },
  Keys: marshall({ pk: row.pk, sk: row.sk }),
});

export async function put(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

export const jsonLines = (values: readonly unknown[]): string =>
  values.map((value) => `${typeof value === 'string' ? value : JSON.stringify(value)}\n`).join('');

/** An export as DynamoDB lays it out, in two data files. Of incremental exports the data lies beside all exports. */
export async function writeExport(
  folder: string,
  lines: readonly unknown[],
  { exportId = '01600000000000-abcd0123', incremental = false } = {},
): Promise<void> {
  const half = Math.ceil(lines.length / 2);
  const parts = [lines.slice(0, half), lines.slice(half)];
  const dataFolder = incremental ? 'AWSDynamoDB/data' : `AWSDynamoDB/${exportId}/data`;
  const names = [`${exportId}aaaa`, `${exportId}bbbb`];
  for (const [index, part] of parts.entries()) {
    await put(join(folder, dataFolder, `${names[index]}.json.gz`), gzipSync(jsonLines(part)));
  }
  const entries = parts.map((part, index) => ({
    itemCount: part.length,
    md5Checksum: 'x',
    etag: 'x',
    dataFileS3Key: `exports/run/userData/${dataFolder}/${names[index]}.json.gz`,
  }));
  await put(join(folder, `AWSDynamoDB/${exportId}/_started`), '');
  await put(join(folder, `AWSDynamoDB/${exportId}/manifest-files.json`), jsonLines(entries));
  await put(join(folder, `AWSDynamoDB/${exportId}/manifest-summary.json`), JSON.stringify({ itemCount: lines.length }));
}
