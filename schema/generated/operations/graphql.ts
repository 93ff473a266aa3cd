/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What an administrator changed. */
export type AuditAction =
  /** `deleteItem`: the subject is the item. */
  | 'DELETE_ITEM'
  /** `deleteUserData`: without a subject, since an erased person is named nowhere. The actor is `SELF` when people asked for themselves. */
  | 'DELETE_USER_DATA'
  /** `putItem`: the subject is the item. */
  | 'PUT_ITEM'
  /** `putItems`: the subjects are the items of the batch that were not refused. */
  | 'PUT_ITEMS'
  /** `requestTraining`: without a subject. */
  | 'REQUEST_TRAINING'
  /** `setLiveModel`: the subject is the version. */
  | 'SET_LIVE_MODEL';

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
  /** The place in the product that the list is for. */
  placement: string;
  /** Identifies the list. */
  recommendationId: string;
  /** Where the list comes from. */
  source: RecommendationSource;
  /** The user that the list is for. */
  userId: string;
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

/** Why an item is in a list. */
export type ReasonCode =
  /** People who chose what the user chose chose this too; `itemIds` name what the user chose. */
  | 'BECAUSE_YOU_INTERACTED'
  /** A rule raised its score. */
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
  /** Free-form properties, a JSON object of at most 4 KB. */
  properties?: string | null | undefined;
  /** The list that led to the interaction. */
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
  /** What the database exported for a training. */
  | 'EXPORTS'
  /** A model that was trained while the data were there. It holds sums over everybody and names nobody. */
  | 'MODEL_VERSION'
  /** The database's record of changes. */
  | 'STREAM'
  /** What models were trained on, under a pseudonym. */
  | 'TRAINING_DATA';

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
  /** What was shown to the user. */
  | 'IMPRESSION'
  /** What the user did. */
  | 'INTERACTION'
  /** Anything else that was kept under the user's id. */
  | 'OTHER'
  /** Which placements the user listened to. */
  | 'PRESENCE'
  /** Which items the user has seen. */
  | 'SEEN_ITEMS'
  /** Lists kept for the user. */
  | 'STORED_LIST';

export type AuditLogQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type AuditLogQuery = { auditLog: { nextToken: string | null, items: Array<{ auditId: string, at: string, actor: string, action: AuditAction, subjects: Array<string> }> } };

export type CompareModelsQueryVariables = Exact<{
  userId: string;
  versions: Array<string> | string;
  limit?: number | null | undefined;
}>;


export type CompareModelsQuery = { compareModels: { userId: string, lists: Array<{ modelVersion: string, failure: DegradedReason | null, latencyMilliseconds: number, items: Array<{ itemId: string, score: number }> }>, overlaps: Array<{ modelVersions: Array<string>, overlap: number }> } };

export type DeleteItemMutationVariables = Exact<{
  input: DeleteItemInput;
}>;


export type DeleteItemMutation = { deleteItem: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } };

export type DeleteUserDataMutationVariables = Exact<{
  input?: DeleteUserDataInput | null | undefined;
}>;


export type DeleteUserDataMutation = { deleteUserData: { erasureId: string, userId: string, status: ErasureStatus, requestedAt: string, erasedAt: string | null, erased: Array<{ kind: UserDataKind, count: number }>, remaining: Array<{ place: RemainingPlace, modelVersion: string | null, until: string | null, note: string }> } };

export type ErasureReceiptQueryVariables = Exact<{
  userId?: string | null | undefined;
}>;


export type ErasureReceiptQuery = { erasureReceipt: { erasureId: string, userId: string, status: ErasureStatus, requestedAt: string, erasedAt: string | null, erased: Array<{ kind: UserDataKind, count: number }>, remaining: Array<{ place: RemainingPlace, modelVersion: string | null, until: string | null, note: string }> } | null };

export type ErasureReceiptFieldsFragment = { erasureId: string, userId: string, status: ErasureStatus, requestedAt: string, erasedAt: string | null, erased: Array<{ kind: UserDataKind, count: number }>, remaining: Array<{ place: RemainingPlace, modelVersion: string | null, until: string | null, note: string }> };

export type InteractionFieldsFragment = { userId: string, itemId: string, eventType: EventType, eventValue: number | null, eventId: string, timestamp: string, recordedAt: string, sessionId: string | null, recommendationId: string | null, properties: string | null, context: { device: string | null, locale: string | null, hourOfDay: number | null, dayOfWeek: number | null, attributes: string | null } | null };

