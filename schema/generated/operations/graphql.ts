/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What an alarm says. */
export type AlarmState =
  /** Somebody should look. */
  | 'ALARM'
  /** There are too few data to say. */
  | 'INSUFFICIENT_DATA'
  /** All is well. */
  | 'OK';

/** What is not believed, and why. */
export type AnomalyKind =
  /** An item is rushed upon, compared with its past. */
  | 'ITEM_RATE'
  /** An item is visited by new users, compared with its past. Only what new users do with it is held back. */
  | 'NEW_USERS'
  /** A user acts with pauses as equal as a clock's. */
  | 'REGULARITY'
  /** A user goes the same ways from item to item over and over. */
  | 'REPETITION'
  /** A user does more in a minute than people do. */
  | 'USER_RATE';

/** What an administrator changed. */
export type AuditAction =
  /** `clearAnomaly`: the subject is the id of the mark without the user or item at its end, since an erased person is named nowhere. */
  | 'CLEAR_ANOMALY'
  /** `deleteItem`: the subject is the item. */
  | 'DELETE_ITEM'
  /** `deletePlacement`: the subject is the placement. */
  | 'DELETE_PLACEMENT'
  /** `deleteUserData`: without a subject, since an erased person is named nowhere. The actor is `SELF` when people asked for themselves. */
  | 'DELETE_USER_DATA'
  /** `endExperiment`: the subject is the experiment. */
  | 'END_EXPERIMENT'
  /** `mergeUser` for somebody else: without a subject, likewise. What people do as themselves is not written down. */
  | 'MERGE_USER'
  /** `putExperiment`: the subject is the experiment. */
  | 'PUT_EXPERIMENT'
  /** `putItem`: the subject is the item. */
  | 'PUT_ITEM'
  /** `putItems`: the subjects are the items of the batch that were not refused. */
  | 'PUT_ITEMS'
  /** `putPlacement`: the subject is the placement. */
  | 'PUT_PLACEMENT'
  /** `replayDeadLetters`: without a subject. */
  | 'REPLAY_DEAD_LETTERS'
  /** `requestBatchRecommendations`: without a subject. */
  | 'REQUEST_BATCH_RECOMMENDATIONS'
  /** `requestTraining`: without a subject. */
  | 'REQUEST_TRAINING'
  /** `setLiveModel`: the subject is the version. */
  | 'SET_LIVE_MODEL'
  /** `undoMerge` for somebody else, likewise. */
  | 'UNDO_MERGE';

/** Why a user has no list. */
export type BatchSkipReason =
  /** The model's answers cannot be used. */
  | 'ANSWERS_UNUSABLE'
  /** The user was erased. */
  | 'ERASED'
  /** A line of the file is not a JSON object with a `userId`. */
  | 'INVALID_LINE'
  /** The model refused the request. */
  | 'MODEL_REFUSED'
  /** The user has no interaction that can be used. */
  | 'NO_HISTORY'
  /** Nothing of the answer may be shown. */
  | 'NO_ITEMS'
  /** The file names the user again. */
  | 'REPEATED'
  /** Nothing is known of the user. */
  | 'UNKNOWN_USER';

/** The stages of a batch, in their order. */
export type BatchStage =
  /** What the catalogue forbids is taken out. */
  | 'CHECK'
  /** DynamoDB exports what people did, and the catalogue. */
  | 'COLLECT'
  /** A request is made for each user. */
  | 'PREPARE'
  /** The lists become stored lists; only if that was asked for. */
  | 'STORE'
  /** The model answers them. */
  | 'TRANSFORM';

/** How a batch ended, or that it has not. */
export type BatchStatus =
  /** Its lists are there. */
  | 'COMPLETED'
  /** Something broke. What was made so far stays. */
  | 'FAILED'
  /** It cannot be made as it was asked for. */
  | 'REFUSED'
  /** It is at work. */
  | 'RUNNING'
  /** There is nobody to make a list for. */
  | 'SKIPPED';

/** What to raise or lower: either an item or a category. */
export type BoostRuleInput = {
  /** The category, 1 to 256 bytes; no item need have it yet. */
  category?: string | null | undefined;
  /** An item's distance to the lowest score times it, 0.01 to 100: above 1 raises, below 1 lowers. Rules that meet multiply. */
  factor: number;
  /** From when on. Left out: always. */
  from?: string | null | undefined;
  /** The item, which must be in the catalogue. */
  itemId?: string | null | undefined;
  /** Until when, later than `from`. Left out: for ever. */
  until?: string | null | undefined;
};

/** What never to show: either an item or a category. */
export type BuryRuleInput = {
  /** The category, 1 to 256 bytes; no item need have it yet. */
  category?: string | null | undefined;
  /** From when on. Left out: always. */
  from?: string | null | undefined;
  /** The item, which must be in the catalogue. */
  itemId?: string | null | undefined;
  /** Until when, later than `from`. Left out: for ever. */
  until?: string | null | undefined;
};

/** The mark to clear. */
export type ClearAnomalyInput = {
  /** The mark, from `Anomaly.anomalyId`. */
  anomalyId: string;
};

/** The moment that a list is made for, or in which an interaction happened. All fields are optional. */
export type ContextInput = {
  /** Further features of the moment, a JSON object with string values of at most 4 KB. */
  attributes?: string | null | undefined;
  /** The user's local day of the week, 0 (Sunday) to 6. */
  dayOfWeek?: number | null | undefined;
  /** The kind of device, for example `phone`, at most 64 characters. */
  device?: string | null | undefined;
  /** The user's local hour, 0 to 23. */
  hourOfDay?: number | null | undefined;
  /** A BCP 47 language tag, for example `en-GB`, at most 64 characters. */
  locale?: string | null | undefined;
};

/** What CloudWatch counts units for. */
export type CountScope =
  /** Everything in the account and the region: CloudWatch does not tell deployments apart. */
  | 'ACCOUNT'
  /** This deployment alone. */
  | 'DEPLOYMENT';

/** What a dead letter is. */
export type DeadLetterKind =
  /** An interaction that was recorded, and did not reach trends and pushes. */
  | 'INTERACTION'
  /** A push that was not made. */
  | 'PUSH'
  /** A batch of the stream that Lambda gave up; it names the batch only, so it cannot be replayed here. */
  | 'STREAM_BATCH'
  /** Something else, which cannot be replayed. */
  | 'UNKNOWN';

/** Why a list is degraded. */
export type DegradedReason =
  /** No model has been trained or deployed yet. */
  | 'MODEL_ABSENT'
  /** The model did not answer within the time budget. */
  | 'MODEL_TIMEOUT'
  /** The model could not be reached, refused or failed. */
  | 'MODEL_UNAVAILABLE';

/** The item to delete. */
export type DeleteItemInput = {
  /** The item to delete. */
  itemId: string;
};

/** Whose data to erase. */
export type DeleteUserDataInput = {
  /** The user. Left out: the signed-in user. Another user needs the `admin` group or IAM. */
  userId?: string | null | undefined;
};

/** What may drift. */
export type DriftKind =
  /** How often each event type is. */
  | 'EVENT_TYPES'
  /** Which items people choose. */
  | 'ITEMS'
  /** How active users are. */
  | 'USERS'
  /** How many interactions there are. */
  | 'VOLUME';

/** How far an erasure is. */
export type ErasureStatus =
  /** It is done. */
  | 'ERASED'
  /** It is at work. Nothing more is recorded of the user. */
  | 'ERASING';

/** The registered event types. */
export type EventType =
  /** The user put the item into the cart. */
  | 'ADD_TO_CART'
  /** The user saved the item for later. */
  | 'BOOKMARK'
  /** The user followed a link to the item. */
  | 'CLICK'
  /** The user said that they do not like the item: it and its like are shown less. */
  | 'DISLIKE'
  /** The item was shown to the user. Recorded for metrics, no sign of interest. */
  | 'IMPRESSION'
  /** The user said that they like the item. */
  | 'LIKE'
  /** The user bought the item; eventValue is the price paid. */
  | 'PURCHASE'
  /** The user rated the item; eventValue is the rating. Below what the user gives on average it speaks against the item: it and its like are shown less. */
  | 'RATING'
  /** The user passed the item on to others. */
  | 'SHARE'
  /** The user opened the item's page. */
  | 'VIEW'
  /** The user watched, read or listened to the item; eventValue is the fraction from 0 to 1, and counts by its size. */
  | 'WATCH';

/** What speaks for an item. */
export type EvidenceInput = {
  /** Attributes of the item. */
  attributes: Array<string>;
  /** Items of the user's history. */
  itemIds: Array<string>;
};

/** Who decides how many users each variant gets. */
export type ExperimentAllocation =
  /** The shares follow the outcomes: Thompson sampling. */
  | 'BANDIT'
  /** The shares stay as they were put. */
  | 'FIXED';

/** Why an experiment ended. */
export type ExperimentEndReason =
  /** Somebody ended it. */
  | 'ENDED'
  /** A guard was broken, and it stopped by itself. */
  | 'GUARD_BROKEN'
  /** Somebody ended it and promoted a variant. */
  | 'PROMOTED';

/** What the variants of an experiment are compared by. A user counts once, whatever happens within the window. */
export type ExperimentGoal =
  /** The share of users who put an item of a list into the cart. */
  | 'ADD_TO_CART'
  /** The share of users who clicked an item of a list, or opened its page. */
  | 'CLICK'
  /** The share of users who bought an item of a list. */
  | 'PURCHASE'
  /** What users paid for items of lists, in shares of `revenueCap`. */
  | 'REVENUE';

/** What may not get worse. */
export type ExperimentGuardInput = {
  /** How much worse than the control is put up with, as a difference of shares of users, 0 to 1. */
  margin: number;
  /** What is watched. */
  metric: ExperimentGuardMetric;
};

/** What may not get worse while the goal gets better. */
export type ExperimentGuardMetric =
  /** The share of users who saw a degraded list. */
  | 'DEGRADED'
  /** The share of users who disliked an item of a list. */
  | 'DISLIKES';

/** Where an experiment is in its life. */
export type ExperimentStatus =
  /** It is written down, and nobody sees anything of it. */
  | 'DRAFT'
  /** It is over. */
  | 'ENDED'
  /** Its placement shows the variants. */
  | 'RUNNING';

/** One of the things to compare. A control without settings and version shows what the placement shows. */
export type ExperimentVariantInput = {
  /** The version of the model to ask, which must have an endpoint. Left out: the live one. */
  modelVersion?: string | null | undefined;
  /** What replaces the settings of the placement, one by one. */
  settings?: PlacementSettingsInput | null | undefined;
  /** The share of all users who get it, 0.01 to 0.99 in ten-thousandths. */
  share: number;
  /** Its name, 1 to 32 letters, digits, `_` and `-`. */
  variant: string;
};

/** What may be said of a treatment, however often one looked before. */
export type ExperimentVerdict =
  /** It is better than the control. */
  | 'BETTER'
  /** It does harm: a guard is broken. */
  | 'GUARD_BROKEN'
  /** Nothing yet. */
  | 'RUNNING'
  /** It is worse than the control. */
  | 'WORSE';

/** How explored places would be drawn. */
export type ExplorationPolicyInput = {
  /** As the setting of a placement: from how many of the best items behind the list a place is drawn at most, 1 to 32. 1 means always the best one, which is as good as no exploration. */
  explorationDepth: number;
};

/** What is watched of the lists that are made for users. */
export type HealthKind =
  /** Clicks for each impression. */
  | 'CLICK_RATE'
  /** How many items they show: few, when they repeat one another. */
  | 'COVERAGE'
  /** How far apart the scores of a list lie. */
  | 'SCORES'
  /** Which share of them came from where. */
  | 'SOURCES';

/** Something that a visitor did, as far as the shop remembers it by itself. */
export type HistoryEntryInput = {
  /** One of the registered event types. */
  eventType: EventType;
  /** A rating, a price, a fraction watched, -1e15 to 1e15. */
  eventValue?: number | null | undefined;
  /** The item. One that is not in the catalogue, or hidden, says nothing. */
  itemId: string;
  /** When it happened, from 1990 on. Left out, or ahead of the service's clock: now. */
  timestamp?: string | null | undefined;
};

/**
 * Which items may be in the list. Every field that is given must hold; `and`, `or` and `not` combine, at most 4 deep and
 * at most 50 filters in all. An operator that is null says nothing; an empty text, list or combined filter is refused. A
 * filter always holds: in lists from the model, stored lists and degraded ones.
 */
export type ItemFilterInput = {
  /** All of these. */
  and?: Array<ItemFilterInput> | null | undefined;
  /** Conditions on the first instant of availability, in UTC. */
  availableFrom?: StringFilterInput | null | undefined;
  /** Conditions on the end of availability, in UTC. */
  availableUntil?: StringFilterInput | null | undefined;
  /** Conditions on the brand. */
  brand?: StringFilterInput | null | undefined;
  /** Conditions on the categories. */
  categories?: ListFilterInput | null | undefined;
  /** Conditions on the creator. */
  creator?: StringFilterInput | null | undefined;
  /** Conditions on the id. */
  itemId?: StringFilterInput | null | undefined;
  /** Not this. */
  not?: ItemFilterInput | null | undefined;
  /** At least one of these. */
  or?: Array<ItemFilterInput> | null | undefined;
  /** Conditions on the price. */
  price?: NumberFilterInput | null | undefined;
  /** Conditions on the tags. */
  tags?: ListFilterInput | null | undefined;
  /** Conditions on the title. */
  title?: StringFilterInput | null | undefined;
};

/** What decides whether an item is in a list. */
export type ItemFindingCode =
  /** A rule of the placement raises or lowers it. */
  | 'BOOSTED'
  /** The placement buries it, or a category of it. */
  | 'BURIED'
  /** The request excludes it. */
  | 'EXCLUDED'
  /** The placement's filter keeps it out. */
  | 'FILTERED'
  /** The request's filter keeps it out. */
  | 'FILTERED_BY_REQUEST'
  /** The item is hidden in the catalogue. */
  | 'HIDDEN'
  /** The model could not be asked. */
  | 'MODEL_NOT_ASKED'
  /** The item is not available yet. */
  | 'NOT_YET_AVAILABLE'
  /** The item is no longer available. */
  | 'NO_LONGER_AVAILABLE'
  /** The user was shown it and passed it over, which lowers it on this placement. */
  | 'PASSED_OVER'
  /** A rule of the placement puts it first. */
  | 'PINNED'
  /** Its score brings it into the list. */
  | 'RANKED_HIGH'
  /** Others rank higher. */
  | 'RANKED_LOWER'
  /** The user interacted with it. */
  | 'SEEN'
  /** The model does not know it yet. */
  | 'UNKNOWN_TO_MODEL';

/** What models are compared on. */
export type JudgedSegment =
  /** Everybody. */
  | 'ALL'
  /** Items that the model has not learned from. */
  | 'COLD_ITEMS'
  /** Users without earlier interactions. */
  | 'NEW_USERS'
  /** Users with earlier interactions. */
  | 'RETURNING_USERS';

