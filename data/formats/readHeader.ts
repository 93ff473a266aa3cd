import { basename } from 'node:path';
import { DataError } from '../errors.ts';
import { readCsv } from './readCsv.ts';

/**
 * The fields that the first line of a CSV file names.
 *
 * @throws DataError `HeaderBroken` when there is none.
 */
export async function readHeader(path: string): Promise<string[]> {
  for await (const { fields, reason } of readCsv(path, { fraction: 0 })) {
    if (reason !== undefined) {
      throw new DataError('HeaderBroken', `The header of ${basename(path)} cannot be read: ${reason}.`);
    }
    return (fields as string[]).map((field) => field.trim());
  }
  throw new DataError('HeaderBroken', `${basename(path)} is empty; its first line must name the fields.`);
}