export type InteractionsQueryVariables = Exact<{
  userId?: string | null | undefined;
  eventType?: EventType | null | undefined;
  limit?: number | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type InteractionsQuery = { interactions: { nextToken: string | null, items: Array<{ userId: string, itemId: string, eventType: EventType, eventValue: number | null, eventId: string, timestamp: string, recordedAt: string, sessionId: string | null, recommendationId: string | null, properties: string | null, context: { device: string | null, locale: string | null, hourOfDay: number | null, dayOfWeek: number | null, attributes: string | null } | null }> } };

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

export type LiveModelQueryVariables = Exact<{ [key: string]: never; }>;


export type LiveModelQuery = { liveModel: { revision: number, updatedAt: string, updatedBy: string, champion: { modelVersion: string, endpointName: string }, challenger: { modelVersion: string, endpointName: string, stage: RolloutStage, share: number } | null } | null };

export type LiveModelFieldsFragment = { revision: number, updatedAt: string, updatedBy: string, champion: { modelVersion: string, endpointName: string }, challenger: { modelVersion: string, endpointName: string, stage: RolloutStage, share: number } | null };

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


export type OnRecommendationSubscription = { onRecommendation: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }> } | null };

export type PopularItemsQueryVariables = Exact<{
  filter?: ItemFilterInput | null | undefined;
  limit?: number | null | undefined;
  maxLatencyMs?: number | null | undefined;
  modelVersion?: string | null | undefined;
  nextToken?: string | null | undefined;
}>;


export type PopularItemsQuery = { popularItems: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }> } };

export type PublishRecommendationMutationVariables = Exact<{
  input: PublishRecommendationInput;
}>;


export type PublishRecommendationMutation = { publishRecommendation: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }> } };

export type PutItemMutationVariables = Exact<{
  input: PutItemInput;
}>;


export type PutItemMutation = { putItem: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } };

export type PutItemsMutationVariables = Exact<{
  input: PutItemsInput;
}>;


export type PutItemsMutation = { putItems: { results: Array<{ itemId: string, errorType: string | null, message: string | null, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }> } };

export type RecommendationListFieldsFragment = { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }> };

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


export type RecommendationsQuery = { recommendations: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }> } };

export type RecordInteractionMutationVariables = Exact<{
  input: RecordInteractionInput;
}>;


export type RecordInteractionMutation = { recordInteraction: { userId: string, itemId: string, eventType: EventType, eventValue: number | null, eventId: string, timestamp: string, recordedAt: string, sessionId: string | null, recommendationId: string | null, properties: string | null, context: { device: string | null, locale: string | null, hourOfDay: number | null, dayOfWeek: number | null, attributes: string | null } | null } };

export type RecordInteractionsMutationVariables = Exact<{
  input: RecordInteractionsInput;
}>;


export type RecordInteractionsMutation = { recordInteractions: { results: Array<{ outcome: RecordOutcome, errorType: string | null, message: string | null, interaction: { userId: string, itemId: string, eventType: EventType, eventValue: number | null, eventId: string, timestamp: string, recordedAt: string, sessionId: string | null, recommendationId: string | null, properties: string | null, context: { device: string | null, locale: string | null, hourOfDay: number | null, dayOfWeek: number | null, attributes: string | null } | null } | null }> } };

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


export type RerankItemsQuery = { rerankItems: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }> } };

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


export type SimilarItemsQuery = { similarItems: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }> } };

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


export type TrendingItemsQuery = { trendingItems: { recommendationId: string, userId: string | null, placement: string, nextToken: string | null, source: RecommendationSource, degraded: boolean, degradedReason: DegradedReason | null, modelVersion: string | null, generatedAt: string, basedOn: string | null, items: Array<{ itemId: string, score: number, reasons: Array<{ code: ReasonCode, share: number, evidence: { itemIds: Array<string>, attributes: Array<string> } }>, item: { itemId: string, title: string | null, description: string | null, categories: Array<string>, tags: Array<string>, brand: string | null, creator: string | null, price: number | null, imageUrl: string | null, availableFrom: string | null, availableUntil: string | null, hidden: boolean, attributes: string | null, createdAt: string, updatedAt: string } | null }> } };

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
}`) as unknown as TypedDocumentString<OnRecommendationSubscription, OnRecommendationSubscriptionVariables>;
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
}`) as unknown as TypedDocumentString<PublishRecommendationMutation, PublishRecommendationMutationVariables>;
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
}`) as unknown as TypedDocumentString<RecommendationsQuery, RecommendationsQueryVariables>;
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
  context {
    device
    locale
    hourOfDay
    dayOfWeek
    attributes
  }
  properties
}`) as unknown as TypedDocumentString<RecordInteractionsMutation, RecordInteractionsMutationVariables>;
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
}`) as unknown as TypedDocumentString<SimilarItemsQuery, SimilarItemsQueryVariables>;
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
}`) as unknown as TypedDocumentString<TrendingItemsQuery, TrendingItemsQueryVariables>;
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