/** Conditions on a list field; all that are given must hold. */
export type ListFilterInput = {
  /** Has this member. */
  contains?: string | null | undefined;
  /** Has all of these, at most 50. */
  containsAll?: Array<string> | null | undefined;
  /** Has at least one of these, at most 50. */
  containsAny?: Array<string> | null | undefined;
  /** Whether the list has a member. */
  exists?: boolean | null | undefined;
  /** Does not have this member. */
  notContains?: string | null | undefined;
};

/** What a list says of itself. */
export type ListNoticeCode =
  /** What the placement buries leaves no item. */
  | 'BURIED_LEFT_NOTHING'
  /** The filter of the placement leaves no item. */
  | 'FILTER_LEFT_NOTHING';

/** A notice of a list to push. */
export type ListNoticeInput = {
  /** What it is about. */
  code: ListNoticeCode;
  /** The same in words. */
  message: string;
};

/** How far a merge is. */
export type MergeStatus =
  /** All is moved. */
  | 'MERGED'
  /** What lists are made from is moved; older things follow. */
  | 'MERGING'
  /** What was moved goes back. */
  | 'UNDOING'
  /** All is back, and the visitor is one again. */
  | 'UNDONE';

/** Who became whom. */
export type MergeUserInput = {
  /** The signed id of the visitor, as `createVisitor` gave it: the proof that it is the caller's. */
  anonymousId: string;
  /** Whom they became. Left out: the signed-in user. Another user needs the `admin` group or IAM. */
  userId?: string | null | undefined;
};

/** What metrics of lists are broken down by. */
export type MetricGrouping =
  /** The day (UTC) on which the list was made. */
  | 'DAY'
  /** The version of the model; lists that no model made are one group. */
  | 'MODEL_VERSION'
  /** The placement. */
  | 'PLACEMENT'
  /** Where the item stood in the list, as clients say. */
  | 'POSITION'
  /** Where the list came from. */
  | 'SOURCE'
  /** The variant of an experiment; lists outside experiments are one group. */
  | 'VARIANT';

/** Where a version of the model is in its life. */
export type ModelVersionStatus =
  /** It answers for a share of the users. */
  | 'CANARY'
  /** It answers. */
  | 'LIVE'
  /** It was trained and judged good enough, and is not asked yet. */
  | 'REGISTERED'
  /** It was not good enough when it was tried, or its training failed before it was live. */
  | 'REJECTED'
  /** It was live before, and its endpoint is gone. */
  | 'REMOVED'
  /** It was live before. `setLiveModel` goes back to it while it has an endpoint. */
  | 'RETIRED'
  /** It is asked beside the live model, and nobody sees its lists. */
  | 'SHADOW';

/** Conditions on a number field; all that are given must hold. */
export type NumberFilterInput = {
  /** From the first to the second, both included. */
  between?: Array<number> | null | undefined;
  /** Equal. */
  eq?: number | null | undefined;
  /** Whether the field is present. */
  exists?: boolean | null | undefined;
  /** Greater or equal. */
  ge?: number | null | undefined;
  /** Greater. */
  gt?: number | null | undefined;
  /** One of these, at most 50. */
  in?: Array<number> | null | undefined;
  /** Less or equal. */
  le?: number | null | undefined;
  /** Less. */
  lt?: number | null | undefined;
  /** Not equal, or absent. */
  ne?: number | null | undefined;
};

/** An item to show first. */
export type PinnedItemInput = {
  /** From when on. Left out: always. */
  from?: string | null | undefined;
  /** The item, which must be in the catalogue. */
  itemId: string;
  /** Until when, later than `from`. Left out: for ever. */
  until?: string | null | undefined;
};

/**
 * What a placement shows, and how. What is left out changes nothing. The rules name at most 100 different items, and
 * all of it is at most 32 KB of JSON.
 */
export type PlacementSettingsInput = {
  /** At most 50 rules that raise or lower. */
  boosted?: Array<BoostRuleInput> | null | undefined;
  /** At most 100 rules of what is never shown; at most 50 of them about categories. */
  buried?: Array<BuryRuleInput> | null | undefined;
  /** How much to avoid items that are alike, 0 to 1, for requests that do not say. */
  diversity?: number | null | undefined;
  /** The event types of the user's history that the model is told of, at least one. Left out: all. What was interacted with by others is still left out of lists. */
  eventTypes?: Array<EventType> | null | undefined;
  /** The share of a list for a user that is given to items of which little is known, 0 to 0.3. */
  exploration?: number | null | undefined;
  /** From how many of the best items behind the list an explored place is drawn at most, 1 to 32; `evaluatePolicy` says what fewer would have brought. Left out: 32. */
  explorationDepth?: number | null | undefined;
  /** Where a list comes from when the model cannot answer: the first that fills it, or the fullest. 1 to 5 different sources, without MODEL. Left out: STORED, TRENDING, POPULAR, LATEST. */
  fallback?: Array<RecommendationSource> | null | undefined;
  /** Which items may be in the list, beside the request's own filter. */
  filter?: ItemFilterInput | null | undefined;
  /** How much newer items gain, 0 to 1. */
  freshness?: number | null | undefined;
  /** Whether items that a user was shown and passed over fall for that user, to a half after eight looks in the first place, and rise again within weeks. Reads the newest 100 impressions for each list that is made. Left out: false. */
  lowersPassedOver?: boolean | null | undefined;
  /** The time that the model may take, 50 to 10000 milliseconds, for requests that do not say. */
  maxLatencyMs?: number | null | undefined;
  /** The most items that a list has over all its pages, 1 to 500. */
  maximumItems?: number | null | undefined;
  /** At most 20 different items placed first, in this order. One that is hidden, unavailable, buried, excluded, seen by the user, or kept out by a filter is not shown. */
  pinned?: Array<PinnedItemInput> | null | undefined;
};

/** A list to push to its user. */
export type PublishRecommendationInput = {
  /** When the newest interaction was recorded that the list takes into account. */
  basedOn?: string | null | undefined;
  /** True when the model could not be asked. */
  degraded: boolean;
  /** Why the list is degraded. */
  degradedReason?: DegradedReason | null | undefined;
  /** When the list was made. */
  generatedAt: string;
  /** Best first; at most 100. */
  items: Array<RecommendationInput>;
  /** The version of the model that made the list. */
  modelVersion?: string | null | undefined;
  /** What the list says of itself. */
  notices?: Array<ListNoticeInput> | null | undefined;
  /** The place in the product that the list is for. */
  placement: string;
  /** Identifies the list. */
  recommendationId: string;
  /** Where the list comes from. */
  source: RecommendationSource;
  /** The user that the list is for. */
  userId: string;
};

/** An experiment to write down, or to start. */
export type PutExperimentInput = {
  /** Who decides how many users each variant gets. Left out: FIXED. */
  allocation?: ExperimentAllocation | null | undefined;
  /** What the control is expected to have, above 0 and below 1; REVENUE: the expected mean in shares of the cap. Only `usersNeeded` and the power depend on it. */
  expectedRate: number;
  /** Its id, 1 to 64 letters, digits, `_` and `-`. It decides who gets what: another id splits the users anew. */
  experimentId: string;
  /** What they are compared by. */
  goal: ExperimentGoal;
  /** What stops the experiment by itself once it is proven to be worse: each metric at most once. Left out: none. */
  guards?: Array<ExperimentGuardInput> | null | undefined;
  /** The placement whose lists are to differ; one experiment runs on it at a time. */
  placement: string;
  /** For REVENUE only, and there needed: above 0, what a user paid counts up to this. */
  revenueCap?: number | null | undefined;
  /** The revision that was seen. Left out: there is none yet. */
  revision?: number | null | undefined;
  /** Whether results are told apart for new and returning users. Left out: false. */
  segments?: boolean | null | undefined;
  /** The difference that is not to be missed, not 0; with `expectedRate` it comes to above 0 and below 1. */
  smallestEffect: number;
  /** BANDIT: what each variant keeps, 0.01 to the smallest share of `variants`. Left out: 0.05. Small ones cost power. */
  smallestShare?: number | null | undefined;
  /** DRAFT keeps it and says how many users it needs; RUNNING starts it, after which it stays as it is. */
  status: ExperimentStatus;
  /** 2 to 5, the control first. Shares add up to 1 at most, for BANDIT to exactly 1; the others take no part. All settings together are at most 64 KB of JSON and name at most 100 different items, which are in the catalogue. */
  variants: Array<ExperimentVariantInput>;
  /** How long after the first list was seen something counts, 10 to 2592000 seconds. Left out: 604800, seven days. */
  windowSeconds?: number | null | undefined;
};

/** An item to write. Fields that are left out are removed from an item that exists. */
export type PutItemInput = {
  /** Anything else, a JSON object of at most 16 KB. */
  attributes?: string | null | undefined;
  /** Not recommended before this instant. */
  availableFrom?: string | null | undefined;
  /** Not recommended from this instant on; after `availableFrom`. */
  availableUntil?: string | null | undefined;
  /** Who makes or sells it, at most 256 bytes. */
  brand?: string | null | undefined;
  /** The shelves that the item stands on, most important first; at most 20 of at most 256 bytes. */
  categories?: Array<string> | null | undefined;
  /** Who wrote, directed or composed it, at most 256 bytes. */
  creator?: string | null | undefined;
  /** A longer text of at most 8 KB; its words help to find similar items. */
  description?: string | null | undefined;
  /** A hidden item is kept and trained on, but in no list. */
  hidden?: boolean | null | undefined;
  /** A picture; the address has at most 2048 bytes. */
  imageUrl?: string | null | undefined;
  /** Identifies the item, 1 to 256 bytes. */
  itemId: string;
  /** The price in the shop's currency, 0 or more. */
  price?: number | null | undefined;
  /** Free keywords; at most 50 of at most 256 bytes. */
  tags?: Array<string> | null | undefined;
  /** What people see, at most 1024 bytes. */
  title?: string | null | undefined;
};

/** Up to 25 items to write in one request. */
export type PutItemsInput = {
  /** 1 to 25 items with different ids. */
  items: Array<PutItemInput>;
};

/** A place in the product and what is to apply to its lists. */
export type PutPlacementInput = {
  /** Its name, 1 to 64 letters, digits, `_` and `-`: what requests send as `placement`, or `similar` and `popular` for the lists of `similarItems` and `popularItems`. Not `trending`: `trendingItems` shows what is counted. */
  placement: string;
  /** The revision that was seen. Left out: there is none yet. */
  revision?: number | null | undefined;
  /** All of what applies; what the placement had before is replaced. */
  settings: PlacementSettingsInput;
};

/** Why an item is in a list. */
export type ReasonCode =
  /** People who chose what the user chose chose this too; `itemIds` name what the user chose. */
  | 'BECAUSE_YOU_INTERACTED'
  /** A rule raised its score, or lowered it: the share is below 0 then, as where the user passed it over before. */
  | 'BOOSTED'
  /** It suits the moment: hour, weekday or device. */
  | 'CONTEXT'
  /** It was added to learn whether the user likes it. */
  | 'EXPLORATION'
  /** It is new. */
  | 'NEW'
  /** It is often chosen after the items named. */
  | 'OFTEN_NEXT'
  /** A rule put it in its place. */
  | 'PINNED'
  /** Many people choose it. */
  | 'POPULAR'
  /** It shares attributes with items of the user's history. */
  | 'SIMILAR_CONTENT'
  /** Users with a like taste chose it. */
  | 'SIMILAR_USERS'
  /** It rises at the moment. */
  | 'TRENDING';

/** One reason and its part of the score. */
export type ReasonInput = {
  /** The kind of reason. */
  code: ReasonCode;
  /** What speaks for the item. */
  evidence: EvidenceInput;
  /** The reason's part of the score. */
  share: number;
};

/** One item of a list to push. */
export type RecommendationInput = {
  /** The item's id. */
  itemId: string;
  /** Why the item is here. */
  reasons: Array<ReasonInput>;
  /** Comparable within one list only. */
  score: number;
};

/** Where a list comes from. */
export type RecommendationSource =
  /** The model knew only the attributes of what the user liked. */
  | 'CONTENT'
  /** Items of the catalogue, because nothing better was at hand. */
  | 'LATEST'
  /** The model scored it for this request from the user's history. */
  | 'MODEL'
  /** What most people like: the user has no history that the model knows. */
  | 'POPULAR'
  /** A list that the model made earlier and that nothing has made stale since. */
  | 'STORED'
  /** What rises at the moment, from the interaction counters. */
  | 'TRENDING';

/** An interaction to record. */
export type RecordInteractionInput = {
  /** Where the interaction happened. */
  context?: ContextInput | null | undefined;
  /**
   * Makes a retry safe: the same `eventId` and `timestamp` are recorded once, whatever the event type, so an impression and
   * what followed it need an id each. Needs `timestamp`.
   */
  eventId?: string | null | undefined;
  /** One of the registered event types. */
  eventType: EventType;
  /** A rating, a price, a fraction watched, -1e15 to 1e15. What lists make of it belongs to the event type. */
  eventValue?: number | null | undefined;
  /** The item, which must be in the catalogue. */
  itemId: string;
  /** Where the item stood in that list, 0 to 499, counted through all of its pages. */
  position?: number | null | undefined;
  /** Free-form properties, a JSON object of at most 4 KB. */
  properties?: string | null | undefined;
  /** The list that led to the interaction. It counts for the list within seven days: `recommendationMetrics`. */
  recommendationId?: string | null | undefined;
  /** Groups the interactions of one visit. */
  sessionId?: string | null | undefined;
  /** When it happened, from 1990 on. Left out: now. At most five minutes in the future. */
  timestamp?: string | null | undefined;
  /** Whose interaction it is. Left out: the signed-in user. Another user's needs the `admin` group or IAM. */
  userId?: string | null | undefined;
};

/** Up to 25 interactions to record in one request. */
export type RecordInteractionsInput = {
  /** 1 to 25 interactions, all of one user unless sent by an admin or by IAM. */
  interactions: Array<RecordInteractionInput>;
};

/** What became of one entry of `recordInteractions`. */
export type RecordOutcome =
  /** It had been recorded before; nothing was written. */
  | 'DUPLICATE'
  /** The interaction was written. */
  | 'RECORDED'
  /** It was refused; `errorType` and `message` say why. Sending it again unchanged does not help. */
  | 'REJECTED'
  /** It was not written this time, because the database was busy or another request wrote the same event. Send the same entry again. */
  | 'RETRY';

