/**
 * What may be stored and asked for, in one place. Names end in their unit. The descriptions of the GraphQL schema and
 * docs/errors.md tell these numbers to people.
 */

// Texts, in bytes of UTF-8.
/** Ids of users, items, events, sessions, lists; also categories and tags. */
export const maximumIdBytes = 256;
export const maximumTitleBytes = 1024;
export const maximumDescriptionBytes = 8192;
export const maximumNameBytes = 256;
export const maximumImageUrlBytes = 2048;
/** `attributes` of an item, as JSON text. */
export const maximumItemAttributesBytes = 16_384;
/** `properties` of an interaction and `attributes` of a context, as JSON text. */
export const maximumPropertiesBytes = 4096;

/** `device` and `locale` of a context. */
export const maximumContextCharacters = 64;
export const maximumPlacementCharacters = 64;
/** The place in the product when none is named. */
export const defaultPlacement = 'home';

// Members of an item.
export const maximumCategories = 20;
export const maximumTags = 50;

/**
 * Magnitudes of numbers other than 0: far inside the range of DynamoDB's (1e-130 to 9.99e125), outside which it refuses
 * the whole write, and whole numbers of JavaScript are exact up to it.
 */
export const smallestMagnitude = 1e-15;
export const largestMagnitude = 1e15;
/** As people read it. */
export const largestMagnitudeText = '1e15';

// When an interaction may have happened.
/** 1990-01-01, in milliseconds since 1970. An older timestamp is a mistake of unit or a missing clock. */
export const earliestTimestamp = 631_152_000_000;
/** Clocks of phones run ahead; more than this is a mistake. */
export const maximumMinutesAhead = 5;

// Requests.
export const maximumPageSize = 100;
export const defaultPageSize = 25;
/** Entries of `putItems` and `recordInteractions`: what DynamoDB writes in one batch. */
export const maximumBatchEntries = 25;
export const maximumExcludedItems = 100;
/** How far one ranked list goes over all its pages; the model ranks no deeper. */
export const maximumRankedItems = 500;
/** `position` of an interaction counts from 0. */
export const maximumPosition = 499;
export const minimumLatencyMilliseconds = 50;
export const maximumLatencyMilliseconds = 10_000;
export const defaultLatencyMilliseconds = 1000;

// Filters of items.
/** How deep `and`, `or` and `not` may nest. */
export const maximumFilterDepth = 4;
export const maximumFilters = 50;
export const maximumFilterOperands = 50;
export const maximumFilterTextCharacters = 1024;

// What is kept of a user and of everybody.
/** Interactions that a list is made from. */
export const historySize = 50;
/**
 * What is recorded so long after it happened, in milliseconds, leaves a mark: it may lie far behind the newest
 * interactions, where nobody would look for it. Longer than clients gather before they send; shorter than most people
 * take for nine interactions, which are read with a list.
 */
export const lateMilliseconds = 20_000;
/** Impressions that tell what a user passed over: a few read units at the most. */
export const impressionsRead = 100;
/** Items that a stored list keeps. */
export const storedListSize = 50;
/** How long a stored list stays fresh. */
export const storedListSeconds = 3600;
export const topListSize = 200;
export const categoryTopListSize = 50;
/** Partitions that the counters of one time bucket are spread over: each takes 1,000 updates a second. */
export const counterShards = 2;

/** The longest window of trends: a week, in milliseconds. What happened before it counts for nothing. */
export const longestTrendWindow = 604_800_000;

// Lives of rows (`expiresAt`). Plain numbers, because the bundler keeps products that nobody uses.
/** 15 minutes. Clients that go on listening subscribe again before, because AppSync tells nobody of one that left. */
export const presenceSeconds = 900;
/** A day: so long a stored list may stand in when the model cannot be asked. */
export const storedListLifeSeconds = 86_400;
/** Placements that a user listens to at once: each costs an inference for each burst of the user's interactions. */
export const maximumPlacementsListened = 10;
/** How long a position in the stream is believed: an hour more than a stream keeps its records. */
export const streamPositionSeconds = 90_000;
/** 3 hours. */
export const halfHourCounterSeconds = 10_800;
/** 8 days. */
export const quarterDayCounterSeconds = 691_200;
/** The popular list is made again with every model; the year is only so that nothing stays for ever. */
export const popularListSeconds = 31_536_000;
/** Items of a pushed list. AppSync carries 240 KB; the rest of the message has room in the difference. */
export const maximumPushBytes = 200_000;

// Erasures.
/**
 * Between the two sweeps of an erasure. Nothing that began before the mark was written is at work any more then: a
 * function of the stream may take a minute, a request and an execution of the workflow half a minute.
 */
export const erasureSettleSeconds = 120;
/** Rows that one transaction of a merge moves: a Put and a Delete each, and one action to count them. */
export const movedRowsPerTransaction = 49;
/** How long a merge may be undone, in days. */
export const mergeUndoDays = 30;
/** How long a visitor's signed id is good, in days: browsers keep a cookie no longer. */
export const visitorDays = 400;
/** Before the last sweep of a merge, for the same reason as an erasure's. */
export const mergeSettleSeconds = 120;
/** Before a workflow looks after the undoing of a merge, which the request itself has begun. */
export const undoSettleSeconds = 30;
/** Rows that one transaction of an erasure deletes: one action is left to count them. */
export const erasedRowsPerTransaction = 99;
// How long copies live that no erasure reaches: the rules of the buckets, the table's recovery, the life of its stream.
export const exportDays = 7;
export const batchDays = 7;
export const trainingDataDays = 30;
export const backupDays = 35;
export const streamHours = 24;

// Audit.
/** Two years. */
export const auditSeconds = 63_072_000;

// Models.
/** A year: so long the row of a training run stays. */
export const trainingRunSeconds = 31_536_000;
/** A year: so long the row of a batch stays; what it made leaves after a week. */
export const batchSeconds = 31_536_000;
/** Versions that `compareModels` asks at once. */
export const maximumComparedVersions = 5;

// Rules of placements.
export const maximumPinnedItems = 20;
export const maximumBoostRules = 50;
export const maximumBuryRules = 100;
/** Buried categories become one condition of the filter, which takes as many as any list of operands. */
export const maximumBuriedCategories = 50;
/** Different items that the rules of a placement name: what DynamoDB reads in one batch. */
export const maximumRuleItems = 100;
export const smallestBoostFactor = 0.01;
export const largestBoostFactor = 100;
/** The largest share of a list that explores. */
export const maximumExploration = 0.3;
/** An explored place is drawn from at most so many items: what a draw says of one of them falls with their number. */
export const largestExplorationPool = 32;
/** `settings` of a placement, as JSON text: each request for a stored list pays half a read unit for each 4 KB of it. */
export const maximumPlacementBytes = 32_768;
/** How long what applies to a placement is taken for true where it is kept, in milliseconds. */
export const placementFreshMilliseconds = 5_000;
/** How long an item of the catalogue is taken for what it was by those who check lists, in milliseconds. */
export const itemFreshMilliseconds = 5_000;

// Experiments.
/** All users, as shares of them are counted. */
export const wholeShare = 10_000;
export const maximumVariants = 5;
/** What the id of a list has room for. */
export const maximumVariantCharacters = 32;
/** Variants as JSON text: the placement's copies hold them, within what one transaction takes. */
export const maximumExperimentBytes = 65_536;
export const shortestWindowSeconds = 10;
export const longestWindowSeconds = 2_592_000;
export const defaultWindowSeconds = 604_800;
