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

/** An alarm of the deployment. */
export type Alarm = {
  __typename?: 'Alarm';
  /** What it means and what to do. */
  description?: Maybe<Scalars['String']['output']>;
  /** Its name in CloudWatch. */
  name: Scalars['String']['output'];
  /** Why, in CloudWatch's words. */
  reason?: Maybe<Scalars['String']['output']>;
  /** Since when. */
  since?: Maybe<Scalars['AWSDateTime']['output']>;
  /** What it says now. */
  state: AlarmState;
};

/** What an alarm says. */
export type AlarmState =
  /** Somebody should look. */
  | 'ALARM'
  /** There are too few data to say. */
  | 'INSUFFICIENT_DATA'
  /** All is well. */
  | 'OK';

/**
 * A user or an item that was marked. What the user does, or what is done with the item, counts for nothing meanwhile: not
 * for trends, metrics, experiments or training. Lists for the user are made all the same.
 */
export type Anomaly = {
  __typename?: 'Anomaly';
  /** Identifies the mark. */
  anomalyId: Scalars['ID']['output'];
  /** When it was cleared. */
  clearedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Who cleared it: the id of a user or of an IAM caller. */
  clearedBy?: Maybe<Scalars['String']['output']>;
  /** Events of the user or item until it was marked; they have counted. */
  events: Scalars['Int']['output'];
  /** The item, if an item was marked. */
  itemId?: Maybe<Scalars['ID']['output']>;
  /** Why it was marked. */
  kind: AnomalyKind;
  /** When it was marked. */
  markedAt: Scalars['AWSDateTime']['output'];
  /** What the test measured. */
  score: Scalars['Float']['output'];
  /** What it had to exceed: hardly any normal behaviour does. */
  threshold: Scalars['Float']['output'];
  /** Until when it holds back. A subject that goes on is marked anew. */
  until: Scalars['AWSDateTime']['output'];
  /** The user, if a user was marked. */
  userId?: Maybe<Scalars['ID']['output']>;
};

/** What clearing a mark did. */
export type AnomalyClearance = {
  __typename?: 'AnomalyClearance';
  /** The mark, which holds nothing back any more. */
  anomaly: Anomaly;
  /** Interactions held back that were counted now, as of when they happened. */
  counted: Scalars['Int']['output'];
  /** Whether some are left, which the same request sent again counts. */
  remaining: Scalars['Boolean']['output'];
};

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