/** Where a copy may be that no erasure reaches. */
export type RemainingPlace =
  /** The archive of interactions, under a pseudonym. */
  | 'ARCHIVE'
  /** The database's own backups, by which it can be restored. */
  | 'BACKUPS'
  /** Lists in bulk, and what they were made of. */
  | 'BATCH_LISTS'
  /** What the database exported for a training. */
  | 'EXPORTS'
  /** A model that was trained while the data were there. It holds sums over everybody and names nobody. */
  | 'MODEL_VERSION'
  /** The database's record of changes. */
  | 'STREAM'
  /** What models were trained on, under a pseudonym. */
  | 'TRAINING_DATA';

/** Which dead letters are replayed. */
export type ReplayDeadLettersInput = {
  /** At most so many, 1 to 25. Left out: 10. */
  limit?: number | null | undefined;
};

/** Which lists to make. */
export type RequestBatchRecommendationsInput = {
  /** Items of each list at most, 1 to 500; 50 or more with `store`. Left out: 50. */
  limit?: number | null | undefined;
  /** The version of the model that makes them; it needs an endpoint. Left out: the live one. */
  modelVersion?: string | null | undefined;
  /** The place in the product that the lists are for. Left out: `home`. */
  placement?: string | null | undefined;
  /** Whether the lists become stored lists of their users, 50 items each. Left out: `false`. */
  store?: boolean | null | undefined;
  /**
   * An object of the archive bucket that names the users, `batch/users/` and a name of 1 to 200 letters, digits, ".", "_" and
   * "-": JSON Lines of `{"userId": "…"}`. Left out: all who have a history.
   */
  usersKey?: string | null | undefined;
};

/** How a training is to be run. What is left out is as the deployment says. */
export type RequestTrainingInput = {
  /** How long to search for the best model, 1 to 86400 seconds. */
  budgetSeconds?: number | null | undefined;
  /** For how long, 0 to 259200 seconds. 0: not at all. */
  canarySeconds?: number | null | undefined;
  /** Share of the users whom it answers before it answers everybody, 0 to 1. 0: none. */
  canaryShare?: number | null | undefined;
  /** Whether to train even if little is new. Left out: `false`. */
  force?: boolean | null | undefined;
  /** The seed of its random numbers, a whole number from 0 to 4294967295. */
  seed?: number | null | undefined;
  /** For how long, 0 to 259200 seconds. 0: not at all. */
  shadowSeconds?: number | null | undefined;
  /** Share of the requests that the new model is asked too before it answers, 0 to 1. 0: none. */
  shadowShare?: number | null | undefined;
  /**
   * The part of the live model's nDCG that the new one may lose, 0 to 1: less does not matter, however sure it is. A first
   * model may lose as much against the popular list.
   */
  toleratedLoss?: number | null | undefined;
};

/** What a look at a version on trial decided. */
export type RolloutDecision =
  /** It is taken back. */
  | 'FAILED'
  /** Nothing speaks against it so far. */
  | 'GO_ON'
  /** The time is up, and nothing spoke against it. */
  | 'PASSED';

/** How a version is tried. */
export type RolloutStage =
  /** It answers for a share of the users. */
  | 'CANARY'
  /** It is asked beside the live model, and nobody sees its lists. */
  | 'SHADOW';

/** The version to go to. */
export type SetLiveModelInput = {
  /** The version, which was live before and still has its endpoint. */
  modelVersion: string;
};

/** Conditions on a text field; all that are given must hold. Comparison is exact and case-sensitive. */
export type StringFilterInput = {
  /** Starts with this text. */
  beginsWith?: string | null | undefined;
  /** From the first to the second, both included. */
  between?: Array<string> | null | undefined;
  /** Has this text within it. */
  contains?: string | null | undefined;
  /** Equal. */
  eq?: string | null | undefined;
  /** Whether the field is present. */
  exists?: boolean | null | undefined;
  /** Greater or equal. */
  ge?: string | null | undefined;
  /** Greater. */
  gt?: string | null | undefined;
  /** One of these, at most 50. */
  in?: Array<string> | null | undefined;
  /** Less or equal. */
  le?: string | null | undefined;
  /** Less. */
  lt?: string | null | undefined;
  /** Not equal, or absent. */
  ne?: string | null | undefined;
};

/** How a training run ended, or that it has not. */
export type TrainingRunStatus =
  /** Something broke; the old model stays. */
  | 'FAILED'
  /** Its model is live. */
  | 'PROMOTED'
  /** The data must not be trained on. */
  | 'REFUSED'
  /** Its model was not good enough; the old one stays. */
  | 'REJECTED'
  /** It is at work. */
  | 'RUNNING'
  /** There was too little to learn. */
  | 'SKIPPED';

/** The stages of a training run, in their order. */
export type TrainingStage =
  /** It answers for a share of the users. */
  | 'CANARY'
  /** What nobody uses any more is removed. */
  | 'CLEAN_UP'
  /** DynamoDB exports what is new. */
  | 'COLLECT'
  /** Its endpoint is made. */
  | 'DEPLOY'
  /** It is compared with the live one on the newest interactions, which it has not seen. */
  | 'JUDGE'
  /** The archive takes it in, and training data are made of it. */
  | 'PREPARE'
  /** It becomes the live model. */
  | 'PROMOTE'
  /** The version is written down. */
  | 'REGISTER'
  /** It is asked beside the live model. */
  | 'SHADOW'
  /** The endpoint is asked for two lists. */
  | 'SMOKE_TEST'
  /** The model is trained. */
  | 'TRAIN'
  /** The data are checked. */
  | 'VALIDATE';

/** What started a training run. */
export type TrainingTrigger =
  /** What lists are like, or what becomes of them, has drifted. */
  | 'DRIFT'
  /** The first data of a deployment. */
  | 'FIRST'
  /** `requestTraining`. */
  | 'REQUEST'
  /** The schedule. */
  | 'SCHEDULE';

/** The time span that a trend is measured over. */
export type TrendingWindow =
  /** The last 24 hours. */
  | 'DAY'
  /** The last hour. */
  | 'HOUR'
  /** The last seven days. */
  | 'WEEK';

/** What is to be undone. */
export type UndoMergeInput = {
  /** Whom they became. Left out: the signed-in user. Another user needs the `admin` group or IAM. */
  userId?: string | null | undefined;
  /** The visitor, by the plain id (`Merge.visitorId`). */
  visitorId: string;
};

/** What is kept of a user, by kind. */
export type UserDataKind =
  /** That what the user did looked like a robot. */
  | 'ANOMALY_MARK'
  /** That the data were erased, and what became of them. It stays. */
  | 'ERASURE'
  /** Which variants of experiments the user got. */
  | 'EXPERIMENT_VARIANT'
  /** Messages about the user that could not be handled: copies of the others, in a queue. */
  | 'FAILED_MESSAGE'
  /** Copies of what the user did, held back because it was not believed. */
  | 'HELD_INTERACTION'
  /** What was shown to the user. */
  | 'IMPRESSION'
  /** What the user did. */
  | 'INTERACTION'
  /** That a visitor became the user. */
  | 'MERGE'
  /** Anything else that was kept under the user's id. */
  | 'OTHER'
  /** Which placements the user listened to. */
  | 'PRESENCE'
  /** Which items the user has seen. */
  | 'SEEN_ITEMS'
  /** What was counted of the lists that the user was shown. */
  | 'SHOWN_LISTS'
  /** Lists kept for the user. */
  | 'STORED_LIST';

/** Who a user was when the experiment was first seen. */
export type UserSegment =
  /** Nothing was recorded of the user before. */
  | 'NEW'
  /** The user had done something before. */
  | 'RETURNING';

export type AnomaliesQueryVariables = Exact<{
  from?: string | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type AnomaliesQuery = { anomalies: { nextToken: string | null, items: Array<{ anomalyId: string, kind: AnomalyKind, userId: string | null, itemId: string | null, score: number, threshold: number, events: number, markedAt: string, until: string, clearedAt: string | null, clearedBy: string | null }> } };

export type AnomalyFieldsFragment = { anomalyId: string, kind: AnomalyKind, userId: string | null, itemId: string | null, score: number, threshold: number, events: number, markedAt: string, until: string, clearedAt: string | null, clearedBy: string | null };

export type AuditLogQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type AuditLogQuery = { auditLog: { nextToken: string | null, items: Array<{ auditId: string, at: string, actor: string, action: AuditAction, subjects: Array<string> }> } };

export type BatchRecommendationQueryVariables = Exact<{
  batchId: string;
}>;


export type BatchRecommendationQuery = { batchRecommendation: { batchId: string, status: BatchStatus, placement: string, limit: number, store: boolean, usersKey: string | null, modelVersion: string | null, requestedBy: string | null, startedAt: string, endedAt: string | null, reason: string | null, users: number | null, lists: number | null, listsPrefix: string | null, stages: Array<{ stage: BatchStage, startedAt: string }>, skipped: Array<{ reason: BatchSkipReason, count: number }>, rejected: Array<{ reason: string, count: number }>, stored: { stored: number, superseded: number, unstorable: number } | null } | null };

export type BatchRecommendationFieldsFragment = { batchId: string, status: BatchStatus, placement: string, limit: number, store: boolean, usersKey: string | null, modelVersion: string | null, requestedBy: string | null, startedAt: string, endedAt: string | null, reason: string | null, users: number | null, lists: number | null, listsPrefix: string | null, stages: Array<{ stage: BatchStage, startedAt: string }>, skipped: Array<{ reason: BatchSkipReason, count: number }>, rejected: Array<{ reason: string, count: number }>, stored: { stored: number, superseded: number, unstorable: number } | null };

export type BatchRecommendationsQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type BatchRecommendationsQuery = { batchRecommendations: { nextToken: string | null, items: Array<{ batchId: string, status: BatchStatus, placement: string, limit: number, store: boolean, usersKey: string | null, modelVersion: string | null, requestedBy: string | null, startedAt: string, endedAt: string | null, reason: string | null, users: number | null, lists: number | null, listsPrefix: string | null, stages: Array<{ stage: BatchStage, startedAt: string }>, skipped: Array<{ reason: BatchSkipReason, count: number }>, rejected: Array<{ reason: string, count: number }>, stored: { stored: number, superseded: number, unstorable: number } | null }> } };

export type ClearAnomalyMutationVariables = Exact<{
  input: ClearAnomalyInput;
}>;


export type ClearAnomalyMutation = { clearAnomaly: { counted: number, remaining: boolean, anomaly: { anomalyId: string, kind: AnomalyKind, userId: string | null, itemId: string | null, score: number, threshold: number, events: number, markedAt: string, until: string, clearedAt: string | null, clearedBy: string | null } } };

export type CompareModelsQueryVariables = Exact<{
  userId: string;
  versions: Array<string> | string;
  limit?: number | null | undefined;
}>;


export type CompareModelsQuery = { compareModels: { userId: string, lists: Array<{ modelVersion: string, failure: DegradedReason | null, latencyMilliseconds: number, items: Array<{ itemId: string, score: number }> }>, overlaps: Array<{ modelVersions: Array<string>, overlap: number }> } };

export type CountedCostsQueryVariables = Exact<{
  hours?: number | null | undefined;
}>;


export type CountedCostsQuery = { countedCosts: { from: string, until: string, region: string, pricedOn: string, rows: Array<{ service: string, unit: string, units: number, price: number, dollars: number, scope: CountScope }> } };

export type CreateVisitorMutationVariables = Exact<{ [key: string]: never; }>;


export type CreateVisitorMutation = { createVisitor: { visitorId: string, anonymousId: string, expiresAt: string } };

export type DeadLettersQueryVariables = Exact<{
  limit?: number | null | undefined;
}>;


export type DeadLettersQuery = { deadLetters: Array<{ messageId: string, kind: DeadLetterKind, code: string | null, reason: string | null, sentAt: string | null, userId: string | null, itemId: string | null, eventId: string | null, placement: string | null }> };

export type DeleteItemMutationVariables = Exact<{
  input: DeleteItemInput;
}>;


export type DeleteItemMutation = { deleteItem: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } };

export type DeletePlacementMutationVariables = Exact<{
  placement: string;
  revision: number;
}>;


export type DeletePlacementMutation = { deletePlacement: { placement: string, revision: number, experimentId: string | null, updatedAt: string, updatedBy: string, settings: { filter: string | null, diversity: number | null, freshness: number | null, exploration: number | null, explorationDepth: number | null, lowersPassedOver: boolean | null, fallback: Array<RecommendationSource> | null, eventTypes: Array<EventType> | null, maximumItems: number | null, maxLatencyMs: number | null, pinned: Array<{ itemId: string, from: string | null, until: string | null }> | null, boosted: Array<{ itemId: string | null, category: string | null, factor: number, from: string | null, until: string | null }> | null, buried: Array<{ itemId: string | null, category: string | null, from: string | null, until: string | null }> | null } } };

export type DeleteUserDataMutationVariables = Exact<{
  input?: DeleteUserDataInput | null | undefined;
}>;


export type DeleteUserDataMutation = { deleteUserData: { erasureId: string, userId: string, status: ErasureStatus, requestedAt: string, erasedAt: string | null, erased: Array<{ kind: UserDataKind, count: number }>, remaining: Array<{ place: RemainingPlace, modelVersion: string | null, until: string | null, note: string }> } };

export type DeploymentHealthQueryVariables = Exact<{ [key: string]: never; }>;


export type DeploymentHealthQuery = { deploymentHealth: { checkedAt: string, deadLetters: number | null, alarms: Array<{ name: string, state: AlarmState, reason: string | null, since: string | null, description: string | null }> | null, tables: Array<{ name: string, status: string, rows: number | null, bytes: number | null }> | null, stream: { iteratorAgeMs: number | null, batches: number, errors: number } | null, endpoint: { modelVersion: string, status: string } | null } };

export type EndExperimentMutationVariables = Exact<{
  experimentId: string;
  promote?: string | null | undefined;
}>;


export type EndExperimentMutation = { endExperiment: { experimentId: string, revision: number, status: ExperimentStatus, placement: string, goal: ExperimentGoal, revenueCap: number | null, windowSeconds: number, expectedRate: number, smallestEffect: number, usersNeeded: number, segments: boolean, allocation: ExperimentAllocation, smallestShare: number, createdAt: string, startedAt: string | null, endedAt: string | null, endReason: ExperimentEndReason | null, promoted: string | null, updatedAt: string, updatedBy: string, variants: Array<{ variant: string, share: number, modelVersion: string | null }>, guards: Array<{ metric: ExperimentGuardMetric, margin: number }> } };

export type ErasureReceiptQueryVariables = Exact<{
  userId?: string | null | undefined;
}>;


export type ErasureReceiptQuery = { erasureReceipt: { erasureId: string, userId: string, status: ErasureStatus, requestedAt: string, erasedAt: string | null, erased: Array<{ kind: UserDataKind, count: number }>, remaining: Array<{ place: RemainingPlace, modelVersion: string | null, until: string | null, note: string }> } | null };

export type ErasureReceiptFieldsFragment = { erasureId: string, userId: string, status: ErasureStatus, requestedAt: string, erasedAt: string | null, erased: Array<{ kind: UserDataKind, count: number }>, remaining: Array<{ place: RemainingPlace, modelVersion: string | null, until: string | null, note: string }> };

