export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  AWSDate: { input: string; output: string; }
  AWSDateTime: { input: string; output: string; }
  AWSEmail: { input: string; output: string; }
  AWSIPAddress: { input: string; output: string; }
  AWSJSON: { input: string; output: string; }
  AWSPhone: { input: string; output: string; }
  AWSTime: { input: string; output: string; }
  AWSTimestamp: { input: number; output: number; }
  AWSURL: { input: string; output: string; }
};

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

/** One change that an administrator or a backend asked for. It is written before the change, so that none is missing; one that failed has its entry too. */
export type AuditEntry = {
  __typename?: 'AuditEntry';
  /** What was asked for. */
  action: AuditAction;
  /** Who asked: the id of a user, the ARN of an IAM caller, or `SELF`. */
  actor: Scalars['String']['output'];
  /** When it was asked for. */
  at: Scalars['AWSDateTime']['output'];
  /** Identifies the entry. */
  auditId: Scalars['ID']['output'];
  /** What it was about. */
  subjects: Array<Scalars['ID']['output']>;
};

/** A page of the audit log, newest first. */
export type AuditEntryList = {
  __typename?: 'AuditEntryList';
  /** The entries of the page. A page may be empty and still have a `nextToken`: each looks at one month. */
  items: Array<AuditEntry>;
  /** Pass it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** One item of a list of `compareModels`. */
export type ComparedItem = {
  __typename?: 'ComparedItem';
  /** The item's id. */
  itemId: Scalars['ID']['output'];
  /** Comparable within one list only. */
  score: Scalars['Float']['output'];
};

/** The list of one version. */
export type ComparedList = {
  __typename?: 'ComparedList';
  /** Why there is no list. */
  failure?: Maybe<DegradedReason>;
  /** Best first; empty when it gave none. As the model ranks them: hidden and unavailable items are not left out. */
  items: Array<ComparedItem>;
  /** How long the answer took. */
  latencyMilliseconds: Scalars['Float']['output'];
  /** The version. */
  modelVersion: Scalars['ID']['output'];
};

/** The moment that a list is made for, or in which an interaction happened. All fields are optional. */
export type ContextInput = {
  /** Further features of the moment, a JSON object with string values of at most 4 KB. */
  attributes?: InputMaybe<Scalars['AWSJSON']['input']>;
  /** The user's local day of the week, 0 (Sunday) to 6. */
  dayOfWeek?: InputMaybe<Scalars['Int']['input']>;
  /** The kind of device, for example `phone`, at most 64 characters. */
  device?: InputMaybe<Scalars['String']['input']>;
  /** The user's local hour, 0 to 23. */
  hourOfDay?: InputMaybe<Scalars['Int']['input']>;
  /** A BCP 47 language tag, for example `en-GB`, at most 64 characters. */
  locale?: InputMaybe<Scalars['String']['input']>;
};

/** What was found in the data of a training run. */
export type DataReport = {
  __typename?: 'DataReport';
  /** How far the newest window is from those before it. */
  drift: DriftReport;
  /** How often each event type is in the newest window. */
  eventTypes: Array<EventTypeShare>;
  /** SHA-256 of the training data. */
  fingerprint: Scalars['String']['output'];
  /** Interactions to train on. */
  interactions: Scalars['Int']['output'];
  /** Items of the catalogue. */
  items: Scalars['Int']['output'];
  /** Interactions held out, by which the model is judged. */
  judgedInteractions: Scalars['Int']['output'];
  /** Their users. */
  judgedUsers: Scalars['Int']['output'];
  /** Interactions that the archive did not have before. */
  newInteractions: Scalars['Int']['output'];
  /** What forbids to train on them, each with a code first; empty when nothing does. */
  refusals: Array<Scalars['String']['output']>;
  /** Rows that could not be read. */
  rejected: Array<RejectedRows>;
  /** Why there is too little for any model yet. */
  tooLittle?: Maybe<Scalars['String']['output']>;
  /** When the newest interaction to train on happened; the judged ones are newer. Null when there is none. */
  trainedUntil?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Their users. */
  users: Scalars['Int']['output'];
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
  itemId: Scalars['ID']['input'];
};

/** Whose data to erase. */
export type DeleteUserDataInput = {
  /** The user. Left out: the signed-in user. Another user needs the `admin` group or IAM. */
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/** A difference and where it lies with 95% confidence. */
export type DifferenceInterval = {
  __typename?: 'DifferenceInterval';
  /** The upper bound. */
  high: Scalars['Float']['output'];
  /** The lower bound. */
  low: Scalars['Float']['output'];
  /** The difference measured. */
  value: Scalars['Float']['output'];
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

/** How far one distribution is from what it was. */
export type DriftMeasure = {
  __typename?: 'DriftMeasure';
  /** Which distribution. */
  name: DriftKind;
  /** Above this it counts as drift; learned from the windows before. */
  threshold: Scalars['Float']['output'];
  /** The population stability index; 0 is no change. */
  value: Scalars['Float']['output'];
};

/** How far the newest window of interactions is from those before it. */
export type DriftReport = {
  __typename?: 'DriftReport';
  /** Whether one of them is above its threshold. */
  drifted: Scalars['Boolean']['output'];
  /** One measure for each kind of distribution. */
  measures: Array<DriftMeasure>;
  /** How many windows the thresholds are learned from. */
  windows: Scalars['Int']['output'];
};

/** How many of a kind were erased. */
export type ErasedCount = {
  __typename?: 'ErasedCount';
  /** How many, by all erasures of the user together. */
  count: Scalars['Int']['output'];
  /** The kind. */
  kind: UserDataKind;
};

/** What became of the data of a user who wanted them erased. */
export type ErasureReceipt = {
  __typename?: 'ErasureReceipt';
  /** What was erased; empty until it is done. */
  erased: Array<ErasedCount>;
  /** When it was done; of an erasure that is repeated, when it was done last. */
  erasedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Identifies the erasure. */
  erasureId: Scalars['ID']['output'];
  /** Which copies remain, and until when; empty until it is done. */
  remaining: Array<RemainingCopy>;
  /** When it was asked for. */
  requestedAt: Scalars['AWSDateTime']['output'];
  /** How far it is. */
  status: ErasureStatus;
  /** The user. */
  userId: Scalars['ID']['output'];
};

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

/** How often an event type is. */
export type EventTypeShare = {
  __typename?: 'EventTypeShare';
  /** The event type, as it was recorded. */
  eventType: Scalars['String']['output'];
  /** 0 to 1; the shares add up to 1. */
  share: Scalars['Float']['output'];
};

/** What speaks for an item, strongest first. */
export type Evidence = {
  __typename?: 'Evidence';
  /** Attributes of the item, for example `tag:space`. */
  attributes: Array<Scalars['String']['output']>;
  /** Items of the user's history, or the item asked about. */
  itemIds: Array<Scalars['ID']['output']>;
};

/** What speaks for an item. */
export type EvidenceInput = {
  /** Attributes of the item. */
  attributes: Array<Scalars['String']['input']>;
  /** Items of the user's history. */
  itemIds: Array<Scalars['ID']['input']>;
};

/**
 * What a user did with an item. Interactions are immutable: the same `eventId` and `timestamp` sent again return the
 * interaction that is stored.
 */
export type Interaction = {
  __typename?: 'Interaction';
  /** Where the interaction happened. */
  context?: Maybe<InteractionContext>;
  /** Identifies the interaction among those of its user at its timestamp. */
  eventId: Scalars['ID']['output'];
  /** The kind of interaction, one of the registered event types. */
  eventType: EventType;
  /** The strength of the interaction; its meaning belongs to the event type (a rating, a price, a fraction watched). */
  eventValue?: Maybe<Scalars['Float']['output']>;
  /** The item that the user interacted with. */
  itemId: Scalars['ID']['output'];
  /** Free-form properties, a JSON object of at most 4 KB. */
  properties?: Maybe<Scalars['AWSJSON']['output']>;
  /** The list that led to the interaction, from `RecommendationList.recommendationId`. */
  recommendationId?: Maybe<Scalars['ID']['output']>;
  /** When the interaction was written. */
  recordedAt: Scalars['AWSDateTime']['output'];
  /** Groups the interactions of one visit. */
  sessionId?: Maybe<Scalars['ID']['output']>;
  /** When it happened, as the client says, in UTC with milliseconds. */
  timestamp: Scalars['AWSDateTime']['output'];
  /** The user that the interaction belongs to. */
  userId: Scalars['ID']['output'];
};

/** Where and on what an interaction happened. */
export type InteractionContext = {
  __typename?: 'InteractionContext';
  /** Further features of the moment, a JSON object with string values. */
  attributes?: Maybe<Scalars['AWSJSON']['output']>;
  /** The user's local day of the week, 0 (Sunday) to 6. */
  dayOfWeek?: Maybe<Scalars['Int']['output']>;
  /** The kind of device, for example `phone`. */
  device?: Maybe<Scalars['String']['output']>;
  /** The user's local hour, 0 to 23. */
  hourOfDay?: Maybe<Scalars['Int']['output']>;
  /** A BCP 47 language tag, for example `en-GB`. */
  locale?: Maybe<Scalars['String']['output']>;
};

/** A page of interactions, newest first. */
export type InteractionList = {
  __typename?: 'InteractionList';
  /** The interactions of the page. */
  items: Array<Interaction>;
  /** Pass it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** Something that can be recommended. */
export type Item = {
  __typename?: 'Item';
  /** Anything else, a JSON object of at most 16 KB. */
  attributes?: Maybe<Scalars['AWSJSON']['output']>;
  /** Not recommended before this instant. */
  availableFrom?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Not recommended from this instant on. */
  availableUntil?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Who makes or sells it. */
  brand?: Maybe<Scalars['String']['output']>;
  /** The shelves that the item stands on, most important first. */
  categories: Array<Scalars['String']['output']>;
  /** When the item was first written. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** Who wrote, directed or composed it. */
  creator?: Maybe<Scalars['String']['output']>;
  /** A longer text; its words help to find similar items. */
  description?: Maybe<Scalars['String']['output']>;
  /** A hidden item is kept and trained on, but in no list. */
  hidden: Scalars['Boolean']['output'];
  /** A picture. */
  imageUrl?: Maybe<Scalars['AWSURL']['output']>;
  /** Identifies the item, 1 to 256 bytes. Ids are text: a number in a variable may lose digits from 2^53 on, on its way. */
  itemId: Scalars['ID']['output'];
  /** The price in the shop's currency. */
  price?: Maybe<Scalars['Float']['output']>;
  /** Free keywords. */
  tags: Array<Scalars['String']['output']>;
  /** What people see. */
  title?: Maybe<Scalars['String']['output']>;
  /** When the item was last written. */
  updatedAt: Scalars['AWSDateTime']['output'];
};

/**
 * Which items may be in the list. Every field that is given must hold; `and`, `or` and `not` combine, at most 4 deep and
 * at most 50 filters in all. An operator that is null says nothing; an empty text, list or combined filter is refused. A
 * filter always holds: in lists from the model, stored lists and degraded ones.
 */
export type ItemFilterInput = {
  /** All of these. */
  and?: InputMaybe<Array<ItemFilterInput>>;
  /** Conditions on the first instant of availability, in UTC. */
  availableFrom?: InputMaybe<StringFilterInput>;
  /** Conditions on the end of availability, in UTC. */
  availableUntil?: InputMaybe<StringFilterInput>;
  /** Conditions on the brand. */
  brand?: InputMaybe<StringFilterInput>;
  /** Conditions on the categories. */
  categories?: InputMaybe<ListFilterInput>;
  /** Conditions on the creator. */
  creator?: InputMaybe<StringFilterInput>;
  /** Conditions on the id. */
  itemId?: InputMaybe<StringFilterInput>;
  /** Not this. */
  not?: InputMaybe<ItemFilterInput>;
  /** At least one of these. */
  or?: InputMaybe<Array<ItemFilterInput>>;
  /** Conditions on the price. */
  price?: InputMaybe<NumberFilterInput>;
  /** Conditions on the tags. */
  tags?: InputMaybe<ListFilterInput>;
  /** Conditions on the title. */
  title?: InputMaybe<StringFilterInput>;
};

/** A page of items. The order is stable and has no meaning. */
export type ItemList = {
  __typename?: 'ItemList';
  /** The items of the page. */
  items: Array<Item>;
  /** Pass it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** How a model was judged: by the newest interactions, which it has not seen, beside the live one. */
export type JudgeVerdict = {
  __typename?: 'JudgeVerdict';
  /** The version that was judged. */
  challenger: Scalars['ID']['output'];
  /** The version that was live. */
  champion?: Maybe<Scalars['ID']['output']>;
  /** Share of the catalogue in the lists. */
  coverage: ModelMeasure;
  /** Mean distance of the items of a list. */
  diversity: ModelMeasure;
  /** Whether it may be tried. */
  isAccepted: Scalars['Boolean']['output'];
  /** Mean surprise of the items of a list. */
  novelty: ModelMeasure;
  /** Why, or why not: one sentence with a code first. */
  reason: Scalars['String']['output'];
  /** The comparison by segment. */
  segments: Array<SegmentVerdict>;
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
  contains?: InputMaybe<Scalars['String']['input']>;
  /** Has all of these, at most 50. */
  containsAll?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has at least one of these, at most 50. */
  containsAny?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether the list has a member. */
  exists?: InputMaybe<Scalars['Boolean']['input']>;
  /** Does not have this member. */
  notContains?: InputMaybe<Scalars['String']['input']>;
};

/** How much two lists have in common. */
export type ListOverlap = {
  __typename?: 'ListOverlap';
  /** The two versions. */
  modelVersions: Array<Scalars['ID']['output']>;
  /** Share of the longer list's items that the other has too, 0 to 1. */
  overlap: Scalars['Float']['output'];
};

/** Which versions answer now. */
export type LiveModel = {
  __typename?: 'LiveModel';
  /** The version that is tried beside it. */
  challenger?: Maybe<TriedModel>;
  /** The version that answers. */
  champion: ServedModel;
  /** Goes up by one with each change. */
  revision: Scalars['Int']['output'];
  /** When this was last changed. */
  updatedAt: Scalars['AWSDateTime']['output'];
  /** Who changed it: `training`, or the id of a user or of an IAM caller. */
  updatedBy: Scalars['String']['output'];
};

/** The lists of a user by several versions of the model. */
export type ModelComparison = {
  __typename?: 'ModelComparison';
  /** One list for each version, in the order asked for. */
  lists: Array<ComparedList>;
  /** One for each pair of versions. */
  overlaps: Array<ListOverlap>;
  /** The user. */
  userId: Scalars['ID']['output'];
};

/** What a version of the model was made of. */
export type ModelLineage = {
  __typename?: 'ModelLineage';
  /** SHA-256 of the training data. */
  dataFingerprint: Scalars['String']['output'];
  /** The hyperparameters of the training job, a JSON object. */
  hyperparameters: Scalars['AWSJSON']['output'];
  /** The URI of the container's image, which names the code. */
  image: Scalars['String']['output'];
  /** Interactions that it learned from. */
  interactions: Scalars['Int']['output'];
  /** Items that it knows. */
  items: Scalars['Int']['output'];
  /** The training run that made it. */
  runId: Scalars['ID']['output'];
  /** The seed of its random numbers. */
  seed: Scalars['Float']['output'];
  /** When the newest interaction happened that it learned from. */
  trainedUntil: Scalars['AWSDateTime']['output'];
  /** Users that it learned from. */
  users: Scalars['Int']['output'];
};

/** One figure of two models. */
export type ModelMeasure = {
  __typename?: 'ModelMeasure';
  /** Of the judged one. */
  challenger: Scalars['Float']['output'];
  /** Of the live model. */
  champion?: Maybe<Scalars['Float']['output']>;
};

/** A version of the model. Its id is that of the training run that made it. */
export type ModelVersion = {
  __typename?: 'ModelVersion';
  /** Where its artifact is. */
  artifact: Scalars['String']['output'];
  /** When it was registered. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** The endpoint that serves it, while it has one: the last two versions that were live keep theirs. */
  endpointName?: Maybe<Scalars['String']['output']>;
  /** What it was made of. */
  lineage: ModelLineage;
  /** Identifies the version. */
  modelVersion: Scalars['ID']['output'];
  /** Why it was rejected; a code comes first. */
  reason?: Maybe<Scalars['String']['output']>;
  /** When it last ceased to be live. */
  retiredAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Where it is in its life. */
  status: ModelVersionStatus;
  /** How it was judged before it was tried. */
  verdict?: Maybe<JudgeVerdict>;
};

/** A page of versions, newest first. */
export type ModelVersionList = {
  __typename?: 'ModelVersionList';
  /** The versions of the page. */
  items: Array<ModelVersion>;
  /** Pass it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
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

export type Mutation = {
  __typename?: 'Mutation';
  /** Deletes an item and returns it. It leaves stored lists as they expire. Needs the `admin` group or IAM. */
  deleteItem: Item;
  /**
   * Erases everything that is kept of a user, for good. From now on nothing more is recorded of them (`UserErased`), and
   * their subscriptions end. It takes some minutes: ask `erasureReceipt`. Safe to repeat.
   */
  deleteUserData: ErasureReceipt;
  /** Pushes a list to the user's subscriptions. For the backend only. */
  publishRecommendation: RecommendationList;
  /** Writes an item, new or existing. Needs the `admin` group or IAM. */
  putItem: Item;
  /** Writes up to 25 items and says what became of each. Needs the `admin` group or IAM. */
  putItems: PutItemsResult;
  /** Records one interaction with one conditional write. Safe to retry when `eventId` and `timestamp` are given. */
  recordInteraction: Interaction;
  /** Records up to 25 interactions and says what became of each. What was recorded is never overwritten, by whichever requests at once. */
  recordInteractions: RecordInteractionsResult;
  /** Starts a training, unless one is at work. Needs the `admin` group or IAM. */
  requestTraining: TrainingRequest;
  /**
   * Goes back to a version that was live before; the one that answers now keeps its endpoint, and one that is tried is
   * withdrawn. It shows within five seconds. Needs the `admin` group or IAM.
   */
  setLiveModel: LiveModel;
};


export type MutationDeleteItemArgs = {
  input: DeleteItemInput;
};


export type MutationDeleteUserDataArgs = {
  input?: InputMaybe<DeleteUserDataInput>;
};


export type MutationPublishRecommendationArgs = {
  input: PublishRecommendationInput;
};


export type MutationPutItemArgs = {
  input: PutItemInput;
};


export type MutationPutItemsArgs = {
  input: PutItemsInput;
};


export type MutationRecordInteractionArgs = {
  input: RecordInteractionInput;
};


export type MutationRecordInteractionsArgs = {
  input: RecordInteractionsInput;
};


export type MutationRequestTrainingArgs = {
  input?: InputMaybe<RequestTrainingInput>;
};


export type MutationSetLiveModelArgs = {
  input: SetLiveModelInput;
};

/** Conditions on a number field; all that are given must hold. */
export type NumberFilterInput = {
  /** From the first to the second, both included. */
  between?: InputMaybe<Array<Scalars['Float']['input']>>;
  /** Equal. */
  eq?: InputMaybe<Scalars['Float']['input']>;
  /** Whether the field is present. */
  exists?: InputMaybe<Scalars['Boolean']['input']>;
  /** Greater or equal. */
  ge?: InputMaybe<Scalars['Float']['input']>;
  /** Greater. */
  gt?: InputMaybe<Scalars['Float']['input']>;
  /** One of these, at most 50. */
  in?: InputMaybe<Array<Scalars['Float']['input']>>;
  /** Less or equal. */
  le?: InputMaybe<Scalars['Float']['input']>;
  /** Less. */
  lt?: InputMaybe<Scalars['Float']['input']>;
  /** Not equal, or absent. */
  ne?: InputMaybe<Scalars['Float']['input']>;
};

/** A list to push to its user. */
export type PublishRecommendationInput = {
  /** When the newest interaction was recorded that the list takes into account. */
  basedOn?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** True when the model could not be asked. */
  degraded: Scalars['Boolean']['input'];
  /** Why the list is degraded. */
  degradedReason?: InputMaybe<DegradedReason>;
  /** When the list was made. */
  generatedAt: Scalars['AWSDateTime']['input'];
  /** Best first; at most 100. */
  items: Array<RecommendationInput>;
  /** The version of the model that made the list. */
  modelVersion?: InputMaybe<Scalars['String']['input']>;
  /** The place in the product that the list is for. */
  placement: Scalars['String']['input'];
  /** Identifies the list. */
  recommendationId: Scalars['ID']['input'];
  /** Where the list comes from. */
  source: RecommendationSource;
  /** The user that the list is for. */
  userId: Scalars['ID']['input'];
};

/** An item to write. Fields that are left out are removed from an item that exists. */
export type PutItemInput = {
  /** Anything else, a JSON object of at most 16 KB. */
  attributes?: InputMaybe<Scalars['AWSJSON']['input']>;
  /** Not recommended before this instant. */
  availableFrom?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** Not recommended from this instant on; after `availableFrom`. */
  availableUntil?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** Who makes or sells it, at most 256 bytes. */
  brand?: InputMaybe<Scalars['String']['input']>;
  /** The shelves that the item stands on, most important first; at most 20 of at most 256 bytes. */
  categories?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Who wrote, directed or composed it, at most 256 bytes. */
  creator?: InputMaybe<Scalars['String']['input']>;
  /** A longer text of at most 8 KB; its words help to find similar items. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** A hidden item is kept and trained on, but in no list. */
  hidden?: InputMaybe<Scalars['Boolean']['input']>;
  /** A picture; the address has at most 2048 bytes. */
  imageUrl?: InputMaybe<Scalars['AWSURL']['input']>;
  /** Identifies the item, 1 to 256 bytes. */
  itemId: Scalars['ID']['input'];
  /** The price in the shop's currency, 0 or more. */
  price?: InputMaybe<Scalars['Float']['input']>;
  /** Free keywords; at most 50 of at most 256 bytes. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** What people see, at most 1024 bytes. */
  title?: InputMaybe<Scalars['String']['input']>;
};

/** What became of one entry of `putItems`. */
export type PutItemResult = {
  __typename?: 'PutItemResult';
  /** The error of a refused entry, one of the documented error types. */
  errorType?: Maybe<Scalars['String']['output']>;
  /** The item as stored, or null when it was refused or not taken. */
  item?: Maybe<Item>;
  /** The id of the entry. */
  itemId: Scalars['ID']['output'];
  /** What was wrong and what to do. */
  message?: Maybe<Scalars['String']['output']>;
};

/** Up to 25 items to write in one request. */
export type PutItemsInput = {
  /** 1 to 25 items with different ids. */
  items: Array<PutItemInput>;
};

/** One outcome per entry of `putItems`, in the order of the input. */
export type PutItemsResult = {
  __typename?: 'PutItemsResult';
  /** One outcome per entry, in the order of the input. */
  results: Array<PutItemResult>;
};

export type Query = {
  __typename?: 'Query';
  /** Who changed what and when, newest first, kept for two years. Needs the `admin` group or IAM. */
  auditLog: AuditEntryList;
  /** The lists that several versions make for a user now, side by side. Needs the `admin` group or IAM. */
  compareModels: ModelComparison;
  /** What became of the data of a user who wanted them erased, or null when nobody asked for it. */
  erasureReceipt?: Maybe<ErasureReceipt>;
  /**
   * A user's interactions, newest first. Impressions are listed only when `eventType` is IMPRESSION. With an `eventType` a
   * page may hold fewer interactions than `limit` and still have a `nextToken`.
   */
  interactions: InteractionList;
  /** One item, or null when there is none. A hidden item is seen by admins and IAM only. */
  item?: Maybe<Item>;
  /**
   * The catalogue, filtered before the limit. Hidden items are listed for admins and IAM only. A page may hold fewer
   * items than `limit` and still have a `nextToken`.
   */
  items: ItemList;
  /** Which versions answer; null before the first model. Needs the `admin` group or IAM. */
  liveModel?: Maybe<LiveModel>;
  /** One version of the model, or null when there is none. Needs the `admin` group or IAM. */
  modelVersion?: Maybe<ModelVersion>;
  /** The versions of the model, newest first. Needs the `admin` group or IAM. */
  modelVersions: ModelVersionList;
  /** What most people like. */
  popularItems: RecommendationList;
  /** Items for a user, best first, without those that the user interacted with. */
  recommendations: RecommendationList;
  /** The given items in the order that suits the user; items that the model does not know come last. */
  rerankItems: RecommendationList;
  /** Items like one item. */
  similarItems: RecommendationList;
  /** One training run, or null when there is none. Needs the `admin` group or IAM. */
  trainingRun?: Maybe<TrainingRun>;
  /** The training runs, newest first. Needs the `admin` group or IAM. */
  trainingRuns: TrainingRunList;
  /** What rises at the moment. Falls back to what is popular while nothing does. */
  trendingItems: RecommendationList;
  /**
   * Everything that is kept of a user: what they did, what was shown to them, and what was inferred. Copies under a
   * pseudonym, in backups and in the queue of failures are made of it and are not listed again.
   */
  userData: UserDataList;
};


export type QueryAuditLogArgs = {
  from?: InputMaybe<Scalars['AWSDateTime']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  to?: InputMaybe<Scalars['AWSDateTime']['input']>;
};


export type QueryCompareModelsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  userId: Scalars['ID']['input'];
  versions: Array<Scalars['ID']['input']>;
};


export type QueryErasureReceiptArgs = {
  userId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryInteractionsArgs = {
  eventType?: InputMaybe<EventType>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  userId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryItemArgs = {
  itemId: Scalars['ID']['input'];
};


export type QueryItemsArgs = {
  filter?: InputMaybe<ItemFilterInput>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


export type QueryModelVersionArgs = {
  modelVersion: Scalars['ID']['input'];
};


export type QueryModelVersionsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPopularItemsArgs = {
  filter?: InputMaybe<ItemFilterInput>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  maxLatencyMs?: InputMaybe<Scalars['Int']['input']>;
  modelVersion?: InputMaybe<Scalars['ID']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


export type QueryRecommendationsArgs = {
  context?: InputMaybe<ContextInput>;
  diversity?: InputMaybe<Scalars['Float']['input']>;
  excludeItemIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  explain?: InputMaybe<Scalars['Boolean']['input']>;
  filter?: InputMaybe<ItemFilterInput>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  maxLatencyMs?: InputMaybe<Scalars['Int']['input']>;
  modelVersion?: InputMaybe<Scalars['ID']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  placement?: InputMaybe<Scalars['String']['input']>;
  userId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryRerankItemsArgs = {
  context?: InputMaybe<ContextInput>;
  diversity?: InputMaybe<Scalars['Float']['input']>;
  explain?: InputMaybe<Scalars['Boolean']['input']>;
  filter?: InputMaybe<ItemFilterInput>;
  itemIds: Array<Scalars['ID']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  maxLatencyMs?: InputMaybe<Scalars['Int']['input']>;
  placement?: InputMaybe<Scalars['String']['input']>;
  userId?: InputMaybe<Scalars['ID']['input']>;
};


export type QuerySimilarItemsArgs = {
  diversity?: InputMaybe<Scalars['Float']['input']>;
  excludeItemIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  explain?: InputMaybe<Scalars['Boolean']['input']>;
  filter?: InputMaybe<ItemFilterInput>;
  itemId: Scalars['ID']['input'];
  limit?: InputMaybe<Scalars['Int']['input']>;
  maxLatencyMs?: InputMaybe<Scalars['Int']['input']>;
  modelVersion?: InputMaybe<Scalars['ID']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


export type QueryTrainingRunArgs = {
  runId: Scalars['ID']['input'];
};


export type QueryTrainingRunsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


export type QueryTrendingItemsArgs = {
  category?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  window?: InputMaybe<TrendingWindow>;
};


export type QueryUserDataArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/** One reason and its part of the score. */
export type Reason = {
  __typename?: 'Reason';
  /** The kind of reason. */
  code: ReasonCode;
  /** What speaks for the item. */
  evidence: Evidence;
  /** The reason's part of the score. The shares of one item add up to its score. */
  share: Scalars['Float']['output'];
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
  share: Scalars['Float']['input'];
};

/** One item of a list. */
export type Recommendation = {
  __typename?: 'Recommendation';
  /** The item, read from the catalogue only when its fields are asked for. */
  item?: Maybe<Item>;
  /** The item's id. */
  itemId: Scalars['ID']['output'];
  /** Why the item is here; empty when `explain` is false or the list is degraded. */
  reasons: Array<Reason>;
  /** Comparable within one list only. */
  score: Scalars['Float']['output'];
};

/** One item of a list to push. */
export type RecommendationInput = {
  /** The item's id. */
  itemId: Scalars['ID']['input'];
  /** Why the item is here. */
  reasons: Array<ReasonInput>;
  /** Comparable within one list only. */
  score: Scalars['Float']['input'];
};

/** A ranked list and where it comes from. */
export type RecommendationList = {
  __typename?: 'RecommendationList';
  /** When the newest interaction was recorded that the list takes into account; null without history. */
  basedOn?: Maybe<Scalars['AWSDateTime']['output']>;
  /** True when the model could not be asked and the list is a lesser one. */
  degraded: Scalars['Boolean']['output'];
  /** Why the list is degraded; null when it is not. */
  degradedReason?: Maybe<DegradedReason>;
  /** When the list was made. */
  generatedAt: Scalars['AWSDateTime']['output'];
  /** Best first, without duplicates. */
  items: Array<Recommendation>;
  /** The version of the model that made the list; null when none did. */
  modelVersion?: Maybe<Scalars['String']['output']>;
  /** Pass it to get the next page, which never overlaps with this one; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
  /** The place in the product that the list is for. */
  placement: Scalars['String']['output'];
  /** Identifies the list; send it back with interactions that the list led to. */
  recommendationId: Scalars['ID']['output'];
  /** Where the list comes from. */
  source: RecommendationSource;
  /** The user that the list is for; null for lists that are for nobody in particular. */
  userId?: Maybe<Scalars['ID']['output']>;
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
  context?: InputMaybe<ContextInput>;
  /**
   * Makes a retry safe: the same `eventId` and `timestamp` are recorded once, whatever the event type, so an impression and
   * what followed it need an id each. Needs `timestamp`.
   */
  eventId?: InputMaybe<Scalars['ID']['input']>;
  /** One of the registered event types. */
  eventType: EventType;
  /** A rating, a price, a fraction watched, -1e15 to 1e15. What lists make of it belongs to the event type. */
  eventValue?: InputMaybe<Scalars['Float']['input']>;
  /** The item, which must be in the catalogue. */
  itemId: Scalars['ID']['input'];
  /** Free-form properties, a JSON object of at most 4 KB. */
  properties?: InputMaybe<Scalars['AWSJSON']['input']>;
  /** The list that led to the interaction. */
  recommendationId?: InputMaybe<Scalars['ID']['input']>;
  /** Groups the interactions of one visit. */
  sessionId?: InputMaybe<Scalars['ID']['input']>;
  /** When it happened, from 1990 on. Left out: now. At most five minutes in the future. */
  timestamp?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** Whose interaction it is. Left out: the signed-in user. Another user's needs the `admin` group or IAM. */
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/** The outcome of one entry, in the order of the input. */
export type RecordInteractionResult = {
  __typename?: 'RecordInteractionResult';
  /** The error of a rejected entry, one of the documented error types. */
  errorType?: Maybe<Scalars['String']['output']>;
  /** The interaction as stored, when it was recorded or had been. */
  interaction?: Maybe<Interaction>;
  /** What was wrong and what to do. */
  message?: Maybe<Scalars['String']['output']>;
  /** What became of the entry. */
  outcome: RecordOutcome;
};

/** Up to 25 interactions to record in one request. */
export type RecordInteractionsInput = {
  /** 1 to 25 interactions, all of one user unless sent by an admin or by IAM. */
  interactions: Array<RecordInteractionInput>;
};

/** One outcome per entry of `recordInteractions`, in the order of the input. */
export type RecordInteractionsResult = {
  __typename?: 'RecordInteractionsResult';
  /** One outcome per entry, in the order of the input. */
  results: Array<RecordInteractionResult>;
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

/** Rows that could not be read for one reason. */
export type RejectedRows = {
  __typename?: 'RejectedRows';
  /** How many rows. */
  count: Scalars['Int']['output'];
  /** The reason. */
  reason: Scalars['String']['output'];
};

/** A copy that no erasure reaches. */
export type RemainingCopy = {
  __typename?: 'RemainingCopy';
  /** Which version of the model, where the place is MODEL_VERSION. */
  modelVersion?: Maybe<Scalars['ID']['output']>;
  /** How it ends. */
  note: Scalars['String']['output'];
  /** Where it may be. */
  place: RemainingPlace;
  /** Until when it may be there. Null: until what `note` says. */
  until?: Maybe<Scalars['AWSDateTime']['output']>;
};

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
  budgetSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** For how long, 0 to 259200 seconds. 0: not at all. */
  canarySeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Share of the users whom it answers before it answers everybody, 0 to 1. 0: none. */
  canaryShare?: InputMaybe<Scalars['Float']['input']>;
  /** Whether to train even if little is new. Left out: `false`. */
  force?: InputMaybe<Scalars['Boolean']['input']>;
  /** The seed of its random numbers, a whole number from 0 to 4294967295. */
  seed?: InputMaybe<Scalars['Float']['input']>;
  /** For how long, 0 to 259200 seconds. 0: not at all. */
  shadowSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Share of the requests that the new model is asked too before it answers, 0 to 1. 0: none. */
  shadowShare?: InputMaybe<Scalars['Float']['input']>;
};

/** What a look at a version on trial decided. */
export type RolloutDecision =
  /** It is taken back. */
  | 'FAILED'
  /** Nothing speaks against it so far. */
  | 'GO_ON'
  /** The time is up, and nothing spoke against it. */
  | 'PASSED';

/** What was seen of a version that is tried, since its stage began. */
export type RolloutObservation = {
  __typename?: 'RolloutObservation';
  /** When it was looked at. */
  at: Scalars['AWSDateTime']['output'];
  /** The live model's. */
  championClickRate?: Maybe<Scalars['Float']['output']>;
  /** Of the live model's. */
  championErrorRate: Scalars['Float']['output'];
  /** The live model's. */
  championLatencyMilliseconds: Scalars['Float']['output'];
  /** Clicks for each impression; CANARY only, once both have impressions. */
  clickRate?: Maybe<Scalars['Float']['output']>;
  /** What was decided. */
  decision: RolloutDecision;
  /** Share of them that failed. */
  errorRate: Scalars['Float']['output'];
  /** Within how many milliseconds nine of ten answers came. */
  latencyMilliseconds: Scalars['Float']['output'];
  /** Mean share of the live model's first ten items that it names too; SHADOW only. */
  overlap?: Maybe<Scalars['Float']['output']>;
  /** Why: one sentence with a code first. */
  reason: Scalars['String']['output'];
  /** Requests that it was asked. */
  requests: Scalars['Int']['output'];
  /** The stage. */
  stage: RolloutStage;
};

/** How a version is tried. */
export type RolloutStage =
  /** It answers for a share of the users. */
  | 'CANARY'
  /** It is asked beside the live model, and nobody sees its lists. */
  | 'SHADOW';

/** The comparison of two models on one segment. */
export type SegmentVerdict = {
  __typename?: 'SegmentVerdict';
  /** How many users were asked for. */
  cases: Scalars['Int']['output'];
  /** nDCG of the judged one, 0 to 1. */
  challengerNdcg: Scalars['Float']['output'];
  /** nDCG of the live model, 0 to 1. */
  championNdcg?: Maybe<Scalars['Float']['output']>;
  /** Challenger minus champion. */
  difference?: Maybe<DifferenceInterval>;
  /** The segment. */
  segment: JudgedSegment;
};

/** A version that answers. */
export type ServedModel = {
  __typename?: 'ServedModel';
  /** The endpoint that serves it. */
  endpointName: Scalars['String']['output'];
  /** The version. */
  modelVersion: Scalars['ID']['output'];
};

/** The version to go to. */
export type SetLiveModelInput = {
  /** The version, which was live before and still has its endpoint. */
  modelVersion: Scalars['ID']['input'];
};

/** Conditions on a text field; all that are given must hold. Comparison is exact and case-sensitive. */
export type StringFilterInput = {
  /** Starts with this text. */
  beginsWith?: InputMaybe<Scalars['String']['input']>;
  /** From the first to the second, both included. */
  between?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has this text within it. */
  contains?: InputMaybe<Scalars['String']['input']>;
  /** Equal. */
  eq?: InputMaybe<Scalars['String']['input']>;
  /** Whether the field is present. */
  exists?: InputMaybe<Scalars['Boolean']['input']>;
  /** Greater or equal. */
  ge?: InputMaybe<Scalars['String']['input']>;
  /** Greater. */
  gt?: InputMaybe<Scalars['String']['input']>;
  /** One of these, at most 50. */
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Less or equal. */
  le?: InputMaybe<Scalars['String']['input']>;
  /** Less. */
  lt?: InputMaybe<Scalars['String']['input']>;
  /** Not equal, or absent. */
  ne?: InputMaybe<Scalars['String']['input']>;
};

export type Subscription = {
  __typename?: 'Subscription';
  /**
   * New lists for a user as interactions come in. A user receives only their own lists; another user's need the `admin`
   * group or IAM. Subscribing leaves a presence mark of 15 minutes, without which nothing is scored ahead of a request:
   * who goes on listening subscribes again before it ends, and stops the older subscription then. A user listens to at
   * most ten placements at once; one more forgets the others until they are subscribed to again. AppSync carries 240 KB:
   * of a longer list the items come without `description` and `attributes`, and if that is still too long without the last
   * items. `recommendations` has it whole.
   */
  onRecommendation?: Maybe<RecommendationList>;
};


export type SubscriptionOnRecommendationArgs = {
  placement?: InputMaybe<Scalars['String']['input']>;
  userId: Scalars['ID']['input'];
};

/** A training that was started. */
export type TrainingRequest = {
  __typename?: 'TrainingRequest';
  /** The id that its run has, once it has begun: ask `trainingRun` for it. */
  runId: Scalars['ID']['output'];
};

/** One run of the training workflow. */
export type TrainingRun = {
  __typename?: 'TrainingRun';
  /** Until when its interactions were collected. */
  collectedUntil?: Maybe<Scalars['AWSDateTime']['output']>;
  /** What was found in the data, from VALIDATE on. */
  dataReport?: Maybe<DataReport>;
  /** When it ended. */
  endedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The version that it made, from REGISTER on. */
  modelVersion?: Maybe<Scalars['ID']['output']>;
  /** What was seen of the model while it was tried, oldest first. */
  observations: Array<RolloutObservation>;
  /** Why it ended otherwise than PROMOTED: one sentence with a code first. */
  reason?: Maybe<Scalars['String']['output']>;
  /** Who asked for it. */
  requestedBy?: Maybe<Scalars['String']['output']>;
  /** Identifies the run; also the version of the model that it makes. */
  runId: Scalars['ID']['output'];
  /** The stages that it has been through, in their order; the last one is where it is, or where it ended. */
  stages: Array<TrainingStageEntry>;
  /** When it began. */
  startedAt: Scalars['AWSDateTime']['output'];
  /** How it ended, or that it has not. */
  status: TrainingRunStatus;
  /** What started it. */
  trigger: TrainingTrigger;
  /** How the model was judged, from JUDGE on. */
  verdict?: Maybe<JudgeVerdict>;
};

/** A page of training runs, newest first. */
export type TrainingRunList = {
  __typename?: 'TrainingRunList';
  /** The runs of the page. */
  items: Array<TrainingRun>;
  /** Pass it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
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

/** When a stage of a training run began. */
export type TrainingStageEntry = {
  __typename?: 'TrainingStageEntry';
  /** The stage. */
  stage: TrainingStage;
  /** When it began. */
  startedAt: Scalars['AWSDateTime']['output'];
};

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

/** A version that is tried. */
export type TriedModel = {
  __typename?: 'TriedModel';
  /** The endpoint that serves it. */
  endpointName: Scalars['String']['output'];
  /** The version. */
  modelVersion: Scalars['ID']['output'];
  /** 0 to 1: of the requests in the stage SHADOW, of the users in the stage CANARY. */
  share: Scalars['Float']['output'];
  /** How it is tried. */
  stage: RolloutStage;
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

/** A page of what is kept of a user, by key. */
export type UserDataList = {
  __typename?: 'UserDataList';
  /** The records of the page. */
  items: Array<UserDataRecord>;
  /** Pass it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** One record of what is kept of a user. */
export type UserDataRecord = {
  __typename?: 'UserDataRecord';
  /** Everything that the record holds, a JSON object; docs/people.md says what of each kind. */
  data: Scalars['AWSJSON']['output'];
  /** When it is deleted by itself. Null: it is kept until the data are erased. */
  expiresAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Identifies it among the records of the user. */
  key: Scalars['String']['output'];
  /** What it is. */
  kind: UserDataKind;
};
