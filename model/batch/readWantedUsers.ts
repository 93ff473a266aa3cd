import { readJsonRecords } from '../../data/read/readJsonRecords.ts';
import { DataError } from '../../data/read/DataError.ts';
import { maximumIdBytes } from '../../schema/contract/limits.ts';
import { UnusableInputError } from '../jobs/runJob.ts';
import type { SkippedUsers } from './SkippedUsers.ts';

/**
 * The users that a file of JSON Lines names, with the line of each. Lines that name nobody, or somebody again, are
 * skipped and told.
 * @throws UnusableInputError `USERS_FILE_UNREADABLE`
 */
export async function readWantedUsers(path: string, skipped: SkippedUsers): Promise<Map<string, number>> {
  const users = new Map<string, number>();
  try {
    for await (const records of readJsonRecords(path)) {
      for (const { line, value } of records) {
        const userId = value?.userId;
        if (!isId(userId)) skipped.add({ line, reason: 'INVALID_LINE' });
        else if (users.has(userId)) skipped.add({ userId, line, reason: 'REPEATED' });
        else users.set(userId, line);
      }
    }
  } catch (cause) {
    if (!(cause instanceof DataError)) throw cause;
    throw new UnusableInputError('USERS_FILE_UNREADABLE', 'The file of users cannot be read.', { cause });
  }
  return users;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && Buffer.byteLength(value) <= maximumIdBytes;
}
