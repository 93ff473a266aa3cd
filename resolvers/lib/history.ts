import { interactionPrefix } from '../../schema/contract/keys.ts';
import type { StoredListRow } from '../../schema/contract/rows.ts';
import type { HistoryEntry } from '../../schema/contract/scoring.ts';

/** A row of a user's partition: an interaction or a stored list. */
export type UserRow = { sk: string } & HistoryEntry & StoredListRow;

/** The interactions among the rows, in their order (newest first), at most `size`. */
export function toHistory(rows: UserRow[], size: number): HistoryEntry[] {
  return rows
    .filter((row) => row.sk.startsWith(interactionPrefix))
    .slice(0, size)
    .map(({ itemId, eventType, eventValue, timestamp, recordedAt }) =>
      eventValue === undefined || eventValue === null
        ? { itemId, eventType, timestamp, recordedAt }
        : { itemId, eventType, eventValue, timestamp, recordedAt },
    );
}
