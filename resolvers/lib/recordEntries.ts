import { quote } from '../../schema/contract/checks.ts';
import type { InteractionRow } from '../../schema/contract/interaction.ts';
import { isSameInteraction, type PreparedInteraction, type Refusal } from './interaction.ts';

/** One entry of `recordInteractions` on its way. */
export interface RecordEntry {
  /** What is to be written; what is stored already once the entry turns out to be a duplicate. */
  stored: InteractionRow | null;
  /** Whether the client named the event, so that it may have been recorded before. */
  isRepeatable: boolean;
  /** `PENDING` until a write has told; what is still pending at the end was not written. */
  outcome: 'PENDING' | 'RECORDED' | 'DUPLICATE' | 'REJECTED' | 'RETRY';
  refusal: Refusal | null;
  /** The entry before it that has the same key and is to be written in its place, or -1. */
  follows: number;
}

export interface RecordStash {
  entries: RecordEntry[];
}

/** What an entry says that DynamoDB did not take. */
export const retryMessage = 'DynamoDB did not take the entry this time. Send the same entry again after a moment.';

export function toEntry(prepared: PreparedInteraction, isRepeatable: boolean): RecordEntry {
  return {
    stored: prepared.stored,
    isRepeatable,
    outcome: prepared.refusal ? 'REJECTED' : 'PENDING',
    refusal: prepared.refusal,
    follows: -1,
  };
}

/** Whether an entry is still to be written, on its own account. */
export function isToWrite(entry: RecordEntry): boolean {
  return entry.outcome === 'PENDING' && entry.follows < 0;
}

/** What becomes of an entry whose key has a row already: the same said again, or a conflict. */
export function againstRecorded(entry: RecordEntry, recorded: InteractionRow): RecordEntry {
  const sent = entry.stored as InteractionRow;
  if (isSameInteraction(recorded, sent)) return { ...entry, outcome: 'DUPLICATE', stored: recorded };
  return {
    ...entry,
    outcome: 'REJECTED',
    refusal: {
      errorType: 'EventConflict',
      message:
        `The event ${quote(sent.eventId)} at ${sent.timestamp} was recorded before with other content. ` +
        'Use a new eventId for a new interaction.',
    },
  };
}

/**
 * Names an event in lookups: its user, moment and id. One event id is one event, so that an impression and another
 * interaction with the same ones meet, although their rows have different keys.
 */
export function eventText({ pk, sk }: { pk: string; sk: string }): string {
  return JSON.stringify([pk, sk.slice(sk.indexOf('#'))]);
}