/** A page of anomalies, newest first. */
export type AnomalyList = {
  __typename?: 'AnomalyList';
  /** The anomalies of the page. */
  items: Array<Anomaly>;
  /** Pass it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

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

/** Lists made in bulk. */
export type BatchRecommendation = {
  __typename?: 'BatchRecommendation';
  /** Identifies the batch. */
  batchId: Scalars['ID']['output'];
  /** When it ended. */
  endedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Items of each list at most. */
  limit: Scalars['Int']['output'];
  /** Lists that were made, once they are there. */
  lists?: Maybe<Scalars['Int']['output']>;
  /** Where the lists are in the archive bucket, a week long: JSON Lines, a list a line. Null before they are there. */
  listsPrefix?: Maybe<Scalars['String']['output']>;
  /** The version of the model that makes the lists, once it is known. */
  modelVersion?: Maybe<Scalars['ID']['output']>;
  /** The place in the product that the lists are for. */
  placement: Scalars['String']['output'];
  /** Why it ended otherwise than COMPLETED: one sentence with a code first. */
  reason?: Maybe<Scalars['String']['output']>;
  /** Interactions that could not be read. */
  rejected: Array<RejectedRows>;
  /** Who asked for it. */
  requestedBy?: Maybe<Scalars['String']['output']>;
  /** Who has no list, so far as it is known. */
  skipped: Array<BatchSkipped>;
  /** The stages that it has been through, in their order; the last one is where it is, or where it ended. */
  stages: Array<BatchStageEntry>;
  /** When it began. Also when its lists were made, as far as they say. */
  startedAt: Scalars['AWSDateTime']['output'];
  /** How it ended, or that it has not. */
  status: BatchStatus;
  /** Whether the lists become stored lists. */
  store: Scalars['Boolean']['output'];
  /** What became of the lists that were to be stored, once the batch has ended. */
  stored?: Maybe<BatchStored>;
  /** Users that the model was asked for, from TRANSFORM on. */
  users?: Maybe<Scalars['Int']['output']>;
  /** The object of the archive bucket that names the users; null: all who have a history. */
  usersKey?: Maybe<Scalars['String']['output']>;
};

/** A page of batches, newest first. */
export type BatchRecommendationList = {
  __typename?: 'BatchRecommendationList';
  /** The batches of the page. */
  items: Array<BatchRecommendation>;
  /** Pass it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** A batch that was started. */
export type BatchRecommendationRequest = {
  __typename?: 'BatchRecommendationRequest';
  /** The id that the batch has, once it has begun: ask `batchRecommendation` for it. */
  batchId: Scalars['ID']['output'];
};

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

/** Users that have no list for one reason. */
export type BatchSkipped = {
  __typename?: 'BatchSkipped';
  /** How many. */
  count: Scalars['Int']['output'];
  /** The reason. */
  reason: BatchSkipReason;
};

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

/** When a stage of a batch began. */
export type BatchStageEntry = {
  __typename?: 'BatchStageEntry';
  /** The stage. */
  stage: BatchStage;
  /** When it began. */
  startedAt: Scalars['AWSDateTime']['output'];
};

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

/** What became of the lists that were to be stored. */
export type BatchStored = {
  __typename?: 'BatchStored';
  /** Lists that are stored now. */
  stored: Scalars['Int']['output'];
  /** Lists that gave way to one from a newer history, or made later. */
  superseded: Scalars['Int']['output'];
  /** Lists that DynamoDB does not take. */
  unstorable: Scalars['Int']['output'];
};

/** One item, or all of a category, that a placement raises or lowers. */
export type BoostRule = {
  __typename?: 'BoostRule';
  /** The category; null for a rule about an item. */
  category?: Maybe<Scalars['String']['output']>;
  /** An item's distance to the lowest score times it: above 1 raises, below 1 lowers. */
  factor: Scalars['Float']['output'];
  /** From when on; null for always. */
  from?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The item; null for a rule about a category. */
  itemId?: Maybe<Scalars['ID']['output']>;
  /** Until when; null for ever. */
  until?: Maybe<Scalars['AWSDateTime']['output']>;
};

/** What to raise or lower: either an item or a category. */
export type BoostRuleInput = {
  /** The category, 1 to 256 bytes; no item need have it yet. */
  category?: InputMaybe<Scalars['String']['input']>;
  /** An item's distance to the lowest score times it, 0.01 to 100: above 1 raises, below 1 lowers. Rules that meet multiply. */
  factor: Scalars['Float']['input'];
  /** From when on. Left out: always. */
  from?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** The item, which must be in the catalogue. */
  itemId?: InputMaybe<Scalars['ID']['input']>;
  /** Until when, later than `from`. Left out: for ever. */
  until?: InputMaybe<Scalars['AWSDateTime']['input']>;
};

/** One item, or all of a category, that a placement never shows. */
export type BuryRule = {
  __typename?: 'BuryRule';
  /** The category; null for a rule about an item. */
  category?: Maybe<Scalars['String']['output']>;
  /** From when on; null for always. */
  from?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The item; null for a rule about a category. */
  itemId?: Maybe<Scalars['ID']['output']>;
  /** Until when; null for ever. */
  until?: Maybe<Scalars['AWSDateTime']['output']>;
};

/** What never to show: either an item or a category. */
export type BuryRuleInput = {
  /** The category, 1 to 256 bytes; no item need have it yet. */
  category?: InputMaybe<Scalars['String']['input']>;
  /** From when on. Left out: always. */
  from?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** The item, which must be in the catalogue. */
  itemId?: InputMaybe<Scalars['ID']['input']>;
  /** Until when, later than `from`. Left out: for ever. */
  until?: InputMaybe<Scalars['AWSDateTime']['input']>;
};

/** The mark to clear. */
export type ClearAnomalyInput = {
  /** The mark, from `Anomaly.anomalyId`. */
  anomalyId: Scalars['ID']['input'];
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

/** An item in the eyes of one component of the model. */
export type ComponentStanding = {
  __typename?: 'ComponentStanding';
  /** The component. */
  name: Scalars['String']['output'];
  /** The item's place by this component alone, 1 being the best. */
  rank: Scalars['Int']['output'];
  /** Its part of the score. */
  share: Scalars['Float']['output'];
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

/** What CloudWatch counts units for. */
export type CountScope =
  /** Everything in the account and the region: CloudWatch does not tell deployments apart. */
  | 'ACCOUNT'
  /** This deployment alone. */
  | 'DEPLOYMENT';

/** What was counted in a time, at list prices. Storage, logs, transfer and free tiers are in none of it. */
export type CountedCosts = {
  __typename?: 'CountedCosts';
  /** Since when. */
  from: Scalars['AWSDateTime']['output'];
  /** The day on which the prices were looked up. */
  pricedOn: Scalars['AWSDate']['output'];
  /** Where the prices are asked. */
  region: Scalars['String']['output'];
  /** What was counted. */
  rows: Array<CountedUnits>;
  /** Until when. CloudWatch is a few minutes behind. */
  until: Scalars['AWSDateTime']['output'];
};

/** Something that AWS charges for, as CloudWatch counted it. */
export type CountedUnits = {
  __typename?: 'CountedUnits';
  /** Dollars for all of them. */
  dollars: Scalars['Float']['output'];
  /** Dollars for one, by list prices. */
  price: Scalars['Float']['output'];
  /** What was counted. */
  scope: CountScope;
  /** Whose bill it is on: `AppSync`, `DynamoDB`, `Lambda`, `Step Functions` or `SageMaker`. */
  service: Scalars['String']['output'];
  /** What is charged for, in the plural. */
  unit: Scalars['String']['output'];
  /** How many. */
  units: Scalars['Float']['output'];
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

/** What could not be handled: it waits for two weeks, to be replayed when the cause is mended. */
export type DeadLetter = {
  __typename?: 'DeadLetter';
  /** The code of the failure. */
  code?: Maybe<Scalars['String']['output']>;
  /** Of an INTERACTION: its event, which counts once however often it is replayed. */
  eventId?: Maybe<Scalars['ID']['output']>;
  /** Of an INTERACTION: its item. */
  itemId?: Maybe<Scalars['ID']['output']>;
  /** What it is. */
  kind: DeadLetterKind;
  /** Of the message in the queue. */
  messageId: Scalars['ID']['output'];
  /** Of a PUSH: for which placement. */
  placement?: Maybe<Scalars['String']['output']>;
  /** Why it could not be handled. */
  reason?: Maybe<Scalars['String']['output']>;
  /** When it was given up. */
  sentAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Whom it is about. */
  userId?: Maybe<Scalars['ID']['output']>;
};

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
  itemId: Scalars['ID']['input'];
};

/** Whose data to erase. */
export type DeleteUserDataInput = {
  /** The user. Left out: the signed-in user. Another user needs the `admin` group or IAM. */
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/** How the parts of the deployment are. A part that could not be asked is null, and the others are answered. */
export type DeploymentHealth = {
  __typename?: 'DeploymentHealth';
  /** The alarms, by name; null when CloudWatch did not answer. */
  alarms?: Maybe<Array<Alarm>>;
  /** When it was looked at. */
  checkedAt: Scalars['AWSDateTime']['output'];
  /** Dead letters that wait, about; null when SQS did not answer. */
  deadLetters?: Maybe<Scalars['Int']['output']>;
  /** Of the live model; null when there is none, or SageMaker did not answer. */
  endpoint?: Maybe<EndpointHealth>;
  /** The stream of interactions; null when CloudWatch did not answer. */
  stream?: Maybe<StreamHealth>;
  /** The tables; null when DynamoDB did not answer. */
  tables?: Maybe<Array<TableHealth>>;
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

/** What serves the live model. */
export type EndpointHealth = {
  __typename?: 'EndpointHealth';
  /** The version that answers. */
  modelVersion: Scalars['ID']['output'];
  /** SageMaker's word for the state of its endpoint: InService is well, NotFound when there is none of that name. */
  status: Scalars['String']['output'];
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

/** A number with the ends of its 95% confidence interval, for one look. */
export type EstimateInterval = {
  __typename?: 'EstimateInterval';
  /** What was measured. */
  estimate: Scalars['Float']['output'];
  /** The upper end. */
  high: Scalars['Float']['output'];
  /** The lower end. */
  low: Scalars['Float']['output'];
};

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

/** An experiment on a placement. */
export type Experiment = {
  __typename?: 'Experiment';
  /** Who decides how many users each variant gets. */
  allocation: ExperimentAllocation;
  /** When it was written down. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** Why it ended. */
  endReason?: Maybe<ExperimentEndReason>;
  /** When it ended. */
  endedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** What the control is expected to have, 0 to 1. */
  expectedRate: Scalars['Float']['output'];
  /** Its id. */
  experimentId: Scalars['ID']['output'];
  /** What they are compared by. */
  goal: ExperimentGoal;
  /** What stops it. */
  guards: Array<ExperimentGuard>;
  /** The placement whose lists differ. */
  placement: Scalars['String']['output'];
  /** The variant that was promoted. */
  promoted?: Maybe<Scalars['ID']['output']>;
  /** REVENUE: what a user paid counts up to this. */
  revenueCap?: Maybe<Scalars['Float']['output']>;
  /** Goes up with each change. Send it back with the next one. */
  revision: Scalars['Int']['output'];
  /** Whether results are told apart for new and returning users. */
  segments: Scalars['Boolean']['output'];
  /** The difference that is not to be missed. */
  smallestEffect: Scalars['Float']['output'];
  /** What a bandit leaves each variant, 0 to 1. */
  smallestShare: Scalars['Float']['output'];
  /** When it started. */
  startedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Where it is in its life. */
  status: ExperimentStatus;
  /** When it was last changed. */
  updatedAt: Scalars['AWSDateTime']['output'];
  /** Who changed it last: `run-experiments`, or the id of a user or of an IAM caller. */
  updatedBy: Scalars['String']['output'];
  /** Users of all variants together after whom a difference of `smallestEffect` has been found in four of five experiments. */
  usersNeeded: Scalars['Int']['output'];
  /** What is compared; the first one is the control. */
  variants: Array<ExperimentVariant>;
  /** How long after the first list was seen something counts, in seconds. */
  windowSeconds: Scalars['Int']['output'];
};

/** Who decides how many users each variant gets. */
export type ExperimentAllocation =
  /** The shares follow the outcomes: Thompson sampling. */
  | 'BANDIT'
  /** The shares stay as they were put. */
  | 'FIXED';

/** A difference to the control. The interval holds at all looks together. */
export type ExperimentDifference = {
  __typename?: 'ExperimentDifference';
  /** The variant's rate minus the control's. */
  estimate: Scalars['Float']['output'];
  /** The upper end. */
  high: Scalars['Float']['output'];
  /** The lower end. */
  low: Scalars['Float']['output'];
  /** The chance of such evidence without any difference is at most this, however often one looked. */
  pValue: Scalars['Float']['output'];
};

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

/** What may not get worse, and by how much it may. */
export type ExperimentGuard = {
  __typename?: 'ExperimentGuard';
  /** How much worse than the control is put up with, as a difference of shares of users. */
  margin: Scalars['Float']['output'];
  /** What is watched. */
  metric: ExperimentGuardMetric;
};

/** What may not get worse. */
export type ExperimentGuardInput = {
  /** How much worse than the control is put up with, as a difference of shares of users, 0 to 1. */
  margin: Scalars['Float']['input'];
  /** What is watched. */
  metric: ExperimentGuardMetric;
};

/** What may not get worse while the goal gets better. */
export type ExperimentGuardMetric =
  /** The share of users who saw a degraded list. */
  | 'DEGRADED'
  /** The share of users who disliked an item of a list. */
  | 'DISLIKES';

/** A page of experiments, the id that sorts last first. */
export type ExperimentList = {
  __typename?: 'ExperimentList';
  /** The experiments of the page. */
  items: Array<Experiment>;
  /** Pass it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** What is known of an experiment. It may be looked at as often as one likes. */
export type ExperimentResults = {
  __typename?: 'ExperimentResults';
  /** Who was exposed until then is counted; null before the first. */
  countedUntil?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The experiment. */
  experiment: Experiment;
  /** The splits that it had, the newest 500, oldest first. */
  splits: Array<ExperimentSplit>;
  /** Users who are not counted, being marked as anomalies. */
  suspects: Scalars['Int']['output'];
  /** Users who are not counted because their list was made while the split was changing, or names a variant that is not theirs. */
  unclear: Scalars['Int']['output'];
  /** Users whose window is over. */
  users: Scalars['Int']['output'];
  /** By variant, the control first. */
  variants: Array<VariantResult>;
};

/** How the users were split from an instant on. */
export type ExperimentSplit = {
  __typename?: 'ExperimentSplit';
  /** From when on. */
  from: Scalars['AWSDateTime']['output'];
  /** The shares. */
  shares: Array<VariantShare>;
};

/** Where an experiment is in its life. */
export type ExperimentStatus =
  /** It is written down, and nobody sees anything of it. */
  | 'DRAFT'
  /** It is over. */
  | 'ENDED'
  /** Its placement shows the variants. */
  | 'RUNNING';

/** One of the things that are compared. */
export type ExperimentVariant = {
  __typename?: 'ExperimentVariant';
  /** The version of the model that it asks; null for the live one. */
  modelVersion?: Maybe<Scalars['ID']['output']>;
  /** In what it differs from the placement. */
  settings?: Maybe<PlacementSettings>;
  /** The share of all users who get it now, 0 to 1. */
  share: Scalars['Float']['output'];
  /** Its name. */
  variant: Scalars['ID']['output'];
};

/** One of the things to compare. A control without settings and version shows what the placement shows. */
export type ExperimentVariantInput = {
  /** The version of the model to ask, which must have an endpoint. Left out: the live one. */
  modelVersion?: InputMaybe<Scalars['ID']['input']>;
  /** What replaces the settings of the placement, one by one. */
  settings?: InputMaybe<PlacementSettingsInput>;
  /** The share of all users who get it, 0.01 to 0.99 in ten-thousandths. */
  share: Scalars['Float']['input'];
  /** Its name, 1 to 32 letters, digits, `_` and `-`. */
  variant: Scalars['ID']['input'];
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
  explorationDepth: Scalars['Int']['input'];
};

/** What is watched, in results. */
export type GuardResult = {
  __typename?: 'GuardResult';
  /** The variant's share of users minus the control's. */
  difference?: Maybe<ExperimentDifference>;
  /** Whether it is proven to be worse than its margin allows. */
  isBroken: Scalars['Boolean']['output'];
  /** What is watched. */
  metric: ExperimentGuardMetric;
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

/** One measure of the newest day, beside the seven days before it. */
export type HealthMeasure = {
  __typename?: 'HealthMeasure';
  /** What the seven days before it let expect. */
  expected?: Maybe<Scalars['Float']['output']>;
  /** What is measured. */
  name: HealthKind;
  /** Of the newest day: how many items shown equally often would repeat as much, the mean spread of scores, the click rate. */
  observed?: Maybe<Scalars['Float']['output']>;
  /** Above this it counts as drift; learned from the days before. */
  threshold: Scalars['Float']['output'];
  /**
   * SOURCES: the population stability index. The others: the logarithm of the ratio of the two, above 0 for the worse; 0.22
   * is a fifth less.
   */
  value: Scalars['Float']['output'];
};

/** Something that a visitor did, as far as the shop remembers it by itself. */
export type HistoryEntryInput = {
  /** One of the registered event types. */
  eventType: EventType;
  /** A rating, a price, a fraction watched, -1e15 to 1e15. */
  eventValue?: InputMaybe<Scalars['Float']['input']>;
  /** The item. One that is not in the catalogue, or hidden, says nothing. */
  itemId: Scalars['ID']['input'];
  /** When it happened, from 1990 on. Left out, or ahead of the service's clock: now. */
  timestamp?: InputMaybe<Scalars['AWSDateTime']['input']>;
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
  /** Where the item stood in that list, from 0. */
  position?: Maybe<Scalars['Int']['output']>;
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

/** Why an item is in a user's list, or why not. */
export type ItemExplanation = {
  __typename?: 'ItemExplanation';
  /** Where it stands by each component of the model that has something to say. */
  components: Array<ComponentStanding>;
  /** Its place among those that may be in the list, as if it were one of them. */
  eligibleRank?: Maybe<Scalars['Int']['output']>;
  /** The experiment that the user takes part in there, whose variant's settings and version hold; null without one. */
  experimentId?: Maybe<Scalars['ID']['output']>;
  /** What keeps it out comes first. */
  findings: Array<ItemFinding>;
  /** Whether it would be in a list made now. Diversity and exploration may put another in the last places. */
  isListed: Scalars['Boolean']['output'];
  /** The item. */
  itemId: Scalars['ID']['output'];
  /** The version of the model that was asked. */
  modelVersion?: Maybe<Scalars['String']['output']>;
  /** The placement. */
  placement: Scalars['String']['output'];
  /** Its place among all items that the model knows, 1 being the best. */
  rank?: Maybe<Scalars['Int']['output']>;
  /** Items that the model knows. */
  rankedItems?: Maybe<Scalars['Int']['output']>;
  /** The reasons that a list would give for it; empty where the model cannot show it. */
  reasons: Array<Reason>;
  /** The score, boosts and freshness included; null when the model did not give one. */
  score?: Maybe<Scalars['Float']['output']>;
  /** The user. */
  userId: Scalars['ID']['output'];
  /** The user's variant of it. */
  variant?: Maybe<Scalars['ID']['output']>;
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

/** One thing that decides whether an item is in a list. */
export type ItemFinding = {
  __typename?: 'ItemFinding';
  /** What it is. */
  code: ItemFindingCode;
  /** Whether it keeps the item out of the list. */
  keepsOut: Scalars['Boolean']['output'];
  /** What was found. */
  message: Scalars['String']['output'];
  /** What would have to change for the item to be in the list; null where it keeps nothing out. */
  remedy?: Maybe<Scalars['String']['output']>;
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

/**
 * What people did with lists. A person counts once for each list, item and kind of deed, within seven days of the list. The
 * fields that say which lists are null except that of the grouping.
 */
export type ListMetrics = {
  __typename?: 'ListMetrics';
  /** Carts for each impression, likewise. */
  cartRate?: Maybe<RateInterval>;
  /** Items that were put into a cart. */
  carts: Scalars['Float']['output'];
  /** Clicks for each impression; null without impressions, or with fewer of them than clicks. */
  clickRate?: Maybe<RateInterval>;
  /** Items that were chosen: a CLICK, a VIEW or both. */
  clicks: Scalars['Float']['output'];
  /** Conversions for each impression, likewise. */
  conversionRate?: Maybe<RateInterval>;
  /** Items that were bought. */
  conversions: Scalars['Float']['output'];
  /** `itemsShown` for each item of the catalogue, hidden ones included, 0 to 1; null where either is not known. */
  coverage?: Maybe<Scalars['Float']['output']>;
  /** Grouped by DAY: the day. */
  day?: Maybe<Scalars['AWSDate']['output']>;
  /** Share of the impressions that were of degraded lists, 0 to 1; null without impressions. */
  degradedShare?: Maybe<Scalars['Float']['output']>;
  /** Grouped by VARIANT: the experiment; null outside experiments. */
  experimentId?: Maybe<Scalars['ID']['output']>;
  /** Items that were seen in lists. */
  impressions: Scalars['Float']['output'];
  /**
   * How many different items were seen, estimated from sketches with a standard error of 4.6%; null when grouped by
   * POSITION, for which there are none.
   */
  itemsShown?: Maybe<Scalars['Int']['output']>;
  /** Grouped by MODEL_VERSION: the version; null where no model made the list. */
  modelVersion?: Maybe<Scalars['ID']['output']>;
  /** Grouped by PLACEMENT: the placement. */
  placement?: Maybe<Scalars['String']['output']>;
  /** Grouped by POSITION: the position, from 0; null where the client did not say it. */
  position?: Maybe<Scalars['Int']['output']>;
  /** The sum of the prices paid: `eventValue` of PURCHASE. */
  revenue: Scalars['Float']['output'];
  /** Grouped by SOURCE: the source. */
  source?: Maybe<RecommendationSource>;
  /** Grouped by VARIANT: the variant; null outside experiments. */
  variant?: Maybe<Scalars['String']['output']>;
};

/** Something that whoever shows the list, or wrote its rules, should know. */
export type ListNotice = {
  __typename?: 'ListNotice';
  /** What it is about. */
  code: ListNoticeCode;
  /** The same in words. */
  message: Scalars['String']['output'];
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
  message: Scalars['String']['input'];
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

/** A visitor who became a user. */
export type Merge = {
  __typename?: 'Merge';
  /** When it was asked for. */
  mergedAt: Scalars['AWSDateTime']['output'];
  /** How many interactions and impressions are moved by now. */
  moved: Scalars['Int']['output'];
  /** How far it is. */
  status: MergeStatus;
  /** Until when `undoMerge` gives it back. */
  undoUntil: Scalars['AWSDateTime']['output'];
  /** The user whom the visitor became. */
  userId: Scalars['ID']['output'];
  /** The visitor. */
  visitorId: Scalars['ID']['output'];
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
  anonymousId: Scalars['ID']['input'];
  /** Whom they became. Left out: the signed-in user. Another user needs the `admin` group or IAM. */
  userId?: InputMaybe<Scalars['ID']['input']>;
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

/** What lists were like over the newest day, and what became of them. It is looked at each hour. */
export type ModelHealth = {
  __typename?: 'ModelHealth';
  /** How many days the thresholds are learned from. */
  days: Scalars['Int']['output'];
  /** Whether a measure is above its threshold. */
  drifted: Scalars['Boolean']['output'];
  /** Lists that were made for users on the newest day. */
  lists: Scalars['Int']['output'];
  /** Those for which there is enough to say: two weeks of lists at least. */
  measures: Array<HealthMeasure>;
  /** The training that was last started because of drift. */
  retrainingRunId?: Maybe<Scalars['ID']['output']>;
  /** When it was. */
  retrainingStartedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Where they came from. */
  sources: Array<SourceShare>;
  /** Until when they were looked at. */
  watchedUntil: Scalars['AWSDateTime']['output'];
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
  /**
   * Clears a mark: the subject is believed again within a minute, training learns from it again, and what was held back is
   * counted as of when it happened. Safe to send again. Needs the `admin` group or IAM.
   */
  clearAnomaly: AnomalyClearance;
  /** A new visitor with a signed id. Nothing is kept until the visitor does something. */
  createVisitor: Visitor;
  /** Deletes an item and returns it. It leaves stored lists as they expire. Needs the `admin` group or IAM. */
  deleteItem: Item;
  /** Has nothing apply to a placement any more, and answers what did. Needs the `admin` group or IAM. */
  deletePlacement: Placement;
  /**
   * Erases everything that is kept of a user, for good. From now on nothing more is recorded of them (`UserErased`), and
   * their subscriptions end. It takes some minutes: ask `erasureReceipt`. Safe to repeat.
   */
  deleteUserData: ErasureReceipt;
  /**
   * Ends a running experiment. With `promote` the placement keeps the settings of that variant, and its version of the model
   * becomes the live one. Users whose window is still open then are not counted. Needs the `admin` group or IAM.
   */
  endExperiment: Experiment;
  /**
   * Moves what a visitor did to a user, who shows by the signed id that it was them. The next list is made from both. From
   * now on nothing is recorded under the visitor's id (`VisitorMerged`). Safe to repeat.
   */
  mergeUser: Merge;
  /** Pushes a list to the user's subscriptions. For the backend only. */
  publishRecommendation: RecommendationList;
  /**
   * Writes an experiment down, or starts it. Refused with `ExperimentChanged` when somebody changed it since `revision` was
   * read, `ExperimentStarted` once it has started, and `PlacementInUse` while another one runs on the placement. Needs the
   * `admin` group or IAM.
   */
  putExperiment: Experiment;
  /** Writes an item, new or existing. Needs the `admin` group or IAM. */
  putItem: Item;
  /** Writes up to 25 items and says what became of each. Needs the `admin` group or IAM. */
  putItems: PutItemsResult;
  /**
   * Says what applies to a placement. It shows within ten seconds, in lists that were stored before too. Refused with
   * `PlacementChanged` when somebody changed it since `revision` was read. Needs the `admin` group or IAM.
   */
  putPlacement: Placement;
  /** Records one interaction with one conditional write. Safe to retry when `eventId` and `timestamp` are given. */
  recordInteraction: Interaction;
  /** Records up to 25 interactions and says what became of each. What was recorded is never overwritten, by whichever requests at once. */
  recordInteractions: RecordInteractionsResult;
  /**
   * Handles dead letters again: interactions are taken in, each once however often it is replayed, and pushes are begun;
   * a push that fails again is a new dead letter. What cannot be handled waits on. Needs the `admin` group or IAM.
   */
  replayDeadLetters: ReplayedDeadLetters;
  /** Starts to make lists in bulk, as files and, if asked, as stored lists. Needs the `admin` group or IAM. */
  requestBatchRecommendations: BatchRecommendationRequest;
  /** Starts a training, unless one is at work. Needs the `admin` group or IAM. */
  requestTraining: TrainingRequest;
  /**
   * Goes back to a version that was live before; the one that answers now keeps its endpoint, and one that is tried is
   * withdrawn. It shows within five seconds. Needs the `admin` group or IAM.
   */
  setLiveModel: LiveModel;
  /** Gives back what `mergeUser` moved, within 30 days. What the user did since stays with the user. Safe to repeat. */
  undoMerge: Merge;
};


export type MutationClearAnomalyArgs = {
  input: ClearAnomalyInput;
};


export type MutationDeleteItemArgs = {
  input: DeleteItemInput;
};


export type MutationDeletePlacementArgs = {
  placement: Scalars['String']['input'];
  revision: Scalars['Int']['input'];
};


export type MutationDeleteUserDataArgs = {
  input?: InputMaybe<DeleteUserDataInput>;
};


export type MutationEndExperimentArgs = {
  experimentId: Scalars['ID']['input'];
  promote?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationMergeUserArgs = {
  input: MergeUserInput;
};


export type MutationPublishRecommendationArgs = {
  input: PublishRecommendationInput;
};


export type MutationPutExperimentArgs = {
  input: PutExperimentInput;
};


export type MutationPutItemArgs = {
  input: PutItemInput;
};


export type MutationPutItemsArgs = {
  input: PutItemsInput;
};


export type MutationPutPlacementArgs = {
  input: PutPlacementInput;
};


export type MutationRecordInteractionArgs = {
  input: RecordInteractionInput;
};


export type MutationRecordInteractionsArgs = {
  input: RecordInteractionsInput;
};


export type MutationReplayDeadLettersArgs = {
  input?: InputMaybe<ReplayDeadLettersInput>;
};


export type MutationRequestBatchRecommendationsArgs = {
  input?: InputMaybe<RequestBatchRecommendationsInput>;
};


export type MutationRequestTrainingArgs = {
  input?: InputMaybe<RequestTrainingInput>;
};


export type MutationSetLiveModelArgs = {
  input: SetLiveModelInput;
};


export type MutationUndoMergeArgs = {
  input: UndoMergeInput;
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

/** An item that a placement shows first. */
export type PinnedItem = {
  __typename?: 'PinnedItem';
  /** From when on; null for always. */
  from?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The item. */
  itemId: Scalars['ID']['output'];
  /** Until when; null for ever. */
  until?: Maybe<Scalars['AWSDateTime']['output']>;
};

/** An item to show first. */
export type PinnedItemInput = {
  /** From when on. Left out: always. */
  from?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** The item, which must be in the catalogue. */
  itemId: Scalars['ID']['input'];
  /** Until when, later than `from`. Left out: for ever. */
  until?: InputMaybe<Scalars['AWSDateTime']['input']>;
};

/** A place in the product and what applies to its lists. */
export type Placement = {
  __typename?: 'Placement';
  /** The experiment that runs on it. */
  experimentId?: Maybe<Scalars['ID']['output']>;
  /** Its name. */
  placement: Scalars['String']['output'];
  /** Goes up with each change. Send it back with the next one. */
  revision: Scalars['Int']['output'];
  /** What applies. */
  settings: PlacementSettings;
  /** When it was last changed. */
  updatedAt: Scalars['AWSDateTime']['output'];
  /** Who changed it last. */
  updatedBy: Scalars['String']['output'];
};

/** A page of placements, by name. */
export type PlacementList = {
  __typename?: 'PlacementList';
  /** The placements of the page. */
  items: Array<Placement>;
  /** Pass it to get the next page; null on the last. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** What a placement shows, and how. What is null changes nothing. */
export type PlacementSettings = {
  __typename?: 'PlacementSettings';
  /** What is raised or lowered. */
  boosted?: Maybe<Array<BoostRule>>;
  /** What is never shown. */
  buried?: Maybe<Array<BuryRule>>;
  /** How much to avoid items that are alike, 0 to 1, for requests that do not say. */
  diversity?: Maybe<Scalars['Float']['output']>;
  /** The event types of the user's history that the model is told of. */
  eventTypes?: Maybe<Array<EventType>>;
  /** The share of the list that is given to items of which little is known, 0 to 0.3. */
  exploration?: Maybe<Scalars['Float']['output']>;
  /** From how many of the best items behind the list an explored place is drawn at most, 1 to 32. */
  explorationDepth?: Maybe<Scalars['Int']['output']>;
  /** Where a list comes from when the model cannot answer: the first that fills it, or the fullest. */
  fallback?: Maybe<Array<RecommendationSource>>;
  /** Which items may be in the list, beside the request's own filter: an `ItemFilterInput` as JSON. */
  filter?: Maybe<Scalars['AWSJSON']['output']>;
  /** How much newer items gain, 0 to 1. */
  freshness?: Maybe<Scalars['Float']['output']>;
  /** Whether items that a user was shown and passed over fall for that user. */
  lowersPassedOver?: Maybe<Scalars['Boolean']['output']>;
  /** The time that the model may take, in milliseconds, for requests that do not say. */
  maxLatencyMs?: Maybe<Scalars['Int']['output']>;
  /** The most items that a list has, over all its pages. */
  maximumItems?: Maybe<Scalars['Int']['output']>;
  /** Items placed first, in this order, as far as they are eligible. */
  pinned?: Maybe<Array<PinnedItem>>;
};

/**
 * What a placement shows, and how. What is left out changes nothing. The rules name at most 100 different items, and
 * all of it is at most 32 KB of JSON.
 */
export type PlacementSettingsInput = {
  /** At most 50 rules that raise or lower. */
  boosted?: InputMaybe<Array<BoostRuleInput>>;
  /** At most 100 rules of what is never shown; at most 50 of them about categories. */
  buried?: InputMaybe<Array<BuryRuleInput>>;
  /** How much to avoid items that are alike, 0 to 1, for requests that do not say. */
  diversity?: InputMaybe<Scalars['Float']['input']>;
  /** The event types of the user's history that the model is told of, at least one. Left out: all. What was interacted with by others is still left out of lists. */
  eventTypes?: InputMaybe<Array<EventType>>;
  /** The share of a list for a user that is given to items of which little is known, 0 to 0.3. */
  exploration?: InputMaybe<Scalars['Float']['input']>;
  /** From how many of the best items behind the list an explored place is drawn at most, 1 to 32; `evaluatePolicy` says what fewer would have brought. Left out: 32. */
  explorationDepth?: InputMaybe<Scalars['Int']['input']>;
  /** Where a list comes from when the model cannot answer: the first that fills it, or the fullest. 1 to 5 different sources, without MODEL. Left out: STORED, TRENDING, POPULAR, LATEST. */
  fallback?: InputMaybe<Array<RecommendationSource>>;
  /** Which items may be in the list, beside the request's own filter. */
  filter?: InputMaybe<ItemFilterInput>;
  /** How much newer items gain, 0 to 1. */
  freshness?: InputMaybe<Scalars['Float']['input']>;
  /** Whether items that a user was shown and passed over fall for that user, to a half after eight looks in the first place, and rise again within weeks. Reads the newest 100 impressions for each list that is made. Left out: false. */
  lowersPassedOver?: InputMaybe<Scalars['Boolean']['input']>;
  /** The time that the model may take, 50 to 10000 milliseconds, for requests that do not say. */
  maxLatencyMs?: InputMaybe<Scalars['Int']['input']>;
  /** The most items that a list has over all its pages, 1 to 500. */
  maximumItems?: InputMaybe<Scalars['Int']['input']>;
  /** At most 20 different items placed first, in this order. One that is hidden, unavailable, buried, excluded, seen by the user, or kept out by a filter is not shown. */
  pinned?: InputMaybe<Array<PinnedItemInput>>;
};

/**
 * What explored places brought, and what they would have brought under another policy, for each place that was seen. The
 * estimates are null while fewer than two groups of users saw any.
 */
export type PolicyEvaluation = {
  __typename?: 'PolicyEvaluation';
  /** Doubly robust: corrects what each rank brought on average. The one to go by. */
  doublyRobust?: Maybe<EstimateInterval>;
  /** So many places of the new policy itself would say as much. Below 100 the intervals are too narrow. */
  effectiveDecisions: Scalars['Float']['output'];
  /** Explored places that were seen. */
  explored: Scalars['Float']['output'];
  /** The most that one place counts for. */
  greatestWeight: Scalars['Float']['output'];
  /** Groups of users, of 64, who saw them: intervals take what one group did for dependent. */
  groups: Scalars['Int']['output'];
  /** By inverse propensity scoring: right on average, and wide. */
  ips?: Maybe<EstimateInterval>;
  /** What they did bring. */
  logged?: Maybe<EstimateInterval>;
  /** Share of the places that were drawn from fewer items than the policy asks for: it is taken to draw from those. */
  shallowShare?: Maybe<Scalars['Float']['output']>;
  /** Self-normalized: narrower, and a little biased in small logs. */
  snips?: Maybe<EstimateInterval>;
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
  /** What the list says of itself. */
  notices?: InputMaybe<Array<ListNoticeInput>>;
  /** The place in the product that the list is for. */
  placement: Scalars['String']['input'];
  /** Identifies the list. */
  recommendationId: Scalars['ID']['input'];
  /** Where the list comes from. */
  source: RecommendationSource;
  /** The user that the list is for. */
  userId: Scalars['ID']['input'];
};

/** An experiment to write down, or to start. */
export type PutExperimentInput = {
  /** Who decides how many users each variant gets. Left out: FIXED. */
  allocation?: InputMaybe<ExperimentAllocation>;
  /** What the control is expected to have, above 0 and below 1; REVENUE: the expected mean in shares of the cap. Only `usersNeeded` and the power depend on it. */
  expectedRate: Scalars['Float']['input'];
  /** Its id, 1 to 64 letters, digits, `_` and `-`. It decides who gets what: another id splits the users anew. */
  experimentId: Scalars['ID']['input'];
  /** What they are compared by. */
  goal: ExperimentGoal;
  /** What stops the experiment by itself once it is proven to be worse: each metric at most once. Left out: none. */
  guards?: InputMaybe<Array<ExperimentGuardInput>>;
  /** The placement whose lists are to differ; one experiment runs on it at a time. */
  placement: Scalars['String']['input'];
  /** For REVENUE only, and there needed: above 0, what a user paid counts up to this. */
  revenueCap?: InputMaybe<Scalars['Float']['input']>;
  /** The revision that was seen. Left out: there is none yet. */
  revision?: InputMaybe<Scalars['Int']['input']>;
  /** Whether results are told apart for new and returning users. Left out: false. */
  segments?: InputMaybe<Scalars['Boolean']['input']>;
  /** The difference that is not to be missed, not 0; with `expectedRate` it comes to above 0 and below 1. */
  smallestEffect: Scalars['Float']['input'];
  /** BANDIT: what each variant keeps, 0.01 to the smallest share of `variants`. Left out: 0.05. Small ones cost power. */
  smallestShare?: InputMaybe<Scalars['Float']['input']>;
  /** DRAFT keeps it and says how many users it needs; RUNNING starts it, after which it stays as it is. */
  status: ExperimentStatus;
  /** 2 to 5, the control first. Shares add up to 1 at most, for BANDIT to exactly 1; the others take no part. All settings together are at most 64 KB of JSON and name at most 100 different items, which are in the catalogue. */
  variants: Array<ExperimentVariantInput>;
  /** How long after the first list was seen something counts, 10 to 2592000 seconds. Left out: 604800, seven days. */
  windowSeconds?: InputMaybe<Scalars['Int']['input']>;
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

/** A place in the product and what is to apply to its lists. */
export type PutPlacementInput = {
  /** Its name, 1 to 64 letters, digits, `_` and `-`: what requests send as `placement`, or `similar` and `popular` for the lists of `similarItems` and `popularItems`. Not `trending`: `trendingItems` shows what is counted. */
  placement: Scalars['String']['input'];
  /** The revision that was seen. Left out: there is none yet. */
  revision?: InputMaybe<Scalars['Int']['input']>;
  /** All of what applies; what the placement had before is replaced. */
  settings: PlacementSettingsInput;
};

export type Query = {
  __typename?: 'Query';
  /** What was marked in the last 90 days, newest first. Needs the `admin` group or IAM. */
  anomalies: AnomalyList;
  /** Who changed what and when, newest first, kept for two years. Needs the `admin` group or IAM. */
  auditLog: AuditEntryList;
  /** One batch of lists, or null when there is none. Needs the `admin` group or IAM. */
  batchRecommendation?: Maybe<BatchRecommendation>;
  /** The batches of lists, newest first. Needs the `admin` group or IAM. */
  batchRecommendations: BatchRecommendationList;
  /** The lists that several versions make for a user now, side by side. Needs the `admin` group or IAM. */
  compareModels: ModelComparison;
  /**
   * What AWS would charge for what was done in the last hours, by the units that CloudWatch counted and dated list prices.
   * CloudWatch charges for each answer: less than a tenth of a cent. Needs the `admin` group or IAM.
   */
  countedCosts: CountedCosts;
  /**
   * What could not be handled and waits, in no order. A look hides it from others for a second or two, and leaves it where
   * it is. Needs the `admin` group or IAM.
   */
  deadLetters: Array<DeadLetter>;
  /** How the parts of the deployment are now. Needs the `admin` group or IAM. */
  deploymentHealth: DeploymentHealth;
  /** What became of the data of a user who wanted them erased, or null when nobody asked for it. */
  erasureReceipt?: Maybe<ErasureReceipt>;
  /**
   * What the explored places of a placement would have brought under another policy, by what was drawn in the lists made from
   * one day to another: nobody has to see it for that. Needs the `admin` group or IAM.
   */
  evaluatePolicy: PolicyEvaluation;
  /** An experiment; null when there is none of that id. Needs the `admin` group or IAM. */
  experiment?: Maybe<Experiment>;
  /** What is known of an experiment. Users are counted when their window is over. Needs the `admin` group or IAM. */
  experimentResults: ExperimentResults;
  /** The experiments, the id that sorts last first. Needs the `admin` group or IAM. */
  experiments: ExperimentList;
  /** Why an item is in a user's list, or why not, as a list made now would have it. */
  explainItem: ItemExplanation;
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
  /** How what is live is doing; null before the first look. Needs the `admin` group or IAM. */
  modelHealth?: Maybe<ModelHealth>;
  /** One version of the model, or null when there is none. Needs the `admin` group or IAM. */
  modelVersion?: Maybe<ModelVersion>;
  /** The versions of the model, newest first. Needs the `admin` group or IAM. */
  modelVersions: ModelVersionList;
  /** What applies to a placement; null when nothing was ever said. Needs the `admin` group or IAM. */
  placement?: Maybe<Placement>;
  /** The placements that something applies to, by name. Needs the `admin` group or IAM. */
  placements: PlacementList;
  /** What most people like. */
  popularItems: RecommendationList;
  /**
   * What people did with the lists that were made from one day to another. It lags behind by seconds; the last seven days
   * still grow. Needs the `admin` group or IAM.
   */
  recommendationMetrics: RecommendationMetrics;
  /** Items for a user, best first, without those that the user interacted with. */
  recommendations: RecommendationList;
  /**
   * Items for a visitor who is nobody: the history comes with the request, and neither it nor the list is stored. Best
   * first, without those in the history.
   */
  recommendationsFor: RecommendationList;
  /** The given items in the order that suits the user; items that the model does not know come last. */
  rerankItems: RecommendationList;
  /** Items like one item. */
  similarItems: RecommendationList;
  /**
   * Who is interested in the same items as a user, the most similar first; nobody for a user of whom nothing is known.
   * Impressions and what people dislike do not count; whoever was erased or looks like a robot is not answered. Needs the
   * `admin` group or IAM, and a deployment that has it switched on (`similarUsers`); else the error is `SimilarUsersOff`.
   */
  similarUsers: Array<SimilarUser>;
  /** One training run, or null when there is none. Needs the `admin` group or IAM. */
  trainingRun?: Maybe<TrainingRun>;
  /** The training runs, newest first. Needs the `admin` group or IAM. */
  trainingRuns: TrainingRunList;
  /** What rises at the moment. Falls back to what is popular while nothing does. */
  trendingItems: RecommendationList;
  /**
   * Everything that is kept of a user: what they did, what was shown to them, and what was inferred. Copies under a
   * pseudonym, in backups, in lists in bulk, in what is held back and in the queue of failures are made of it and are not
   * listed again.
   */
  userData: UserDataList;
};


export type QueryAnomaliesArgs = {
  from?: InputMaybe<Scalars['AWSDateTime']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


export type QueryAuditLogArgs = {
  from?: InputMaybe<Scalars['AWSDateTime']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  to?: InputMaybe<Scalars['AWSDateTime']['input']>;
};


export type QueryBatchRecommendationArgs = {
  batchId: Scalars['ID']['input'];
};


export type QueryBatchRecommendationsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


export type QueryCompareModelsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  userId: Scalars['ID']['input'];
  versions: Array<Scalars['ID']['input']>;
};


export type QueryCountedCostsArgs = {
  hours?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryDeadLettersArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryErasureReceiptArgs = {
  userId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryEvaluatePolicyArgs = {
  from: Scalars['AWSDate']['input'];
  goal?: InputMaybe<ExperimentGoal>;
  placement: Scalars['String']['input'];
  policy: ExplorationPolicyInput;
  to: Scalars['AWSDate']['input'];
};


export type QueryExperimentArgs = {
  experimentId: Scalars['ID']['input'];
};


export type QueryExperimentResultsArgs = {
  experimentId: Scalars['ID']['input'];
};


export type QueryExperimentsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


export type QueryExplainItemArgs = {
  excludeItemIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  filter?: InputMaybe<ItemFilterInput>;
  itemId: Scalars['ID']['input'];
  limit?: InputMaybe<Scalars['Int']['input']>;
  placement?: InputMaybe<Scalars['String']['input']>;
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


export type QueryPlacementArgs = {
  placement: Scalars['String']['input'];
};


export type QueryPlacementsArgs = {
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


export type QueryRecommendationMetricsArgs = {
  from: Scalars['AWSDate']['input'];
  groupBy?: InputMaybe<MetricGrouping>;
  placement?: InputMaybe<Scalars['String']['input']>;
  to: Scalars['AWSDate']['input'];
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


export type QueryRecommendationsForArgs = {
  context?: InputMaybe<ContextInput>;
  diversity?: InputMaybe<Scalars['Float']['input']>;
  excludeItemIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  explain?: InputMaybe<Scalars['Boolean']['input']>;
  filter?: InputMaybe<ItemFilterInput>;
  history: Array<HistoryEntryInput>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  maxLatencyMs?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  placement?: InputMaybe<Scalars['String']['input']>;
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


export type QuerySimilarUsersArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  userId: Scalars['ID']['input'];
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

/** A rate, and where the true one lies with 95% confidence (Wilson's interval). */
export type RateInterval = {
  __typename?: 'RateInterval';
  /** The upper bound. */
  high: Scalars['Float']['output'];
  /** The lower bound. */
  low: Scalars['Float']['output'];
  /** The rate measured, 0 to 1. */
  value: Scalars['Float']['output'];
};

/** One reason and its part of the score. */
export type Reason = {
  __typename?: 'Reason';
  /** The kind of reason. */
  code: ReasonCode;
  /** What speaks for the item. */
  evidence: Evidence;
  /** The reason's part of the score, with seven digits. The shares of one item add up to its score. */
  share: Scalars['Float']['output'];
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
  /** Why the list is empty, where a rule of its placement made it so; else empty. */
  notices: Array<ListNotice>;
  /** The place in the product that the list is for. */
  placement: Scalars['String']['output'];
  /** Identifies the list; send it back with interactions that the list led to. */
  recommendationId: Scalars['ID']['output'];
  /** Where the list comes from. */
  source: RecommendationSource;
  /** The user that the list is for; null for lists that are for nobody in particular. */
  userId?: Maybe<Scalars['ID']['output']>;
};

/** What people did with lists, in all and by group. */
export type RecommendationMetrics = {
  __typename?: 'RecommendationMetrics';
  /** Items in the catalogue, as DynamoDB last counted them (about every six hours). */
  catalogueItems?: Maybe<Scalars['Float']['output']>;
  /**
   * By group, in the order of what they are grouped by; empty when nothing is asked to be grouped. At most 500, those with
   * the most impressions.
   */
  groups: Array<ListMetrics>;
  /** All of it. */
  total: ListMetrics;
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
  /** Where the item stood in that list, 0 to 499, counted through all of its pages. */
  position?: InputMaybe<Scalars['Int']['input']>;
  /** Free-form properties, a JSON object of at most 4 KB. */
  properties?: InputMaybe<Scalars['AWSJSON']['input']>;
  /** The list that led to the interaction. It counts for the list within seven days: `recommendationMetrics`. */
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
  limit?: InputMaybe<Scalars['Int']['input']>;
};

/** A dead letter that was not replayed. It waits on. */
export type ReplayFailure = {
  __typename?: 'ReplayFailure';
  /** The code of the failure: that of the function, `NOT_REPLAYABLE` or `UNAVAILABLE`. */
  code: Scalars['String']['output'];
  /** Of the message in the queue. */
  messageId: Scalars['ID']['output'];
  /** Why. */
  reason: Scalars['String']['output'];
};

/** What became of dead letters. */
export type ReplayedDeadLetters = {
  __typename?: 'ReplayedDeadLetters';
  /** Those that were tried, and wait on. */
  failures: Array<ReplayFailure>;
  /** How many were handled now, and left the queue. */
  replayed: Scalars['Int']['output'];
  /** How many wait, about; null when SQS did not say. */
  waiting?: Maybe<Scalars['Int']['output']>;
};

/** Which lists to make. */
export type RequestBatchRecommendationsInput = {
  /** Items of each list at most, 1 to 500; 50 or more with `store`. Left out: 50. */
  limit?: InputMaybe<Scalars['Int']['input']>;
  /** The version of the model that makes them; it needs an endpoint. Left out: the live one. */
  modelVersion?: InputMaybe<Scalars['ID']['input']>;
  /** The place in the product that the lists are for. Left out: `home`. */
  placement?: InputMaybe<Scalars['String']['input']>;
  /** Whether the lists become stored lists of their users, 50 items each. Left out: `false`. */
  store?: InputMaybe<Scalars['Boolean']['input']>;
  /**
   * An object of the archive bucket that names the users, `batch/users/` and a name of 1 to 200 letters, digits, ".", "_" and
   * "-": JSON Lines of `{"userId": "…"}`. Left out: all who have a history.
   */
  usersKey?: InputMaybe<Scalars['String']['input']>;
};

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
  /**
   * The part of the live model's nDCG that the new one may lose, 0 to 1: less does not matter, however sure it is. A first
   * model may lose as much against the popular list.
   */
  toleratedLoss?: InputMaybe<Scalars['Float']['input']>;
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

/** The goal in a segment: it explains a verdict and never makes one. */
export type SegmentResult = {
  __typename?: 'SegmentResult';
  /** The variant's rate minus the control's. */
  difference?: Maybe<ExperimentDifference>;
  /** The users. */
  segment: UserSegment;
  /** Users of the variant and the control. */
  users: Scalars['Int']['output'];
};

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

/** Somebody who is interested in the same items as somebody else. */
export type SimilarUser = {
  __typename?: 'SimilarUser';
  /** The items that both are interested in, those with the fewest interested people first. */
  commonItemIds: Array<Scalars['ID']['output']>;
  /** How alike the two are: above 0, and 1 for the same items. An item counts less the more people are interested in it. */
  similarity: Scalars['Float']['output'];
  /** Who it is. */
  userId: Scalars['ID']['output'];
};

/** How many lists came from a source. */
export type SourceShare = {
  __typename?: 'SourceShare';
  /** 0 to 1; the shares add up to 1. */
  share: Scalars['Float']['output'];
  /** The source. */
  source: RecommendationSource;
};

/** The stream by which interactions reach trends and pushes, in the last fifteen minutes. */
export type StreamHealth = {
  __typename?: 'StreamHealth';
  /** Batches that were handled. */
  batches: Scalars['Float']['output'];
  /** Batches that failed, and came again. */
  errors: Scalars['Float']['output'];
  /** How long the oldest record of a batch had waited, at most, in milliseconds; null when nothing came. */
  iteratorAgeMs?: Maybe<Scalars['Float']['output']>;
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

/** A table of the deployment. */
export type TableHealth = {
  __typename?: 'TableHealth';
  /** Bytes, likewise. */
  bytes?: Maybe<Scalars['Float']['output']>;
  /** Its name in DynamoDB. */
  name: Scalars['String']['output'];
  /** Rows, as DynamoDB last counted them (about every six hours). */
  rows?: Maybe<Scalars['Float']['output']>;
  /** DynamoDB's word for its state: ACTIVE is well. */
  status: Scalars['String']['output'];
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

/** What is to be undone. */
export type UndoMergeInput = {
  /** Whom they became. Left out: the signed-in user. Another user needs the `admin` group or IAM. */
  userId?: InputMaybe<Scalars['ID']['input']>;
  /** The visitor, by the plain id (`Merge.visitorId`). */
  visitorId: Scalars['ID']['input'];
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

/** Who a user was when the experiment was first seen. */
export type UserSegment =
  /** Nothing was recorded of the user before. */
  | 'NEW'
  /** The user had done something before. */
  | 'RETURNING';

/** What the users of a variant did within their windows. */
export type VariantResult = {
  __typename?: 'VariantResult';
  /** Users who saw a degraded list. */
  degraded: Scalars['Int']['output'];
  /** Its rate minus the control's; null for the control, and before the first user. */
  difference?: Maybe<ExperimentDifference>;
  /** Users who disliked an item of a list. */
  dislikes: Scalars['Int']['output'];
  /** What is watched. */
  guards: Array<GuardResult>;
  /** Users who reached the goal; REVENUE: the sum of shares of the cap. */
  outcomes: Scalars['Float']['output'];
  /** Outcomes for each user; null without users. */
  rate?: Maybe<EstimateInterval>;
  /** What its users paid, without a cap. */
  revenue: Scalars['Float']['output'];
  /** The goal by segment. */
  segments: Array<SegmentResult>;
  /** The share of all users who get it now, 0 to 1. */
  share: Scalars['Float']['output'];
  /** Users whose window is over. */
  users: Scalars['Int']['output'];
  /** The variant. */
  variant: Scalars['ID']['output'];
  /** What may be said of it; null for the control. */
  verdict?: Maybe<ExperimentVerdict>;
};

/** A share of all users. */
export type VariantShare = {
  __typename?: 'VariantShare';
  /** 0 to 1. */
  share: Scalars['Float']['output'];
  /** The variant. */
  variant: Scalars['ID']['output'];
};

/** Somebody without an account who lets themselves be known. */
export type Visitor = {
  __typename?: 'Visitor';
  /**
   * The signed id, by which the visitor proves who they are: the header `authorization`, and `mergeUser`. Keep it like a
   * password, in the visitor's browser only.
   */
  anonymousId: Scalars['ID']['output'];
  /** Until when the signed id is good: 400 days. */
  expiresAt: Scalars['AWSDateTime']['output'];
  /** The visitor's user id, in everything that is kept of them and answered about them. It opens nothing. */
  visitorId: Scalars['ID']['output'];
};
