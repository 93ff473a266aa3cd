import * as z from 'zod';
import type { HistoryEvent } from '../../model/contract/index.ts';
import type { HistoryEntry } from '../../schema/contract/scoring.ts';

const historyEntry = z.object({
  itemId: z.string().min(1),
  eventType: z.string().min(1),
  eventValue: z
    .number()
    .nullish()
    .transform((value) => value ?? undefined),
  timestamp: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
});

/** The entries of a history that are what they should be: a row of another form costs the list no more than itself. */
export function keepEntries(rows: unknown[]): HistoryEntry[] {
  return rows.flatMap((row) => {
    const parsed = historyEntry.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
}

/** A history as the model is asked with it. */
export function toHistoryEvents(history: HistoryEntry[]): HistoryEvent[] {
  return history.map(({ recordedAt: _recordedAt, ...entry }) => ({ ...entry, timestamp: Date.parse(entry.timestamp) }));
}
