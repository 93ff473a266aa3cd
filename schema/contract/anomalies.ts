import type { AnomalyKind } from '../generated/types.ts';

/**
 * What is not believed. A subject (a user or an item) that the anomaly guard marks is held back: what the user does, or
 * what is done with the item, counts for nothing until an administrator clears the mark. Then it is counted as of when it
 * happened. A subject has one mark at a time.
 *
 * Feedback table:
 * - `ANOMALIES` / `<markedAt>#<kind>#<subject>`: a mark (`AnomalyRow`); the sort key is its id
 * - `HELD#<anomalyId>` / `<id of the stream record>`: an interaction that was held back (`HeldRow`)
 * - `GUARD` / `<instance>`: what an instance of the guard has learned (`GuardInstanceRow`)
 *
 * User data table, in the user's own partition (`SuspectRow`):
 * - `SUSPECT`: training leaves out all of the user's interactions
 * - `SUSPECT#<itemId>`: training leaves out the user's interactions with the item
 */
export const anomaliesPartitionKey = 'ANOMALIES';
export const guardPartitionKey = 'GUARD';
export const suspectSortKey = 'SUSPECT';

export const heldPartitionKey = (anomalyId: string): string => `HELD#${anomalyId}`;
export const suspectItemSortKey = (itemId: string): string => `${suspectSortKey}#${itemId}`;
export const anomalyIdOf = (markedAt: string, kind: AnomalyKind, subject: string): string =>
  `${markedAt}#${kind}#${subject}`;

/** Whether a mark is about an item; the others are about a user. */
export const isAboutItem = (kind: AnomalyKind): boolean => kind === 'ITEM_RATE' || kind === 'NEW_USERS';

/** How long a mark holds back: seven days of a user, a day of an item. A subject that goes on is marked anew. */
export const userMarkSeconds = 604_800;
export const itemMarkSeconds = 86_400;
/** How long marks, and what was held back, can be looked at and cleared: 90 days. */
export const anomalySeconds = 7_776_000;
/** Marks that are known at once, the newest. */
export const maximumMarks = 1000;

export interface AnomalyRow {
  pk: string;
  sk: string;
  kind: AnomalyKind;
  /** The user or the item. */
  subject: string;
  /** Of the test. */
  score: number;
  /** What the score had to exceed. */
  threshold: number;
  /** Events of the subject's spell until it was marked. */
  events: number;
  markedAt: string;
  /** Until when it holds back. */
  until: string;
  clearedAt?: string;
  clearedBy?: string;
  expiresAt: number;
}

export interface HeldRow {
  pk: string;
  sk: string;
  /** JSON text of what the stream said of the interaction. */
  interaction: string;
  expiresAt: number;
}

export interface SuspectRow {
  pk: string;
  sk: string;
  userId: string;
  itemId?: string;
  /** The marks that are not cleared; without any, nothing is left out. */
  open?: Set<string>;
}

export interface GuardInstanceRow {
  pk: string;
  sk: string;
  /** JSON text of a `GuardRow`: experiments/anomalies. */
  guard: string;
  /** In milliseconds since 1970. */
  writtenAt: number;
  expiresAt: number;
}

/** What `clearAnomaly` asks of the function `on-interaction`. */
export interface CountHeldRequest {
  kind: 'COUNT_HELD';
  anomalyId: string;
}

export interface CountHeldResult {
  /** Interactions that were counted now. */
  counted: number;
  /** Whether some are left: ask again. */
  remaining: boolean;
}

/** Of an id: an instant, a kind and the id of a user or item. */
export const maximumAnomalyIdBytes = 320;
