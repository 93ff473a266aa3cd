import type { InteractionRow } from '../../schema/contract/interaction.ts';
import type { PreparedInteraction, Refusal } from './interaction.ts';

/** One entry of `recordInteractions` on its way. */
export interface RecordEntry {
  /** What is to be written; what is stored already once the entry turns out to be a duplicate. */
  stored: InteractionRow | null;
  /** Whether the client named the event, so that it may have been recorded before. */
  isRepeatable: boolean;
  outcome: 'RECORDED' | 'DUPLICATE' | 'REJECTED' | 'RETRY';
  refusal: Refusal | null;
  /** The entry before it that is the same interaction and whose fate it shares, or -1. */
  sameAs: number;
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
    outcome: prepared.refusal ? 'REJECTED' : 'RECORDED',
    refusal: prepared.refusal,
    sameAs: -1,
  };
}

/** Whether an entry is still to be written, on its own account. */
export function isToWrite(entry: RecordEntry): boolean {
  return entry.outcome === 'RECORDED' && entry.sameAs < 0;
}

/** Names a record of the user data table in lookups. */
export function keyText(record: { pk: string; sk: string }): string {
  return `${record.pk}|${record.sk}`;
}
