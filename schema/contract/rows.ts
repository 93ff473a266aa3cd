import type { DegradedReason, Reason, RecommendationSource } from '../generated/types.ts';

/**
 * The rows that are neither an item (item.ts) nor an interaction (interaction.ts). Instants are ISO 8601 in UTC with
 * milliseconds, `expiresAt` is seconds since 1970. Rows outlive `expiresAt` until DynamoDB gets round to deleting them,
 * so readers compare it with the clock.
 */

/**
 * Which placements a user listens to, in the user data table: `maximumPlacementsListened` at most, one more makes a new
 * row in which the others are forgotten.
 */
export interface PresenceRow {
  pk: string;
  sk: string;
  expiresAt: number;
  /** The names of the placements, which bound the row: a condition can count the members of a set only. */
  placements?: Set<string>;
  /** Until when somebody listens who asks for items, in seconds since 1970; not there: unknown. */
  itemsUntil?: number;
  /**
   * `placement#<placement>`: until when it is listened to, in seconds since 1970.
   * `request#<placement>`: the `basedOn` of the newest request that the workflow took up; an older one is superseded.
   */
  [attribute: `placement#${string}`]: number;
  [attribute: `request#${string}`]: string;
}

/** One item of a ranked list, without the item itself. */
export interface RankedItem {
  itemId: string;
  score: number;
  reasons: Reason[];
}

/**
 * The stored list of a user for a placement, in the user data table. It is fresh when it is not degraded, `basedOn` is
 * that of the history as it is now, `revision` is that of the placement, and `generatedAt` is at most `storedListSeconds` ago. It is written under
 * `storedListCondition`.
 */
export interface StoredListRow {
  pk: string;
  sk: string;
  recommendationId: string;
  userId: string;
  placement: string;
  generatedAt: string;
  /** The greatest `recordedAt` of the history that the list was made from, or `noHistory`. */
  basedOn: string;
  modelVersion?: string;
  source: RecommendationSource;
  degraded: boolean;
  degradedReason?: DegradedReason;
  listSize: number;
  /** Packed `RankedItem[]` (rankedItems.ts), or their JSON text in rows from before 2026-11-29. */
  items: string;
  /** Of what applied to the placement when the list was made; left out means 0, that nothing did. */
  revision?: number;
  /** Until when the rules are those that the list was made under; left out means always. */
  freshUntil?: string;
  /** JSON text of `ListNotice[]`; left out means none. */
  notices?: string;
  expiresAt: number;
}

/** Every attribute of a stored list that readers want. */
export const storedListFields = [
  'recommendationId',
  'placement',
  'generatedAt',
  'basedOn',
  'modelVersion',
  'source',
  'degraded',
  'degradedReason',
  'listSize',
  'items',
  'revision',
  'freshUntil',
  'notices',
  'expiresAt',
];

/** Stands for "without history" in `basedOn`; sorts before every instant. */
export const noHistory = '-';

/** No list replaces one that was made from a newer history. `:basedOn` is that of the list to write. */
export const storedListCondition = 'attribute_not_exists(basedOn) OR basedOn <= :basedOn';

/** Weighted interactions with an item in a time bucket, in the counters table. */
export interface CounterRow {
  pk: string;
  /** The id of the item. */
  sk: string;
  /** Sum of the event types' `trendWeight`. */
  count: number;
  expiresAt: number;
}

/** One item of a folded list. */
export interface TopItem {
  itemId: string;
  score: number;
}

/** A list folded for everybody, in the counters table. */
export interface TopListRow {
  pk: string;
  sk: string;
  /** JSON text of `TopItem[]`, best first. */
  items: string;
  foldedAt: string;
  expiresAt: number;
  /** Of the popular list: the version of the model that it is from. */
  modelVersion?: string;
}

/**
 * What a user interacted with on one day, in the user data table: which items a list leaves out, how far the stream has
 * been read for this user and day, and what they have added to trends. Written in the transaction that counts.
 */
export interface SeenDayRow {
  pk: string;
  sk: string;
  /** JSON text of `[itemId, trend weight counted][]`. */
  items: string;
  /** The greatest of the interactions taken in. */
  recordedAt: string;
  /** Goes up with each write: nobody writes what they have not read. */
  revision: number;
  /** The stream and the sequence number up to which its records have been taken in. */
  stream?: string;
  position?: string;
  /** When `position` was written, in milliseconds since 1970. */
  handledAt: number;
  /** Stream event ids of the newest dead letters that were replayed and taken in. */
  replayed?: string[];
  /** When the user was taken notice of for the first time, in milliseconds since 1970; left out: before an import, or long ago. */
  knownSince?: number;
}

/** Further ids of what a user interacted with, in the user data table. */
export interface SeenItemsRow {
  pk: string;
  sk: string;
  itemIds?: Set<string>;
}
