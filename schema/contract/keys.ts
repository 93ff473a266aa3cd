import type { TrendingWindow } from '../generated/types.ts';

/**
 * The layout of the DynamoDB tables: what the keys look like. Every room that reads or writes a table makes its keys
 * here. Where Step Functions fills in the value, `{}` is given for it, as `States.Format` wants.
 *
 * User data table (`pk`, `sk`; everything of one user in one partition; `expiresAt` is the TTL attribute, in seconds):
 * - `USER#<userId>` / `DISPLAY#<timestamp>#<eventId>`: an impression
 * - `USER#<userId>` / `EVT#<timestamp>#<eventId>`: any other interaction
 * - `USER#<userId>` / `LATE#<minute>`: something was recorded in that minute that had happened long before
 * - `USER#<userId>` / `PRESENCE`: which placements the user listens to
 * - `USER#<userId>` / `REC#<placement>`: the stored list of a placement
 * - `USER#<userId>` / `SEEN#<day>`, `SEEN#<day>#<part>`, `SEEN#BEFORE#<part>`: ids of what the user interacted with
 * - `USER#<userId>` / `ERASED`: their data were erased, or are being erased; nothing more is recorded (erasure.ts)
 * - `ERASURE#<erasureId>` / `TASK`: whose data an erasure is about, until it is done
 * - `USER#<userId>` / `VISITOR#<visitorId>`: a visitor who became this user (merges.ts)
 * - `MERGE#<mergeId>` / `TASK`: whom a merge is about, until it is done
 *
 * Its index `EvidenceByItem`, where `similarUsers` is switched on: `itemId` / `evidenceAt`, which only interactions have
 * that speak for their item (interaction.ts).
 *
 * The order of the prefixes matters: one Query that runs backwards from `REC#<placement>` meets the stored lists, the
 * presence mark, those of what came late, newest first, and then the newest interactions, and never reads an impression
 * before it has read them all. The mark of
 * an erasure comes right behind the oldest interaction, and is all that such a Query meets once it is done.
 *
 * Catalogue table: `itemId`.
 *
 * Counters table (`pk`, `sk`; `expiresAt` as above):
 * - `COUNT#<granularity>#<bucket start>#<shard>` / `<itemId>`: weighted interactions in a time bucket
 * - `TOP#<list>` / `ALL` or `CATEGORY#<category>`: a folded list, `<list>` being TRENDING#HOUR|DAY|WEEK or POPULAR
 */
export const interactionPrefix = 'EVT#';
export const impressionPrefix = 'DISPLAY#';
export const presenceSortKey = 'PRESENCE';
export const storedListPrefix = 'REC#';

/** Partition key of everything that belongs to a user. */
export const userPartitionKey = (userId: string): string => `USER#${userId}`;

/** Sort key of an interaction. `timestamp` is ISO 8601 in UTC with milliseconds, so that text order is time order. */
export const interactionSortKey = (eventType: string, timestamp: string, eventId: string): string =>
  `${eventType === 'IMPRESSION' ? impressionPrefix : interactionPrefix}${timestamp}#${eventId}`;

export const latePrefix = 'LATE#';

/**
 * Sort key of the mark that an interaction was recorded long after it happened (`lateMilliseconds`): one a minute, behind
 * every instant of it.
 */
export const lateSortKey = (recordedAt: string): string => `${latePrefix}${recordedAt.slice(0, 16)}:60`;

/** The index of the user data table by which those are found who are interested in an item. */
export const evidenceIndex = { name: 'EvidenceByItem', partitionKey: 'itemId', sortKey: 'evidenceAt' } as const;

/** Sort key of the mark that a user's data were erased. */
export const erasedSortKey = 'ERASED';

/** Partition and sort key of an erasure that is at work. */
export const erasurePartitionKey = (erasureId: string): string => `ERASURE#${erasureId}`;
export const erasureTaskSortKey = 'TASK';

/** Sort keys of the visitors who became a user. They sort behind all that the Query of a list meets. */
export const visitorPrefix = 'VISITOR#';
export const visitorSortKey = (visitorId: string): string => `${visitorPrefix}${visitorId}`;

/** Partition and sort key of a merge that is at work. */
export const mergePartitionKey = (mergeId: string): string => `MERGE#${mergeId}`;
export const mergeTaskSortKey = 'TASK';

/** Sort key of the stored list of a placement. */
export const storedListSortKey = (placement: string): string => `${storedListPrefix}${placement}`;

/** Attribute of the presence row that holds the names of its placements. */
export const placementsAttribute = 'placements';

/** Attribute of the presence row that says until when a placement is listened to. */
export const placementAttributePrefix = 'placement#';
export const placementAttribute = (placement: string): string => `${placementAttributePrefix}${placement}`;

/**
 * Attribute of the presence row that says until when somebody listens who asks for items and not only for their ids; 0
 * where nobody has. One for all placements: who names none receives the lists of each.
 */
export const itemsUntilAttribute = 'itemsUntil';

/** Attribute of the presence row that names the newest request that the workflow took up for a placement. */
export const requestAttribute = (placement: string): string => `request#${placement}`;

/** The lists that are folded for everybody. */
export type TopListName = `TRENDING#${TrendingWindow}` | 'POPULAR';
export const popularList: TopListName = 'POPULAR';
export const trendingList = (window: TrendingWindow): TopListName => `TRENDING#${window}`;

/** Partition key of a folded list. */
export const topListPartitionKey = (list: TopListName): string => `TOP#${list}`;

/** Sort key of a folded list: of one category, or of all. */
export const topListSortKey = (category?: string | null): string => (category ? `CATEGORY#${category}` : 'ALL');

/** Partition key of one shard of a time bucket's counters. */
export const counterPartitionKey = (granularity: string, bucketStart: string, shard: number): string =>
  `COUNT#${granularity}#${bucketStart}#${shard}`;

/** Sort keys of the rows that hold the ids of what a user interacted with. They sort behind the stored lists. */
export const seenPrefix = 'SEEN#';

/** What a user interacted with on a day (`YYYY-MM-DD`, UTC). */
export const seenDaySortKey = (day: string): string => `${seenPrefix}${day}`;

/** What the row of a day has no room for. */
export const seenMoreSortKey = (day: string, part: number): string => `${seenPrefix}${day}#${part}`;

/** What no row of a day holds, because the stream did not see it. Part 0 says that all of it is there. */
export const seenBeforeSortKey = (part: number): string => `${seenPrefix}BEFORE#${part}`;
