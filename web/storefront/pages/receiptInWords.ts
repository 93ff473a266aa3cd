import type { ErasureReceiptQuery } from '../../../schema/generated/operations/graphql.ts';

export type Receipt = NonNullable<ErasureReceiptQuery['erasureReceipt']>;
type Kind = Receipt['erased'][number]['kind'];
type Remaining = Receipt['remaining'][number];

/** What was erased, as a person would say it. */
export const erasedInWords: Record<Kind, string> = {
  INTERACTION: 'Things that you did',
  IMPRESSION: 'Things that you were shown',
  STORED_LIST: 'Lists that were made for you',
  PRESENCE: 'That you were here',
  SEEN_ITEMS: 'Days of things that you had seen',
  SHOWN_LISTS: 'Days of counting what lists did for you',
  EXPERIMENT_VARIANT: 'Experiments that you were part of',
  ANOMALY_MARK: 'Marks that you looked like a robot',
  HELD_INTERACTION: 'Things that you did and nobody believed',
  OTHER: 'Anything else under your name',
  MERGE: 'That a visitor was you',
  FAILED_MESSAGE: 'Messages about you that could not be handled',
  ERASURE: 'Earlier receipts',
};

const places: Record<Remaining['place'], string> = {
  ARCHIVE: 'The archive, under a pseudonym',
  TRAINING_DATA: 'What the model learned from, under a pseudonym',
  EXPORTS: 'Exports of the database',
  BATCH_LISTS: 'Lists that were made in bulk',
  BACKUPS: 'Backups',
  STREAM: 'The database’s record of changes',
  MODEL_VERSION: 'Sums over everybody in the model',
};
/** For copies that no date ends. */
const ends: Partial<Record<Remaining['place'], string>> = {
  ARCHIVE: 'until the next training',
  MODEL_VERSION: 'until a newer one takes its place; it names nobody',
};

/** Which copies remain until when: a sentence each, the soonest end first; what says the same is said once. */
export function remainingInWords(remaining: readonly Remaining[], locale?: string): string[] {
  const sorted = remaining.toSorted((one, other) => endOf(one) - endOf(other));
  const sentences = sorted.map(({ place, until }) => {
    const date = until && new Date(until).toLocaleDateString(locale, { dateStyle: 'long' });
    return `${places[place]}: ${date ? `until ${date}` : (ends[place] ?? 'until somebody deletes them')}.`;
  });
  return [...new Set(sentences)];
}

const endOf = ({ until }: Remaining): number => (until ? Date.parse(until) : Infinity);