export type EstimateFieldsFragment = { estimate: number, low: number, high: number };

export type EvaluatePolicyQueryVariables = Exact<{
  placement: string;
  from: string;
  to: string;
  policy: ExplorationPolicyInput;
  goal?: ExperimentGoal | null | undefined;
}>;


export type EvaluatePolicyQuery = { evaluatePolicy: { explored: number, groups: number, effectiveDecisions: number, greatestWeight: number, shallowShare: number | null, logged: { estimate: number, low: number, high: number } | null, ips: { estimate: number, low: number, high: number } | null, snips: { estimate: number, low: number, high: number } | null, doublyRobust: { estimate: number, low: number, high: number } | null } };

export type ExperimentQueryVariables = Exact<{
  experimentId: string;
}>;


export type ExperimentQuery = { experiment: { experimentId: string, revision: number, status: ExperimentStatus, placement: string, goal: ExperimentGoal, revenueCap: number | null, windowSeconds: number, expectedRate: number, smallestEffect: number, usersNeeded: number, segments: boolean, allocation: ExperimentAllocation, smallestShare: number, createdAt: string, startedAt: string | null, endedAt: string | null, endReason: ExperimentEndReason | null, promoted: string | null, updatedAt: string, updatedBy: string, variants: Array<{ variant: string, share: number, modelVersion: string | null, settings: { filter: string | null, diversity: number | null, freshness: number | null, exploration: number | null, explorationDepth: number | null, lowersPassedOver: boolean | null, fallback: Array<RecommendationSource> | null, eventTypes: Array<EventType> | null, maximumItems: number | null, maxLatencyMs: number | null, pinned: Array<{ itemId: string, from: string | null, until: string | null }> | null, boosted: Array<{ itemId: string | null, category: string | null, factor: number, from: string | null, until: string | null }> | null, buried: Array<{ itemId: string | null, category: string | null, from: string | null, until: string | null }> | null } | null }>, guards: Array<{ metric: ExperimentGuardMetric, margin: number }> } | null };

export type ExperimentDifferenceFieldsFragment = { estimate: number, low: number, high: number, pValue: number };

export type ExperimentFieldsFragment = { experimentId: string, revision: number, status: ExperimentStatus, placement: string, goal: ExperimentGoal, revenueCap: number | null, windowSeconds: number, expectedRate: number, smallestEffect: number, usersNeeded: number, segments: boolean, allocation: ExperimentAllocation, smallestShare: number, createdAt: string, startedAt: string | null, endedAt: string | null, endReason: ExperimentEndReason | null, promoted: string | null, updatedAt: string, updatedBy: string, variants: Array<{ variant: string, share: number, modelVersion: string | null }>, guards: Array<{ metric: ExperimentGuardMetric, margin: number }> };

export type ExperimentResultsQueryVariables = Exact<{
  experimentId: string;
}>;


export type ExperimentResultsQuery = { experimentResults: { users: number, suspects: number, unclear: number, countedUntil: string | null, experiment: { experimentId: string, revision: number, status: ExperimentStatus, placement: string, goal: ExperimentGoal, revenueCap: number | null, windowSeconds: number, expectedRate: number, smallestEffect: number, usersNeeded: number, segments: boolean, allocation: ExperimentAllocation, smallestShare: number, createdAt: string, startedAt: string | null, endedAt: string | null, endReason: ExperimentEndReason | null, promoted: string | null, updatedAt: string, updatedBy: string, variants: Array<{ variant: string, share: number, modelVersion: string | null }>, guards: Array<{ metric: ExperimentGuardMetric, margin: number }> }, variants: Array<{ variant: string, share: number, users: number, outcomes: number, revenue: number, dislikes: number, degraded: number, verdict: ExperimentVerdict | null, rate: { estimate: number, low: number, high: number } | null, difference: { estimate: number, low: number, high: number, pValue: number } | null, guards: Array<{ metric: ExperimentGuardMetric, isBroken: boolean, difference: { estimate: number, low: number, high: number, pValue: number } | null }>, segments: Array<{ segment: UserSegment, users: number, difference: { estimate: number, low: number, high: number, pValue: number } | null }> }>, splits: Array<{ from: string, shares: Array<{ variant: string, share: number }> }> } };

export type ExperimentsQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ExperimentsQuery = { experiments: { nextToken: string | null, items: Array<{ experimentId: string, revision: number, status: ExperimentStatus, placement: string, goal: ExperimentGoal, revenueCap: number | null, windowSeconds: number, expectedRate: number, smallestEffect: number, usersNeeded: number, segments: boolean, allocation: ExperimentAllocation, smallestShare: number, createdAt: string, startedAt: string | null, endedAt: string | null, endReason: ExperimentEndReason | null, promoted: string | null, updatedAt: string, updatedBy: string, variants: Array<{ variant: string, share: number, modelVersion: string | null }>, guards: Array<{ metric: ExperimentGuardMetric, margin: number }> }> } };

export type ExplainItemQueryVariables = Exact<{
  userId?: string | null | undefined;
  itemId: string;
  placement?: string | null | undefined;
  limit?: number | null | undefined;
  filter?: ItemFilterInput | null | undefined;
  excludeItemIds?: Array<string> | string | null | undefined;
}>;


export type ExplainItemQuery = { explainItem: { userId: string, itemId: string, placement: string, experimentId: string | null, variant: string | null, isListed: boolean, score: number | null, rank: number | null, rankedItems: number | null, eligibleRank: number | null, modelVersion: string | null, findings: Array<{ code: ItemFindingCode, keepsOut: boolean, message: string, remedy: string | null }>, components: Array<{ name: string, share: number, rank: number }>, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }> } };

export type InteractionFieldsFragment = { userId: string, itemId: string, eventType: EventType, eventValue: number | null, eventId: string, timestamp: string, recordedAt: string, sessionId: string | null, recommendationId: string | null, position: number | null, properties: string | null, context: { device: string | null, locale: string | null, hourOfDay: number | null, dayOfWeek: number | null, attributes: string | null } | null };

export type InteractionsQueryVariables = Exact<{
  userId?: string | null | undefined;
  eventType?: EventType | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type InteractionsQuery = { interactions: { nextToken: string | null, items: Array<{ userId: string, itemId: string, eventType: EventType, eventValue: number | null, eventId: string, timestamp: string, recordedAt: string, sessionId: string | null, recommendationId: string | null, position: number | null, properties: string | null, context: { device: string | null, locale: string | null, hourOfDay: number | null, dayOfWeek: number | null, attributes: string | null } | null }> } };

export type ItemQueryVariables = Exact<{
  itemId: string;
}>;


export type ItemQuery = { item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null };

export type ItemFieldsFragment = { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string };

export type ItemsQueryVariables = Exact<{
  filter?: ItemFilterInput | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ItemsQuery = { items: { nextToken: string | null, items: Array<{ itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string }> } };

export type JudgeVerdictFieldsFragment = { challenger: string, champion: string | null, isAccepted: boolean, reason: string, segments: Array<{ segment: JudgedSegment, cases: number, championNdcg: number | null, challengerNdcg: number, difference: { value: number, low: number, high: number } | null }>, coverage: { champion: number | null, challenger: number }, diversity: { champion: number | null, challenger: number }, novelty: { champion: number | null, challenger: number } };

export type ListMetricsFieldsFragment = { impressions: number, clicks: number, carts: number, conversions: number, revenue: number, degradedShare: number | null, itemsShown: number | null, coverage: number | null, clickRate: { value: number, low: number, high: number } | null, cartRate: { value: number, low: number, high: number } | null, conversionRate: { value: number, low: number, high: number } | null };

export type LiveModelQueryVariables = Exact<{ [key: string]: never; }>;


export type LiveModelQuery = { liveModel: { revision: number, updatedAt: string, updatedBy: string, champion: { modelVersion: string, endpointName: string }, challenger: { modelVersion: string, endpointName: string, stage: RolloutStage, share: number } | null } | null };

export type LiveModelFieldsFragment = { revision: number, updatedAt: string, updatedBy: string, champion: { modelVersion: string, endpointName: string }, challenger: { modelVersion: string, endpointName: string, stage: RolloutStage, share: number } | null };

export type MergeFieldsFragment = { visitorId: string, userId: string, status: MergeStatus, mergedAt: string, undoUntil: string, moved: number };

export type MergeUserMutationVariables = Exact<{
  input: MergeUserInput;
}>;


export type MergeUserMutation = { mergeUser: { visitorId: string, userId: string, status: MergeStatus, mergedAt: string, undoUntil: string, moved: number } };

export type ModelHealthQueryVariables = Exact<{ [key: string]: never; }>;


export type ModelHealthQuery = { modelHealth: { watchedUntil: string, drifted: boolean, days: number, lists: number, retrainingRunId: string | null, retrainingStartedAt: string | null, measures: Array<{ name: HealthKind, value: number, threshold: number, observed: number | null, expected: number | null }>, sources: Array<{ source: RecommendationSource, share: number }> } | null };

export type ModelVersionQueryVariables = Exact<{
  modelVersion: string;
}>;


export type ModelVersionQuery = { modelVersion: { modelVersion: string, status: ModelVersionStatus, createdAt: string, endpointName: string | null, retiredAt: string | null, artifact: string, reason: string | null, verdict: { challenger: string, champion: string | null, isAccepted: boolean, reason: string, segments: Array<{ segment: JudgedSegment, cases: number, championNdcg: number | null, challengerNdcg: number, difference: { value: number, low: number, high: number } | null }>, coverage: { champion: number | null, challenger: number }, diversity: { champion: number | null, challenger: number }, novelty: { champion: number | null, challenger: number } } | null, lineage: { runId: string, dataFingerprint: string, trainedUntil: string, interactions: number, items: number, users: number, seed: number, hyperparameters: string, image: string } } | null };

export type ModelVersionFieldsFragment = { modelVersion: string, status: ModelVersionStatus, createdAt: string, endpointName: string | null, retiredAt: string | null, artifact: string, reason: string | null, verdict: { challenger: string, champion: string | null, isAccepted: boolean, reason: string, segments: Array<{ segment: JudgedSegment, cases: number, championNdcg: number | null, challengerNdcg: number, difference: { value: number, low: number, high: number } | null }>, coverage: { champion: number | null, challenger: number }, diversity: { champion: number | null, challenger: number }, novelty: { champion: number | null, challenger: number } } | null, lineage: { runId: string, dataFingerprint: string, trainedUntil: string, interactions: number, items: number, users: number, seed: number, hyperparameters: string, image: string } };

export type ModelVersionsQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type ModelVersionsQuery = { modelVersions: { nextToken: string | null, items: Array<{ modelVersion: string, status: ModelVersionStatus, createdAt: string, endpointName: string | null, retiredAt: string | null, artifact: string, reason: string | null, verdict: { challenger: string, champion: string | null, isAccepted: boolean, reason: string, segments: Array<{ segment: JudgedSegment, cases: number, championNdcg: number | null, challengerNdcg: number, difference: { value: number, low: number, high: number } | null }>, coverage: { champion: number | null, challenger: number }, diversity: { champion: number | null, challenger: number }, novelty: { champion: number | null, challenger: number } } | null, lineage: { runId: string, dataFingerprint: string, trainedUntil: string, interactions: number, items: number, users: number, seed: number, hyperparameters: string, image: string } }> } };

export type OnRecommendationSubscriptionVariables = Exact<{
  userId: string;
  placement?: string | null | undefined;
}>;


export type OnRecommendationSubscription = { onRecommendation: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }>, notices: Array<{ code: ListNoticeCode, message: string }> } | null };

export type PlacementQueryVariables = Exact<{
  placement: string;
}>;


export type PlacementQuery = { placement: { placement: string, revision: number, experimentId: string | null, updatedAt: string, updatedBy: string, settings: { filter: string | null, diversity: number | null, freshness: number | null, exploration: number | null, explorationDepth: number | null, lowersPassedOver: boolean | null, fallback: Array<RecommendationSource> | null, eventTypes: Array<EventType> | null, maximumItems: number | null, maxLatencyMs: number | null, pinned: Array<{ itemId: string, from: string | null, until: string | null }> | null, boosted: Array<{ itemId: string | null, category: string | null, factor: number, from: string | null, until: string | null }> | null, buried: Array<{ itemId: string | null, category: string | null, from: string | null, until: string | null }> | null } } | null };

export type PlacementFieldsFragment = { placement: string, revision: number, experimentId: string | null, updatedAt: string, updatedBy: string, settings: { filter: string | null, diversity: number | null, freshness: number | null, exploration: number | null, explorationDepth: number | null, lowersPassedOver: boolean | null, fallback: Array<RecommendationSource> | null, eventTypes: Array<EventType> | null, maximumItems: number | null, maxLatencyMs: number | null, pinned: Array<{ itemId: string, from: string | null, until: string | null }> | null, boosted: Array<{ itemId: string | null, category: string | null, factor: number, from: string | null, until: string | null }> | null, buried: Array<{ itemId: string | null, category: string | null, from: string | null, until: string | null }> | null } };

export type PlacementSettingsFieldsFragment = { filter: string | null, diversity: number | null, freshness: number | null, exploration: number | null, explorationDepth: number | null, lowersPassedOver: boolean | null, fallback: Array<RecommendationSource> | null, eventTypes: Array<EventType> | null, maximumItems: number | null, maxLatencyMs: number | null, pinned: Array<{ itemId: string, from: string | null, until: string | null }> | null, boosted: Array<{ itemId: string | null, category: string | null, factor: number, from: string | null, until: string | null }> | null, buried: Array<{ itemId: string | null, category: string | null, from: string | null, until: string | null }> | null };

export type PlacementsQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type PlacementsQuery = { placements: { nextToken: string | null, items: Array<{ placement: string, revision: number, experimentId: string | null, updatedAt: string, updatedBy: string, settings: { filter: string | null, diversity: number | null, freshness: number | null, exploration: number | null, explorationDepth: number | null, lowersPassedOver: boolean | null, fallback: Array<RecommendationSource> | null, eventTypes: Array<EventType> | null, maximumItems: number | null, maxLatencyMs: number | null, pinned: Array<{ itemId: string, from: string | null, until: string | null }> | null, boosted: Array<{ itemId: string | null, category: string | null, factor: number, from: string | null, until: string | null }> | null, buried: Array<{ itemId: string | null, category: string | null, from: string | null, until: string | null }> | null } }> } };

export type PopularItemsQueryVariables = Exact<{
  filter?: ItemFilterInput | null | undefined;
  limit?: number | null | undefined;
  maxLatencyMs?: number | null | undefined;
  modelVersion?: string | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type PopularItemsQuery = { popularItems: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }>, notices: Array<{ code: ListNoticeCode, message: string }> } };

export type PublishRecommendationMutationVariables = Exact<{
  input: PublishRecommendationInput;
}>;


export type PublishRecommendationMutation = { publishRecommendation: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }>, notices: Array<{ code: ListNoticeCode, message: string }> } };

export type PutExperimentMutationVariables = Exact<{
  input: PutExperimentInput;
}>;


export type PutExperimentMutation = { putExperiment: { experimentId: string, revision: number, status: ExperimentStatus, placement: string, goal: ExperimentGoal, revenueCap: number | null, windowSeconds: number, expectedRate: number, smallestEffect: number, usersNeeded: number, segments: boolean, allocation: ExperimentAllocation, smallestShare: number, createdAt: string, startedAt: string | null, endedAt: string | null, endReason: ExperimentEndReason | null, promoted: string | null, updatedAt: string, updatedBy: string, variants: Array<{ variant: string, share: number, modelVersion: string | null }>, guards: Array<{ metric: ExperimentGuardMetric, margin: number }> } };

export type PutItemMutationVariables = Exact<{
  input: PutItemInput;
}>;


export type PutItemMutation = { putItem: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } };

export type PutItemsMutationVariables = Exact<{
  input: PutItemsInput;
}>;


export type PutItemsMutation = { putItems: { results: Array<{ itemId: string, errorType: string | null, message: string | null, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }> } };

export type PutPlacementMutationVariables = Exact<{
  input: PutPlacementInput;
}>;


export type PutPlacementMutation = { putPlacement: { placement: string, revision: number, experimentId: string | null, updatedAt: string, updatedBy: string, settings: { filter: string | null, diversity: number | null, freshness: number | null, exploration: number | null, explorationDepth: number | null, lowersPassedOver: boolean | null, fallback: Array<RecommendationSource> | null, eventTypes: Array<EventType> | null, maximumItems: number | null, maxLatencyMs: number | null, pinned: Array<{ itemId: string, from: string | null, until: string | null }> | null, boosted: Array<{ itemId: string | null, category: string | null, factor: number, from: string | null, until: string | null }> | null, buried: Array<{ itemId: string | null, category: string | null, from: string | null, until: string | null }> | null } } };

export type RecommendationListFieldsFragment = { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }>, notices: Array<{ code: ListNoticeCode, message: string }> };

export type RecommendationMetricsQueryVariables = Exact<{
  from: string;
  to: string;
  placement?: string | null | undefined;
  groupBy?: MetricGrouping | null | undefined;
}>;


export type RecommendationMetricsQuery = { recommendationMetrics: { catalogueItems: number | null, total: { impressions: number, clicks: number, carts: number, conversions: number, revenue: number, degradedShare: number | null, itemsShown: number | null, coverage: number | null, clickRate: { value: number, low: number, high: number } | null, cartRate: { value: number, low: number, high: number } | null, conversionRate: { value: number, low: number, high: number } | null }, groups: Array<{ day: string | null, placement: string | null, experimentId: string | null, variant: string | null, modelVersion: string | null, source: RecommendationSource | null, position: number | null, impressions: number, clicks: number, carts: number, conversions: number, revenue: number, degradedShare: number | null, itemsShown: number | null, coverage: number | null, clickRate: { value: number, low: number, high: number } | null, cartRate: { value: number, low: number, high: number } | null, conversionRate: { value: number, low: number, high: number } | null }> } };

export type RecommendationsQueryVariables = Exact<{
  userId?: string | null | undefined;
  placement?: string | null | undefined;
  limit?: number | null | undefined;
  filter?: ItemFilterInput | null | undefined;
  context?: ContextInput | null | undefined;
  excludeItemIds?: Array<string> | string | null | undefined;
  diversity?: number | null | undefined;
  explain?: boolean | null | undefined;
  maxLatencyMs?: number | null | undefined;
  modelVersion?: string | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type RecommendationsQuery = { recommendations: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }>, notices: Array<{ code: ListNoticeCode, message: string }> } };

export type RecommendationsForQueryVariables = Exact<{
  history: Array<HistoryEntryInput> | HistoryEntryInput;
  placement?: string | null | undefined;
  limit?: number | null | undefined;
  filter?: ItemFilterInput | null | undefined;
  context?: ContextInput | null | undefined;
  excludeItemIds?: Array<string> | string | null | undefined;
  diversity?: number | null | undefined;
  explain?: boolean | null | undefined;
  maxLatencyMs?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type RecommendationsForQuery = { recommendationsFor: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }>, notices: Array<{ code: ListNoticeCode, message: string }> } };

export type RecordInteractionMutationVariables = Exact<{
  input: RecordInteractionInput;
}>;


export type RecordInteractionMutation = { recordInteraction: { userId: string, itemId: string, eventType: EventType, eventValue: number | null, eventId: string, timestamp: string, recordedAt: string, sessionId: string | null, recommendationId: string | null, position: number | null, properties: string | null, context: { device: string | null, locale: string | null, hourOfDay: number | null, dayOfWeek: number | null, attributes: string | null } | null } };

export type RecordInteractionsMutationVariables = Exact<{
  input: RecordInteractionsInput;
}>;


export type RecordInteractionsMutation = { recordInteractions: { results: Array<{ outcome: RecordOutcome, errorType: string | null, message: string | null, interaction: { userId: string, itemId: string, eventType: EventType, eventValue: number | null, eventId: string, timestamp: string, recordedAt: string, sessionId: string | null, recommendationId: string | null, position: number | null, properties: string | null, context: { device: string | null, locale: string | null, hourOfDay: number | null, dayOfWeek: number | null, attributes: string | null } | null } | null }> } };

export type ReplayDeadLettersMutationVariables = Exact<{
  input?: ReplayDeadLettersInput | null | undefined;
}>;


export type ReplayDeadLettersMutation = { replayDeadLetters: { replayed: number, waiting: number | null, failures: Array<{ messageId: string, code: string, reason: string }> } };

export type RequestBatchRecommendationsMutationVariables = Exact<{
  input?: RequestBatchRecommendationsInput | null | undefined;
}>;


export type RequestBatchRecommendationsMutation = { requestBatchRecommendations: { batchId: string } };

export type RequestTrainingMutationVariables = Exact<{
  input?: RequestTrainingInput | null | undefined;
}>;


export type RequestTrainingMutation = { requestTraining: { runId: string } };

export type RerankItemsQueryVariables = Exact<{
  userId?: string | null | undefined;
  itemIds: Array<string> | string;
  placement?: string | null | undefined;
  limit?: number | null | undefined;
  filter?: ItemFilterInput | null | undefined;
  context?: ContextInput | null | undefined;
  diversity?: number | null | undefined;
  explain?: boolean | null | undefined;
  maxLatencyMs?: number | null | undefined;
}>;


export type RerankItemsQuery = { rerankItems: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }>, notices: Array<{ code: ListNoticeCode, message: string }> } };

export type SetLiveModelMutationVariables = Exact<{
  input: SetLiveModelInput;
}>;


export type SetLiveModelMutation = { setLiveModel: { revision: number, updatedAt: string, updatedBy: string, champion: { modelVersion: string, endpointName: string }, challenger: { modelVersion: string, endpointName: string, stage: RolloutStage, share: number } | null } };

export type SimilarItemsQueryVariables = Exact<{
  itemId: string;
  limit?: number | null | undefined;
  filter?: ItemFilterInput | null | undefined;
  excludeItemIds?: Array<string> | string | null | undefined;
  diversity?: number | null | undefined;
  explain?: boolean | null | undefined;
  maxLatencyMs?: number | null | undefined;
  modelVersion?: string | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type SimilarItemsQuery = { similarItems: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }>, notices: Array<{ code: ListNoticeCode, message: string }> } };

export type SimilarUsersQueryVariables = Exact<{
  userId: string;
  limit?: number | null | undefined;
}>;


export type SimilarUsersQuery = { similarUsers: Array<{ userId: string, similarity: number, commonItemIds: Array<string> }> };

export type TrainingRunQueryVariables = Exact<{
  runId: string;
}>;


export type TrainingRunQuery = { trainingRun: { runId: string, status: TrainingRunStatus, trigger: TrainingTrigger, requestedBy: string | null, startedAt: string, endedAt: string | null, reason: string | null, collectedUntil: string | null, modelVersion: string | null, stages: Array<{ stage: TrainingStage, startedAt: string }>, dataReport: { refusals: Array<string>, tooLittle: string | null, fingerprint: string, interactions: number, users: number, items: number, newInteractions: number, trainedUntil: string | null, judgedInteractions: number, judgedUsers: number, rejected: Array<{ reason: string, count: number }>, eventTypes: Array<{ eventType: string, share: number }>, drift: { drifted: boolean, windows: number, measures: Array<{ name: DriftKind, value: number, threshold: number }> } } | null, verdict: { challenger: string, champion: string | null, isAccepted: boolean, reason: string, segments: Array<{ segment: JudgedSegment, cases: number, championNdcg: number | null, challengerNdcg: number, difference: { value: number, low: number, high: number } | null }>, coverage: { champion: number | null, challenger: number }, diversity: { champion: number | null, challenger: number }, novelty: { champion: number | null, challenger: number } } | null, observations: Array<{ stage: RolloutStage, at: string, requests: number, errorRate: number, championErrorRate: number, latencyMilliseconds: number, championLatencyMilliseconds: number, overlap: number | null, clickRate: number | null, championClickRate: number | null, decision: RolloutDecision, reason: string }> } | null };

export type TrainingRunFieldsFragment = { runId: string, status: TrainingRunStatus, trigger: TrainingTrigger, requestedBy: string | null, startedAt: string, endedAt: string | null, reason: string | null, collectedUntil: string | null, modelVersion: string | null, stages: Array<{ stage: TrainingStage, startedAt: string }>, dataReport: { refusals: Array<string>, tooLittle: string | null, fingerprint: string, interactions: number, users: number, items: number, newInteractions: number, trainedUntil: string | null, judgedInteractions: number, judgedUsers: number, rejected: Array<{ reason: string, count: number }>, eventTypes: Array<{ eventType: string, share: number }>, drift: { drifted: boolean, windows: number, measures: Array<{ name: DriftKind, value: number, threshold: number }> } } | null, verdict: { challenger: string, champion: string | null, isAccepted: boolean, reason: string, segments: Array<{ segment: JudgedSegment, cases: number, championNdcg: number | null, challengerNdcg: number, difference: { value: number, low: number, high: number } | null }>, coverage: { champion: number | null, challenger: number }, diversity: { champion: number | null, challenger: number }, novelty: { champion: number | null, challenger: number } } | null, observations: Array<{ stage: RolloutStage, at: string, requests: number, errorRate: number, championErrorRate: number, latencyMilliseconds: number, championLatencyMilliseconds: number, overlap: number | null, clickRate: number | null, championClickRate: number | null, decision: RolloutDecision, reason: string }> };

export type TrainingRunsQueryVariables = Exact<{
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type TrainingRunsQuery = { trainingRuns: { nextToken: string | null, items: Array<{ runId: string, status: TrainingRunStatus, trigger: TrainingTrigger, requestedBy: string | null, startedAt: string, endedAt: string | null, reason: string | null, collectedUntil: string | null, modelVersion: string | null, stages: Array<{ stage: TrainingStage, startedAt: string }>, dataReport: { refusals: Array<string>, tooLittle: string | null, fingerprint: string, interactions: number, users: number, items: number, newInteractions: number, trainedUntil: string | null, judgedInteractions: number, judgedUsers: number, rejected: Array<{ reason: string, count: number }>, eventTypes: Array<{ eventType: string, share: number }>, drift: { drifted: boolean, windows: number, measures: Array<{ name: DriftKind, value: number, threshold: number }> } } | null, verdict: { challenger: string, champion: string | null, isAccepted: boolean, reason: string, segments: Array<{ segment: JudgedSegment, cases: number, championNdcg: number | null, challengerNdcg: number, difference: { value: number, low: number, high: number } | null }>, coverage: { champion: number | null, challenger: number }, diversity: { champion: number | null, challenger: number }, novelty: { champion: number | null, challenger: number } } | null, observations: Array<{ stage: RolloutStage, at: string, requests: number, errorRate: number, championErrorRate: number, latencyMilliseconds: number, championLatencyMilliseconds: number, overlap: number | null, clickRate: number | null, championClickRate: number | null, decision: RolloutDecision, reason: string }> }> } };

export type TrendingItemsQueryVariables = Exact<{
  window?: TrendingWindow | null | undefined;
  category?: string | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type TrendingItemsQuery = { trendingItems: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }>, notices: Array<{ code: ListNoticeCode, message: string }> } };

export type UndoMergeMutationVariables = Exact<{
  input: UndoMergeInput;
}>;


export type UndoMergeMutation = { undoMerge: { visitorId: string, userId: string, status: MergeStatus, mergedAt: string, undoUntil: string, moved: number } };

export type UserDataQueryVariables = Exact<{
  userId?: string | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type UserDataQuery = { userData: { nextToken: string | null, items: Array<{ kind: UserDataKind, key: string, expiresAt: string | null, data: string }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const AnomalyFieldsFragmentDoc = new TypedDocumentString(`
    fragment AnomalyFields on Anomaly {
  anomalyId
  kind
  userId
  itemId
  score
  threshold
  events
  markedAt
  until
  clearedAt
  clearedBy
}
    `, {"fragmentName":"AnomalyFields"}) as unknown as TypedDocumentString<AnomalyFieldsFragment, unknown>;
export const BatchRecommendationFieldsFragmentDoc = new TypedDocumentString(`
    fragment BatchRecommendationFields on BatchRecommendation {
  batchId
  status
  placement
  limit
  store
  usersKey
  modelVersion
  requestedBy
  startedAt
  endedAt
  reason
  stages {
    stage
    startedAt
  }
  users
  lists
  skipped {
    reason
    count
  }
  rejected {
    reason
    count
  }
  stored {
    stored
    superseded
    unstorable
  }
  listsPrefix
}
    `, {"fragmentName":"BatchRecommendationFields"}) as unknown as TypedDocumentString<BatchRecommendationFieldsFragment, unknown>;
export const ErasureReceiptFieldsFragmentDoc = new TypedDocumentString(`
    fragment ErasureReceiptFields on ErasureReceipt {
  erasureId
  userId
  status
  requestedAt
  erasedAt
  erased {
    kind
    count
  }
  remaining {
    place
    modelVersion
    until
    note
  }
}
    `, {"fragmentName":"ErasureReceiptFields"}) as unknown as TypedDocumentString<ErasureReceiptFieldsFragment, unknown>;
export const EstimateFieldsFragmentDoc = new TypedDocumentString(`
    fragment EstimateFields on EstimateInterval {
  estimate
  low
  high
}
    `, {"fragmentName":"EstimateFields"}) as unknown as TypedDocumentString<EstimateFieldsFragment, unknown>;
export const ExperimentDifferenceFieldsFragmentDoc = new TypedDocumentString(`
    fragment ExperimentDifferenceFields on ExperimentDifference {
  estimate
  low
  high
  pValue
}
    `, {"fragmentName":"ExperimentDifferenceFields"}) as unknown as TypedDocumentString<ExperimentDifferenceFieldsFragment, unknown>;
export const ExperimentFieldsFragmentDoc = new TypedDocumentString(`
    fragment ExperimentFields on Experiment {
  experimentId
  revision
  status
  placement
  variants {
    variant
    share
    modelVersion
  }
  goal
  revenueCap
  windowSeconds
  expectedRate
  smallestEffect
  usersNeeded
  guards {
    metric
    margin
  }
  segments
  allocation
  smallestShare
  createdAt
  startedAt
  endedAt
  endReason
  promoted
  updatedAt
  updatedBy
}
    `, {"fragmentName":"ExperimentFields"}) as unknown as TypedDocumentString<ExperimentFieldsFragment, unknown>;
export const InteractionFieldsFragmentDoc = new TypedDocumentString(`
    fragment InteractionFields on Interaction {
  userId
  itemId
  eventType
  eventValue
  eventId
  timestamp
  recordedAt
  sessionId
  recommendationId
  position
  context {
    device
    locale
    hourOfDay
    dayOfWeek
    attributes
  }
  properties
}
    `, {"fragmentName":"InteractionFields"}) as unknown as TypedDocumentString<InteractionFieldsFragment, unknown>;
export const ListMetricsFieldsFragmentDoc = new TypedDocumentString(`
    fragment ListMetricsFields on ListMetrics {
  impressions
  clicks
  carts
  conversions
  revenue
  clickRate {
    value
    low
    high
  }
  cartRate {
    value
    low
    high
  }
  conversionRate {
    value
    low
    high
  }
  degradedShare
  itemsShown
  coverage
}
    `, {"fragmentName":"ListMetricsFields"}) as unknown as TypedDocumentString<ListMetricsFieldsFragment, unknown>;
export const LiveModelFieldsFragmentDoc = new TypedDocumentString(`
    fragment LiveModelFields on LiveModel {
  revision
  champion {
    modelVersion
    endpointName
  }
  challenger {
    modelVersion
    endpointName
    stage
    share
  }
  updatedAt
  updatedBy
}
    `, {"fragmentName":"LiveModelFields"}) as unknown as TypedDocumentString<LiveModelFieldsFragment, unknown>;
export const MergeFieldsFragmentDoc = new TypedDocumentString(`
    fragment MergeFields on Merge {
  visitorId
  userId
  status
  mergedAt
  undoUntil
  moved
}
    `, {"fragmentName":"MergeFields"}) as unknown as TypedDocumentString<MergeFieldsFragment, unknown>;
export const JudgeVerdictFieldsFragmentDoc = new TypedDocumentString(`
    fragment JudgeVerdictFields on JudgeVerdict {
  challenger
  champion
  isAccepted
  reason
  segments {
    segment
    cases
    championNdcg
    challengerNdcg
    difference {
      value
      low
      high
    }
  }
  coverage {
    champion
    challenger
  }
  diversity {
    champion
    challenger
  }
  novelty {
    champion
    challenger
  }
}
    `, {"fragmentName":"JudgeVerdictFields"}) as unknown as TypedDocumentString<JudgeVerdictFieldsFragment, unknown>;
export const ModelVersionFieldsFragmentDoc = new TypedDocumentString(`
    fragment ModelVersionFields on ModelVersion {
  modelVersion
  status
  createdAt
  endpointName
  retiredAt
  artifact
  verdict {
    ...JudgeVerdictFields
  }
  lineage {
    runId
    dataFingerprint
    trainedUntil
    interactions
    items
    users
    seed
    hyperparameters
    image
  }
  reason
}
    fragment JudgeVerdictFields on JudgeVerdict {
  challenger
  champion
  isAccepted
  reason
  segments {
    segment
    cases
    championNdcg
    challengerNdcg
    difference {
      value
      low
      high
    }
  }
  coverage {
    champion
    challenger
  }
  diversity {
    champion
    challenger
  }
  novelty {
    champion
    challenger
  }
}`, {"fragmentName":"ModelVersionFields"}) as unknown as TypedDocumentString<ModelVersionFieldsFragment, unknown>;
export const PlacementSettingsFieldsFragmentDoc = new TypedDocumentString(`
    fragment PlacementSettingsFields on PlacementSettings {
  filter
  diversity
  freshness
  exploration
  explorationDepth
  lowersPassedOver
  pinned {
    itemId
    from
    until
  }
  boosted {
    itemId
    category
    factor
    from
    until
  }
  buried {
    itemId
    category
    from
    until
  }
  fallback
  eventTypes
  maximumItems
  maxLatencyMs
}
    `, {"fragmentName":"PlacementSettingsFields"}) as unknown as TypedDocumentString<PlacementSettingsFieldsFragment, unknown>;
export const PlacementFieldsFragmentDoc = new TypedDocumentString(`
    fragment PlacementFields on Placement {
  placement
  revision
  settings {
    ...PlacementSettingsFields
  }
  experimentId
  updatedAt
  updatedBy
}
    fragment PlacementSettingsFields on PlacementSettings {
  filter
  diversity
  freshness
  exploration
  explorationDepth
  lowersPassedOver
  pinned {
    itemId
    from
    until
  }
  boosted {
    itemId
    category
    factor
    from
    until
  }
  buried {
    itemId
    category
    from
    until
  }
  fallback
  eventTypes
  maximumItems
  maxLatencyMs
}`, {"fragmentName":"PlacementFields"}) as unknown as TypedDocumentString<PlacementFieldsFragment, unknown>;
export const ItemFieldsFragmentDoc = new TypedDocumentString(`
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}
    `, {"fragmentName":"ItemFields"}) as unknown as TypedDocumentString<ItemFieldsFragment, unknown>;
export const RecommendationListFieldsFragmentDoc = new TypedDocumentString(`
    fragment RecommendationListFields on RecommendationList {
  recommendationId
  userId
  placement
  items {
    itemId
    score
    reasons {
      code
      share
      evidence {
        itemIds
        attributes
      }
    }
    item {
      ...ItemFields
    }
  }
  nextToken
  source
  degraded
  degradedReason
  modelVersion
  generatedAt
  basedOn
  notices {
    code
    message
  }
}
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}`, {"fragmentName":"RecommendationListFields"}) as unknown as TypedDocumentString<RecommendationListFieldsFragment, unknown>;
export const TrainingRunFieldsFragmentDoc = new TypedDocumentString(`
    fragment TrainingRunFields on TrainingRun {
  runId
  status
  trigger
  requestedBy
  startedAt
  endedAt
  reason
  stages {
    stage
    startedAt
  }
  dataReport {
    refusals
    tooLittle
    fingerprint
    interactions
    users
    items
    newInteractions
    rejected {
      reason
      count
    }
    trainedUntil
    judgedInteractions
    judgedUsers
    eventTypes {
      eventType
      share
    }
    drift {
      measures {
        name
        value
        threshold
      }
      drifted
      windows
    }
  }
  verdict {
    ...JudgeVerdictFields
  }
  observations {
    stage
    at
    requests
    errorRate
    championErrorRate
    latencyMilliseconds
    championLatencyMilliseconds
    overlap
    clickRate
    championClickRate
    decision
    reason
  }
  collectedUntil
  modelVersion
}
    fragment JudgeVerdictFields on JudgeVerdict {
  challenger
  champion
  isAccepted
  reason
  segments {
    segment
    cases
    championNdcg
    challengerNdcg
    difference {
      value
      low
      high
    }
  }
  coverage {
    champion
    challenger
  }
  diversity {
    champion
    challenger
  }
  novelty {
    champion
    challenger
  }
}`, {"fragmentName":"TrainingRunFields"}) as unknown as TypedDocumentString<TrainingRunFieldsFragment, unknown>;
export const AnomaliesDocument = new TypedDocumentString(`
    query Anomalies($from: AWSDateTime, $limit: Int, $nextToken: String) {
  anomalies(from: $from, limit: $limit, nextToken: $nextToken) {
    items {
      ...AnomalyFields
    }
    nextToken
  }
}
    fragment AnomalyFields on Anomaly {
  anomalyId
  kind
  userId
  itemId
  score
  threshold
  events
  markedAt
  until
  clearedAt
  clearedBy
}`) as unknown as TypedDocumentString<AnomaliesQuery, AnomaliesQueryVariables>;
export const AuditLogDocument = new TypedDocumentString(`
    query AuditLog($from: AWSDateTime, $to: AWSDateTime, $limit: Int, $nextToken: String) {
  auditLog(from: $from, to: $to, limit: $limit, nextToken: $nextToken) {
    items {
      auditId
      at
      actor
      action
      subjects
    }
    nextToken
  }
}
    `) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
export const BatchRecommendationDocument = new TypedDocumentString(`
    query BatchRecommendation($batchId: ID!) {
  batchRecommendation(batchId: $batchId) {
    ...BatchRecommendationFields
  }
}
    fragment BatchRecommendationFields on BatchRecommendation {
  batchId
  status
  placement
  limit
  store
  usersKey
  modelVersion
  requestedBy
  startedAt
  endedAt
  reason
  stages {
    stage
    startedAt
  }
  users
  lists
  skipped {
    reason
    count
  }
  rejected {
    reason
    count
  }
  stored {
    stored
    superseded
    unstorable
  }
  listsPrefix
}`) as unknown as TypedDocumentString<BatchRecommendationQuery, BatchRecommendationQueryVariables>;
export const BatchRecommendationsDocument = new TypedDocumentString(`
    query BatchRecommendations($limit: Int, $nextToken: String) {
  batchRecommendations(limit: $limit, nextToken: $nextToken) {
    items {
      ...BatchRecommendationFields
    }
    nextToken
  }
}
    fragment BatchRecommendationFields on BatchRecommendation {
  batchId
  status
  placement
  limit
  store
  usersKey
  modelVersion
  requestedBy
  startedAt
  endedAt
  reason
  stages {
    stage
    startedAt
  }
  users
  lists
  skipped {
    reason
    count
  }
  rejected {
    reason
    count
  }
  stored {
    stored
    superseded
    unstorable
  }
  listsPrefix
}`) as unknown as TypedDocumentString<BatchRecommendationsQuery, BatchRecommendationsQueryVariables>;
export const ClearAnomalyDocument = new TypedDocumentString(`
    mutation ClearAnomaly($input: ClearAnomalyInput!) {
  clearAnomaly(input: $input) {
    anomaly {
      ...AnomalyFields
    }
    counted
    remaining
  }
}
    fragment AnomalyFields on Anomaly {
  anomalyId
  kind
  userId
  itemId
  score
  threshold
  events
  markedAt
  until
  clearedAt
  clearedBy
}`) as unknown as TypedDocumentString<ClearAnomalyMutation, ClearAnomalyMutationVariables>;
export const CompareModelsDocument = new TypedDocumentString(`
    query CompareModels($userId: ID!, $versions: [ID!]!, $limit: Int) {
  compareModels(userId: $userId, versions: $versions, limit: $limit) {
    userId
    lists {
      modelVersion
      items {
        itemId
        score
      }
      failure
      latencyMilliseconds
    }
    overlaps {
      modelVersions
      overlap
    }
  }
}
    `) as unknown as TypedDocumentString<CompareModelsQuery, CompareModelsQueryVariables>;
export const CountedCostsDocument = new TypedDocumentString(`
    query CountedCosts($hours: Int) {
  countedCosts(hours: $hours) {
    from
    until
    region
    pricedOn
    rows {
      service
      unit
      units
      price
      dollars
      scope
    }
  }
}
    `) as unknown as TypedDocumentString<CountedCostsQuery, CountedCostsQueryVariables>;
export const CreateVisitorDocument = new TypedDocumentString(`
    mutation CreateVisitor {
  createVisitor {
    visitorId
    anonymousId
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<CreateVisitorMutation, CreateVisitorMutationVariables>;
export const DeadLettersDocument = new TypedDocumentString(`
    query DeadLetters($limit: Int) {
  deadLetters(limit: $limit) {
    messageId
    kind
    code
    reason
    sentAt
    userId
    itemId
    eventId
    placement
  }
}
    `) as unknown as TypedDocumentString<DeadLettersQuery, DeadLettersQueryVariables>;
export const DeleteItemDocument = new TypedDocumentString(`
    mutation DeleteItem($input: DeleteItemInput!) {
  deleteItem(input: $input) {
    ...ItemFields
  }
}
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<DeleteItemMutation, DeleteItemMutationVariables>;
export const DeletePlacementDocument = new TypedDocumentString(`
    mutation DeletePlacement($placement: String!, $revision: Int!) {
  deletePlacement(placement: $placement, revision: $revision) {
    ...PlacementFields
  }
}
    fragment PlacementFields on Placement {
  placement
  revision
  settings {
    ...PlacementSettingsFields
  }
  experimentId
  updatedAt
  updatedBy
}
fragment PlacementSettingsFields on PlacementSettings {
  filter
  diversity
  freshness
  exploration
  explorationDepth
  lowersPassedOver
  pinned {
    itemId
    from
    until
  }
  boosted {
    itemId
    category
    factor
    from
    until
  }
  buried {
    itemId
    category
    from
    until
  }
  fallback
  eventTypes
  maximumItems
  maxLatencyMs
}`) as unknown as TypedDocumentString<DeletePlacementMutation, DeletePlacementMutationVariables>;
export const DeleteUserDataDocument = new TypedDocumentString(`
    mutation DeleteUserData($input: DeleteUserDataInput) {
  deleteUserData(input: $input) {
    ...ErasureReceiptFields
  }
}
    fragment ErasureReceiptFields on ErasureReceipt {
  erasureId
  userId
  status
  requestedAt
  erasedAt
  erased {
    kind
    count
  }
  remaining {
    place
    modelVersion
    until
    note
  }
}`) as unknown as TypedDocumentString<DeleteUserDataMutation, DeleteUserDataMutationVariables>;
export const DeploymentHealthDocument = new TypedDocumentString(`
    query DeploymentHealth {
  deploymentHealth {
    checkedAt
    alarms {
      name
      state
      reason
      since
      description
    }
    tables {
      name
      status
      rows
      bytes
    }
    stream {
      iteratorAgeMs
      batches
      errors
    }
    endpoint {
      modelVersion
      status
    }
    deadLetters
  }
}
    `) as unknown as TypedDocumentString<DeploymentHealthQuery, DeploymentHealthQueryVariables>;
export const EndExperimentDocument = new TypedDocumentString(`
    mutation EndExperiment($experimentId: ID!, $promote: ID) {
  endExperiment(experimentId: $experimentId, promote: $promote) {
    ...ExperimentFields
  }
}
    fragment ExperimentFields on Experiment {
  experimentId
  revision
  status
  placement
  variants {
    variant
    share
    modelVersion
  }
  goal
  revenueCap
  windowSeconds
  expectedRate
  smallestEffect
  usersNeeded
  guards {
    metric
    margin
  }
  segments
  allocation
  smallestShare
  createdAt
  startedAt
  endedAt
  endReason
  promoted
  updatedAt
  updatedBy
}`) as unknown as TypedDocumentString<EndExperimentMutation, EndExperimentMutationVariables>;
export const ErasureReceiptDocument = new TypedDocumentString(`
    query ErasureReceipt($userId: ID) {
  erasureReceipt(userId: $userId) {
    ...ErasureReceiptFields
  }
}
    fragment ErasureReceiptFields on ErasureReceipt {
  erasureId
  userId
  status
  requestedAt
  erasedAt
  erased {
    kind
    count
  }
  remaining {
    place
    modelVersion
    until
    note
  }
}`) as unknown as TypedDocumentString<ErasureReceiptQuery, ErasureReceiptQueryVariables>;
export const EvaluatePolicyDocument = new TypedDocumentString(`
    query EvaluatePolicy($placement: String!, $from: AWSDate!, $to: AWSDate!, $policy: ExplorationPolicyInput!, $goal: ExperimentGoal) {
  evaluatePolicy(
    placement: $placement
    from: $from
    to: $to
    policy: $policy
    goal: $goal
  ) {
    explored
    groups
    logged {
      ...EstimateFields
    }
    ips {
      ...EstimateFields
    }
    snips {
      ...EstimateFields
    }
    doublyRobust {
      ...EstimateFields
    }
    effectiveDecisions
    greatestWeight
    shallowShare
  }
}
    fragment EstimateFields on EstimateInterval {
  estimate
  low
  high
}`) as unknown as TypedDocumentString<EvaluatePolicyQuery, EvaluatePolicyQueryVariables>;
export const ExperimentDocument = new TypedDocumentString(`
    query Experiment($experimentId: ID!) {
  experiment(experimentId: $experimentId) {
    ...ExperimentFields
    variants {
      settings {
        ...PlacementSettingsFields
      }
    }
  }
}
    fragment ExperimentFields on Experiment {
  experimentId
  revision
  status
  placement
  variants {
    variant
    share
    modelVersion
  }
  goal
  revenueCap
  windowSeconds
  expectedRate
  smallestEffect
  usersNeeded
  guards {
    metric
    margin
  }
  segments
  allocation
  smallestShare
  createdAt
  startedAt
  endedAt
  endReason
  promoted
  updatedAt
  updatedBy
}
fragment PlacementSettingsFields on PlacementSettings {
  filter
  diversity
  freshness
  exploration
  explorationDepth
  lowersPassedOver
  pinned {
    itemId
    from
    until
  }
  boosted {
    itemId
    category
    factor
    from
    until
  }
  buried {
    itemId
    category
    from
    until
  }
  fallback
  eventTypes
  maximumItems
  maxLatencyMs
}`) as unknown as TypedDocumentString<ExperimentQuery, ExperimentQueryVariables>;
export const ExperimentResultsDocument = new TypedDocumentString(`
    query ExperimentResults($experimentId: ID!) {
  experimentResults(experimentId: $experimentId) {
    experiment {
      ...ExperimentFields
    }
    users
    suspects
    unclear
    countedUntil
    variants {
      variant
      share
      users
      outcomes
      rate {
        estimate
        low
        high
      }
      revenue
      dislikes
      degraded
      verdict
      difference {
        ...ExperimentDifferenceFields
      }
      guards {
        metric
        isBroken
        difference {
          ...ExperimentDifferenceFields
        }
      }
      segments {
        segment
        users
        difference {
          ...ExperimentDifferenceFields
        }
      }
    }
    splits {
      from
      shares {
        variant
        share
      }
    }
  }
}
    fragment ExperimentDifferenceFields on ExperimentDifference {
  estimate
  low
  high
  pValue
}
fragment ExperimentFields on Experiment {
  experimentId
  revision
  status
  placement
  variants {
    variant
    share
    modelVersion
  }
  goal
  revenueCap
  windowSeconds
  expectedRate
  smallestEffect
  usersNeeded
  guards {
    metric
    margin
  }
  segments
  allocation
  smallestShare
  createdAt
  startedAt
  endedAt
  endReason
  promoted
  updatedAt
  updatedBy
}`) as unknown as TypedDocumentString<ExperimentResultsQuery, ExperimentResultsQueryVariables>;
export const ExperimentsDocument = new TypedDocumentString(`
    query Experiments($limit: Int, $nextToken: String) {
  experiments(limit: $limit, nextToken: $nextToken) {
    items {
      ...ExperimentFields
    }
    nextToken
  }
}
    fragment ExperimentFields on Experiment {
  experimentId
  revision
  status
  placement
  variants {
    variant
    share
    modelVersion
  }
  goal
  revenueCap
  windowSeconds
  expectedRate
  smallestEffect
  usersNeeded
  guards {
    metric
    margin
  }
  segments
  allocation
  smallestShare
  createdAt
  startedAt
  endedAt
  endReason
  promoted
  updatedAt
  updatedBy
}`) as unknown as TypedDocumentString<ExperimentsQuery, ExperimentsQueryVariables>;
export const ExplainItemDocument = new TypedDocumentString(`
    query ExplainItem($userId: ID, $itemId: ID!, $placement: String, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!]) {
  explainItem(
    userId: $userId
    itemId: $itemId
    placement: $placement
    limit: $limit
    filter: $filter
    excludeItemIds: $excludeItemIds
  ) {
    userId
    itemId
    placement
    experimentId
    variant
    isListed
    findings {
      code
      keepsOut
      message
      remedy
    }
    score
    rank
    rankedItems
    eligibleRank
    components {
      name
      share
      rank
    }
    reasons {
      code
      share
      evidence {
        itemIds
        attributes
      }
    }
    modelVersion
  }
}
    `) as unknown as TypedDocumentString<ExplainItemQuery, ExplainItemQueryVariables>;
export const InteractionsDocument = new TypedDocumentString(`
    query Interactions($userId: ID, $eventType: EventType, $limit: Int, $nextToken: String) {
  interactions(
    userId: $userId
    eventType: $eventType
    limit: $limit
    nextToken: $nextToken
  ) {
    items {
      ...InteractionFields
    }
    nextToken
  }
}
    fragment InteractionFields on Interaction {
  userId
  itemId
  eventType
  eventValue
  eventId
  timestamp
  recordedAt
  sessionId
  recommendationId
  position
  context {
    device
    locale
    hourOfDay
    dayOfWeek
    attributes
  }
  properties
}`) as unknown as TypedDocumentString<InteractionsQuery, InteractionsQueryVariables>;
export const ItemDocument = new TypedDocumentString(`
    query Item($itemId: ID!) {
  item(itemId: $itemId) {
    ...ItemFields
  }
}
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<ItemQuery, ItemQueryVariables>;
export const ItemsDocument = new TypedDocumentString(`
    query Items($filter: ItemFilterInput, $limit: Int, $nextToken: String) {
  items(filter: $filter, limit: $limit, nextToken: $nextToken) {
    items {
      ...ItemFields
    }
    nextToken
  }
}
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<ItemsQuery, ItemsQueryVariables>;
export const LiveModelDocument = new TypedDocumentString(`
    query LiveModel {
  liveModel {
    ...LiveModelFields
  }
}
    fragment LiveModelFields on LiveModel {
  revision
  champion {
    modelVersion
    endpointName
  }
  challenger {
    modelVersion
    endpointName
    stage
    share
  }
  updatedAt
  updatedBy
}`) as unknown as TypedDocumentString<LiveModelQuery, LiveModelQueryVariables>;
export const MergeUserDocument = new TypedDocumentString(`
    mutation MergeUser($input: MergeUserInput!) {
  mergeUser(input: $input) {
    ...MergeFields
  }
}
    fragment MergeFields on Merge {
  visitorId
  userId
  status
  mergedAt
  undoUntil
  moved
}`) as unknown as TypedDocumentString<MergeUserMutation, MergeUserMutationVariables>;
export const ModelHealthDocument = new TypedDocumentString(`
    query ModelHealth {
  modelHealth {
    watchedUntil
    drifted
    measures {
      name
      value
      threshold
      observed
      expected
    }
    days
    lists
    sources {
      source
      share
    }
    retrainingRunId
    retrainingStartedAt
  }
}
    `) as unknown as TypedDocumentString<ModelHealthQuery, ModelHealthQueryVariables>;
export const ModelVersionDocument = new TypedDocumentString(`
    query ModelVersion($modelVersion: ID!) {
  modelVersion(modelVersion: $modelVersion) {
    ...ModelVersionFields
  }
}
    fragment JudgeVerdictFields on JudgeVerdict {
  challenger
  champion
  isAccepted
  reason
  segments {
    segment
    cases
    championNdcg
    challengerNdcg
    difference {
      value
      low
      high
    }
  }
  coverage {
    champion
    challenger
  }
  diversity {
    champion
    challenger
  }
  novelty {
    champion
    challenger
  }
}
fragment ModelVersionFields on ModelVersion {
  modelVersion
  status
  createdAt
  endpointName
  retiredAt
  artifact
  verdict {
    ...JudgeVerdictFields
  }
  lineage {
    runId
    dataFingerprint
    trainedUntil
    interactions
    items
    users
    seed
    hyperparameters
    image
  }
  reason
}`) as unknown as TypedDocumentString<ModelVersionQuery, ModelVersionQueryVariables>;
export const ModelVersionsDocument = new TypedDocumentString(`
    query ModelVersions($limit: Int, $nextToken: String) {
  modelVersions(limit: $limit, nextToken: $nextToken) {
    items {
      ...ModelVersionFields
    }
    nextToken
  }
}
    fragment JudgeVerdictFields on JudgeVerdict {
  challenger
  champion
  isAccepted
  reason
  segments {
    segment
    cases
    championNdcg
    challengerNdcg
    difference {
      value
      low
      high
    }
  }
  coverage {
    champion
    challenger
  }
  diversity {
    champion
    challenger
  }
  novelty {
    champion
    challenger
  }
}
fragment ModelVersionFields on ModelVersion {
  modelVersion
  status
  createdAt
  endpointName
  retiredAt
  artifact
  verdict {
    ...JudgeVerdictFields
  }
  lineage {
    runId
    dataFingerprint
    trainedUntil
    interactions
    items
    users
    seed
    hyperparameters
    image
  }
  reason
}`) as unknown as TypedDocumentString<ModelVersionsQuery, ModelVersionsQueryVariables>;
export const OnRecommendationDocument = new TypedDocumentString(`
    subscription OnRecommendation($userId: ID!, $placement: String) {
  onRecommendation(userId: $userId, placement: $placement) {
    ...RecommendationListFields
  }
}
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}
fragment RecommendationListFields on RecommendationList {
  recommendationId
  userId
  placement
  items {
    itemId
    score
    reasons {
      code
      share
      evidence {
        itemIds
        attributes
      }
    }
    item {
      ...ItemFields
    }
  }
  nextToken
  source
  degraded
  degradedReason
  modelVersion
  generatedAt
  basedOn
  notices {
    code
    message
  }
}`) as unknown as TypedDocumentString<OnRecommendationSubscription, OnRecommendationSubscriptionVariables>;
export const PlacementDocument = new TypedDocumentString(`
    query Placement($placement: String!) {
  placement(placement: $placement) {
    ...PlacementFields
  }
}
    fragment PlacementFields on Placement {
  placement
  revision
  settings {
    ...PlacementSettingsFields
  }
  experimentId
  updatedAt
  updatedBy
}
fragment PlacementSettingsFields on PlacementSettings {
  filter
  diversity
  freshness
  exploration
  explorationDepth
  lowersPassedOver
  pinned {
    itemId
    from
    until
  }
  boosted {
    itemId
    category
    factor
    from
    until
  }
  buried {
    itemId
    category
    from
    until
  }
  fallback
  eventTypes
  maximumItems
  maxLatencyMs
}`) as unknown as TypedDocumentString<PlacementQuery, PlacementQueryVariables>;
export const PlacementsDocument = new TypedDocumentString(`
    query Placements($limit: Int, $nextToken: String) {
  placements(limit: $limit, nextToken: $nextToken) {
    items {
      ...PlacementFields
    }
    nextToken
  }
}
    fragment PlacementFields on Placement {
  placement
  revision
  settings {
    ...PlacementSettingsFields
  }
  experimentId
  updatedAt
  updatedBy
}
fragment PlacementSettingsFields on PlacementSettings {
  filter
  diversity
  freshness
  exploration
  explorationDepth
  lowersPassedOver
  pinned {
    itemId
    from
    until
  }
  boosted {
    itemId
    category
    factor
    from
    until
  }
  buried {
    itemId
    category
    from
    until
  }
  fallback
  eventTypes
  maximumItems
  maxLatencyMs
}`) as unknown as TypedDocumentString<PlacementsQuery, PlacementsQueryVariables>;
export const PopularItemsDocument = new TypedDocumentString(`
    query PopularItems($filter: ItemFilterInput, $limit: Int, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {
  popularItems(
    filter: $filter
    limit: $limit
    maxLatencyMs: $maxLatencyMs
    modelVersion: $modelVersion
    nextToken: $nextToken
  ) {
    ...RecommendationListFields
  }
}
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}
fragment RecommendationListFields on RecommendationList {
  recommendationId
  userId
  placement
  items {
    itemId
    score
    reasons {
      code
      share
      evidence {
        itemIds
        attributes
      }
    }
    item {
      ...ItemFields
    }
  }
  nextToken
  source
  degraded
  degradedReason
  modelVersion
  generatedAt
  basedOn
  notices {
    code
    message
  }
}`) as unknown as TypedDocumentString<PopularItemsQuery, PopularItemsQueryVariables>;
export const PublishRecommendationDocument = new TypedDocumentString(`
    mutation PublishRecommendation($input: PublishRecommendationInput!) {
  publishRecommendation(input: $input) {
    ...RecommendationListFields
  }
}
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}
fragment RecommendationListFields on RecommendationList {
  recommendationId
  userId
  placement
  items {
    itemId
    score
    reasons {
      code
      share
      evidence {
        itemIds
        attributes
      }
    }
    item {
      ...ItemFields
    }
  }
  nextToken
  source
  degraded
  degradedReason
  modelVersion
  generatedAt
  basedOn
  notices {
    code
    message
  }
}`) as unknown as TypedDocumentString<PublishRecommendationMutation, PublishRecommendationMutationVariables>;
export const PutExperimentDocument = new TypedDocumentString(`
    mutation PutExperiment($input: PutExperimentInput!) {
  putExperiment(input: $input) {
    ...ExperimentFields
  }
}
    fragment ExperimentFields on Experiment {
  experimentId
  revision
  status
  placement
  variants {
    variant
    share
    modelVersion
  }
  goal
  revenueCap
  windowSeconds
  expectedRate
  smallestEffect
  usersNeeded
  guards {
    metric
    margin
  }
  segments
  allocation
  smallestShare
  createdAt
  startedAt
  endedAt
  endReason
  promoted
  updatedAt
  updatedBy
}`) as unknown as TypedDocumentString<PutExperimentMutation, PutExperimentMutationVariables>;
export const PutItemDocument = new TypedDocumentString(`
    mutation PutItem($input: PutItemInput!) {
  putItem(input: $input) {
    ...ItemFields
  }
}
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<PutItemMutation, PutItemMutationVariables>;
export const PutItemsDocument = new TypedDocumentString(`
    mutation PutItems($input: PutItemsInput!) {
  putItems(input: $input) {
    results {
      itemId
      item {
        ...ItemFields
      }
      errorType
      message
    }
  }
}
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<PutItemsMutation, PutItemsMutationVariables>;
export const PutPlacementDocument = new TypedDocumentString(`
    mutation PutPlacement($input: PutPlacementInput!) {
  putPlacement(input: $input) {
    ...PlacementFields
  }
}
    fragment PlacementFields on Placement {
  placement
  revision
  settings {
    ...PlacementSettingsFields
  }
  experimentId
  updatedAt
  updatedBy
}
fragment PlacementSettingsFields on PlacementSettings {
  filter
  diversity
  freshness
  exploration
  explorationDepth
  lowersPassedOver
  pinned {
    itemId
    from
    until
  }
  boosted {
    itemId
    category
    factor
    from
    until
  }
  buried {
    itemId
    category
    from
    until
  }
  fallback
  eventTypes
  maximumItems
  maxLatencyMs
}`) as unknown as TypedDocumentString<PutPlacementMutation, PutPlacementMutationVariables>;
export const RecommendationMetricsDocument = new TypedDocumentString(`
    query RecommendationMetrics($from: AWSDate!, $to: AWSDate!, $placement: String, $groupBy: MetricGrouping) {
  recommendationMetrics(
    from: $from
    to: $to
    placement: $placement
    groupBy: $groupBy
  ) {
    total {
      ...ListMetricsFields
    }
    groups {
      day
      placement
      experimentId
      variant
      modelVersion
      source
      position
      ...ListMetricsFields
    }
    catalogueItems
  }
}
    fragment ListMetricsFields on ListMetrics {
  impressions
  clicks
  carts
  conversions
  revenue
  clickRate {
    value
    low
    high
  }
  cartRate {
    value
    low
    high
  }
  conversionRate {
    value
    low
    high
  }
  degradedShare
  itemsShown
  coverage
}`) as unknown as TypedDocumentString<RecommendationMetricsQuery, RecommendationMetricsQueryVariables>;
export const RecommendationsDocument = new TypedDocumentString(`
    query Recommendations($userId: ID, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {
  recommendations(
    userId: $userId
    placement: $placement
    limit: $limit
    filter: $filter
    context: $context
    excludeItemIds: $excludeItemIds
    diversity: $diversity
    explain: $explain
    maxLatencyMs: $maxLatencyMs
    modelVersion: $modelVersion
    nextToken: $nextToken
  ) {
    ...RecommendationListFields
  }
}
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}
fragment RecommendationListFields on RecommendationList {
  recommendationId
  userId
  placement
  items {
    itemId
    score
    reasons {
      code
      share
      evidence {
        itemIds
        attributes
      }
    }
    item {
      ...ItemFields
    }
  }
  nextToken
  source
  degraded
  degradedReason
  modelVersion
  generatedAt
  basedOn
  notices {
    code
    message
  }
}`) as unknown as TypedDocumentString<RecommendationsQuery, RecommendationsQueryVariables>;
export const RecommendationsForDocument = new TypedDocumentString(`
    query RecommendationsFor($history: [HistoryEntryInput!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $nextToken: String) {
  recommendationsFor(
    history: $history
    placement: $placement
    limit: $limit
    filter: $filter
    context: $context
    excludeItemIds: $excludeItemIds
    diversity: $diversity
    explain: $explain
    maxLatencyMs: $maxLatencyMs
    nextToken: $nextToken
  ) {
    ...RecommendationListFields
  }
}
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}
fragment RecommendationListFields on RecommendationList {
  recommendationId
  userId
  placement
  items {
    itemId
    score
    reasons {
      code
      share
      evidence {
        itemIds
        attributes
      }
    }
    item {
      ...ItemFields
    }
  }
  nextToken
  source
  degraded
  degradedReason
  modelVersion
  generatedAt
  basedOn
  notices {
    code
    message
  }
}`) as unknown as TypedDocumentString<RecommendationsForQuery, RecommendationsForQueryVariables>;
export const RecordInteractionDocument = new TypedDocumentString(`
    mutation RecordInteraction($input: RecordInteractionInput!) {
  recordInteraction(input: $input) {
    ...InteractionFields
  }
}
    fragment InteractionFields on Interaction {
  userId
  itemId
  eventType
  eventValue
  eventId
  timestamp
  recordedAt
  sessionId
  recommendationId
  position
  context {
    device
    locale
    hourOfDay
    dayOfWeek
    attributes
  }
  properties
}`) as unknown as TypedDocumentString<RecordInteractionMutation, RecordInteractionMutationVariables>;
export const RecordInteractionsDocument = new TypedDocumentString(`
    mutation RecordInteractions($input: RecordInteractionsInput!) {
  recordInteractions(input: $input) {
    results {
      outcome
      interaction {
        ...InteractionFields
      }
      errorType
      message
    }
  }
}
    fragment InteractionFields on Interaction {
  userId
  itemId
  eventType
  eventValue
  eventId
  timestamp
  recordedAt
  sessionId
  recommendationId
  position
  context {
    device
    locale
    hourOfDay
    dayOfWeek
    attributes
  }
  properties
}`) as unknown as TypedDocumentString<RecordInteractionsMutation, RecordInteractionsMutationVariables>;
export const ReplayDeadLettersDocument = new TypedDocumentString(`
    mutation ReplayDeadLetters($input: ReplayDeadLettersInput) {
  replayDeadLetters(input: $input) {
    replayed
    failures {
      messageId
      code
      reason
    }
    waiting
  }
}
    `) as unknown as TypedDocumentString<ReplayDeadLettersMutation, ReplayDeadLettersMutationVariables>;
export const RequestBatchRecommendationsDocument = new TypedDocumentString(`
    mutation RequestBatchRecommendations($input: RequestBatchRecommendationsInput) {
  requestBatchRecommendations(input: $input) {
    batchId
  }
}
    `) as unknown as TypedDocumentString<RequestBatchRecommendationsMutation, RequestBatchRecommendationsMutationVariables>;
export const RequestTrainingDocument = new TypedDocumentString(`
    mutation RequestTraining($input: RequestTrainingInput) {
  requestTraining(input: $input) {
    runId
  }
}
    `) as unknown as TypedDocumentString<RequestTrainingMutation, RequestTrainingMutationVariables>;
export const RerankItemsDocument = new TypedDocumentString(`
    query RerankItems($userId: ID, $itemIds: [ID!]!, $placement: String, $limit: Int, $filter: ItemFilterInput, $context: ContextInput, $diversity: Float, $explain: Boolean, $maxLatencyMs: Int) {
  rerankItems(
    userId: $userId
    itemIds: $itemIds
    placement: $placement
    limit: $limit
    filter: $filter
    context: $context
    diversity: $diversity
    explain: $explain
    maxLatencyMs: $maxLatencyMs
  ) {
    ...RecommendationListFields
  }
}
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}
fragment RecommendationListFields on RecommendationList {
  recommendationId
  userId
  placement
  items {
    itemId
    score
    reasons {
      code
      share
      evidence {
        itemIds
        attributes
      }
    }
    item {
      ...ItemFields
    }
  }
  nextToken
  source
  degraded
  degradedReason
  modelVersion
  generatedAt
  basedOn
  notices {
    code
    message
  }
}`) as unknown as TypedDocumentString<RerankItemsQuery, RerankItemsQueryVariables>;
export const SetLiveModelDocument = new TypedDocumentString(`
    mutation SetLiveModel($input: SetLiveModelInput!) {
  setLiveModel(input: $input) {
    ...LiveModelFields
  }
}
    fragment LiveModelFields on LiveModel {
  revision
  champion {
    modelVersion
    endpointName
  }
  challenger {
    modelVersion
    endpointName
    stage
    share
  }
  updatedAt
  updatedBy
}`) as unknown as TypedDocumentString<SetLiveModelMutation, SetLiveModelMutationVariables>;
export const SimilarItemsDocument = new TypedDocumentString(`
    query SimilarItems($itemId: ID!, $limit: Int, $filter: ItemFilterInput, $excludeItemIds: [ID!], $diversity: Float, $explain: Boolean, $maxLatencyMs: Int, $modelVersion: ID, $nextToken: String) {
  similarItems(
    itemId: $itemId
    limit: $limit
    filter: $filter
    excludeItemIds: $excludeItemIds
    diversity: $diversity
    explain: $explain
    maxLatencyMs: $maxLatencyMs
    modelVersion: $modelVersion
    nextToken: $nextToken
  ) {
    ...RecommendationListFields
  }
}
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}
fragment RecommendationListFields on RecommendationList {
  recommendationId
  userId
  placement
  items {
    itemId
    score
    reasons {
      code
      share
      evidence {
        itemIds
        attributes
      }
    }
    item {
      ...ItemFields
    }
  }
  nextToken
  source
  degraded
  degradedReason
  modelVersion
  generatedAt
  basedOn
  notices {
    code
    message
  }
}`) as unknown as TypedDocumentString<SimilarItemsQuery, SimilarItemsQueryVariables>;
export const SimilarUsersDocument = new TypedDocumentString(`
    query SimilarUsers($userId: ID!, $limit: Int) {
  similarUsers(userId: $userId, limit: $limit) {
    userId
    similarity
    commonItemIds
  }
}
    `) as unknown as TypedDocumentString<SimilarUsersQuery, SimilarUsersQueryVariables>;
export const TrainingRunDocument = new TypedDocumentString(`
    query TrainingRun($runId: ID!) {
  trainingRun(runId: $runId) {
    ...TrainingRunFields
  }
}
    fragment JudgeVerdictFields on JudgeVerdict {
  challenger
  champion
  isAccepted
  reason
  segments {
    segment
    cases
    championNdcg
    challengerNdcg
    difference {
      value
      low
      high
    }
  }
  coverage {
    champion
    challenger
  }
  diversity {
    champion
    challenger
  }
  novelty {
    champion
    challenger
  }
}
fragment TrainingRunFields on TrainingRun {
  runId
  status
  trigger
  requestedBy
  startedAt
  endedAt
  reason
  stages {
    stage
    startedAt
  }
  dataReport {
    refusals
    tooLittle
    fingerprint
    interactions
    users
    items
    newInteractions
    rejected {
      reason
      count
    }
    trainedUntil
    judgedInteractions
    judgedUsers
    eventTypes {
      eventType
      share
    }
    drift {
      measures {
        name
        value
        threshold
      }
      drifted
      windows
    }
  }
  verdict {
    ...JudgeVerdictFields
  }
  observations {
    stage
    at
    requests
    errorRate
    championErrorRate
    latencyMilliseconds
    championLatencyMilliseconds
    overlap
    clickRate
    championClickRate
    decision
    reason
  }
  collectedUntil
  modelVersion
}`) as unknown as TypedDocumentString<TrainingRunQuery, TrainingRunQueryVariables>;
export const TrainingRunsDocument = new TypedDocumentString(`
    query TrainingRuns($limit: Int, $nextToken: String) {
  trainingRuns(limit: $limit, nextToken: $nextToken) {
    items {
      ...TrainingRunFields
    }
    nextToken
  }
}
    fragment JudgeVerdictFields on JudgeVerdict {
  challenger
  champion
  isAccepted
  reason
  segments {
    segment
    cases
    championNdcg
    challengerNdcg
    difference {
      value
      low
      high
    }
  }
  coverage {
    champion
    challenger
  }
  diversity {
    champion
    challenger
  }
  novelty {
    champion
    challenger
  }
}
fragment TrainingRunFields on TrainingRun {
  runId
  status
  trigger
  requestedBy
  startedAt
  endedAt
  reason
  stages {
    stage
    startedAt
  }
  dataReport {
    refusals
    tooLittle
    fingerprint
    interactions
    users
    items
    newInteractions
    rejected {
      reason
      count
    }
    trainedUntil
    judgedInteractions
    judgedUsers
    eventTypes {
      eventType
      share
    }
    drift {
      measures {
        name
        value
        threshold
      }
      drifted
      windows
    }
  }
  verdict {
    ...JudgeVerdictFields
  }
  observations {
    stage
    at
    requests
    errorRate
    championErrorRate
    latencyMilliseconds
    championLatencyMilliseconds
    overlap
    clickRate
    championClickRate
    decision
    reason
  }
  collectedUntil
  modelVersion
}`) as unknown as TypedDocumentString<TrainingRunsQuery, TrainingRunsQueryVariables>;
export const TrendingItemsDocument = new TypedDocumentString(`
    query TrendingItems($window: TrendingWindow, $category: String, $limit: Int, $nextToken: String) {
  trendingItems(
    window: $window
    category: $category
    limit: $limit
    nextToken: $nextToken
  ) {
    ...RecommendationListFields
  }
}
    fragment ItemFields on Item {
  itemId
  title
  description
  categories
  tags
  brand
  creator
  price
  imageUrl
  availableFrom
  availableUntil
  hidden
  attributes
  createdAt
  updatedAt
}
fragment RecommendationListFields on RecommendationList {
  recommendationId
  userId
  placement
  items {
    itemId
    score
    reasons {
      code
      share
      evidence {
        itemIds
        attributes
      }
    }
    item {
      ...ItemFields
    }
  }
  nextToken
  source
  degraded
  degradedReason
  modelVersion
  generatedAt
  basedOn
  notices {
    code
    message
  }
}`) as unknown as TypedDocumentString<TrendingItemsQuery, TrendingItemsQueryVariables>;
export const UndoMergeDocument = new TypedDocumentString(`
    mutation UndoMerge($input: UndoMergeInput!) {
  undoMerge(input: $input) {
    ...MergeFields
  }
}
    fragment MergeFields on Merge {
  visitorId
  userId
  status
  mergedAt
  undoUntil
  moved
}`) as unknown as TypedDocumentString<UndoMergeMutation, UndoMergeMutationVariables>;
export const UserDataDocument = new TypedDocumentString(`
    query UserData($userId: ID, $limit: Int, $nextToken: String) {
  userData(userId: $userId, limit: $limit, nextToken: $nextToken) {
    items {
      kind
      key
      expiresAt
      data
    }
    nextToken
  }
}
    `) as unknown as TypedDocumentString<UserDataQuery, UserDataQueryVariables>;