/**
 * The life of a model: the rows of the models table, the objects of the archive bucket, and what the steps of the
 * training workflow hand on. docs/decisions/2026-11-28-the-life-of-a-model.md says why it is so.
 *
 * Models table (`pk`, `sk`; `expiresAt` is the TTL attribute, in seconds):
 * - `LIVE` / `LIVE`: which versions answer requests (`LiveRow`)
 * - `LOCK` / `TRAINING`: the one training that runs (`TrainingLockRow`)
 * - `VERSION` / `<modelVersion>`: a model (`ModelVersionRow`)
 * - `RUN` / `<runId>`: a training run, state by state (`TrainingRunRow`)
 *
 * Instants are ISO 8601 in UTC with milliseconds. Rows that readers show keep nested values as JSON text.
 */

export const livePartitionKey = 'LIVE';
export const liveSortKey = 'LIVE';
export const lockPartitionKey = 'LOCK';
export const trainingLockSortKey = 'TRAINING';
export const versionPartitionKey = 'VERSION';
export const runPartitionKey = 'RUN';

/** A version that answers requests. */
export interface ServedVersion {
  modelVersion: string;
  endpointName: string;
}

/** A version that is tried: in SHADOW it is asked beside the champion, in CANARY it answers for a share of the users. */
export interface TriedVersion extends ServedVersion {
  stage: 'SHADOW' | 'CANARY';
  /** 0 to 1: of requests (SHADOW) or of users (CANARY). */
  share: number;
}

/** Which versions answer. Absent before the first model. Written under a condition on `revision`. */
export interface LiveRow {
  pk: typeof livePartitionKey;
  sk: typeof liveSortKey;
  /** Goes up by one with each write. */
  revision: number;
  champion: ServedVersion;
  challenger?: TriedVersion;
  updatedAt: string;
  /** `training` or the user who did it. */
  updatedBy: string;
}

/** Where a version is in its life. */
export type ModelVersionStatus = 'REGISTERED' | 'REJECTED' | 'SHADOW' | 'CANARY' | 'LIVE' | 'RETIRED' | 'REMOVED';

/** A model that was trained. `modelVersion` is the id of the run that made it. */
export interface ModelVersionRow {
  pk: typeof versionPartitionKey;
  sk: string;
  modelVersion: string;
  status: ModelVersionStatus;
  createdAt: string;
  /** While it has one: the last two versions that were live keep theirs. */
  endpointName?: string;
  /** When it last ceased to be the champion. */
  retiredAt?: string;
  /** `s3://…/model.tar.gz`. */
  artifact: string;
  /** JSON text of `JudgeVerdict`. */
  verdict?: string;
  /** JSON text of `Lineage`. */
  lineage: string;
  /** Why it is REJECTED or was taken back. */
  reason?: string;
}

/** What a model came from. */
export interface Lineage {
  runId: string;
  /** SHA-256 of the training data, in hex. */
  dataFingerprint: string;
  /** Of the newest interaction that it learned from. */
  trainedUntil: string;
  interactions: number;
  items: number;
  users: number;
  seed: number;
  hyperparameters: Record<string, string>;
  /** The URI of the container's image, which names the code. */
  image: string;
}

/** The states of a run that people see, in their order. */
export const trainingStages = [
  'COLLECT',
  'PREPARE',
  'VALIDATE',
  'TRAIN',
  'JUDGE',
  'REGISTER',
  'DEPLOY',
  'SMOKE_TEST',
  'SHADOW',
  'CANARY',
  'PROMOTE',
  'CLEAN_UP',
] as const;
export type TrainingStage = (typeof trainingStages)[number];

/** How a run ended, or RUNNING. SKIPPED: there was nothing to learn; REJECTED: the new model was not good enough. */
export type TrainingRunStatus = 'RUNNING' | 'PROMOTED' | 'REJECTED' | 'REFUSED' | 'SKIPPED' | 'FAILED';
export type TrainingTrigger = 'SCHEDULE' | 'REQUEST' | 'FIRST' | 'DRIFT';

/** A run of the training workflow. */
export interface TrainingRunRow {
  pk: typeof runPartitionKey;
  /** `<runId>`: sorts by the time of its start. */
  sk: string;
  runId: string;
  executionArn: string;
  status: TrainingRunStatus;
  trigger: TrainingTrigger;
  requestedBy?: string;
  startedAt: string;
  endedAt?: string;
  /** One sentence with a code first, once the run has ended otherwise than PROMOTED. */
  reason?: string;
  /** When each stage began. The last one is the stage that the run is in, or that it ended in. */
  stages: { [Stage in TrainingStage]?: string };
  /** JSON text of `DataReport`, from VALIDATE on. */
  dataReport?: string;
  /** JSON text of `JudgeVerdict`, from JUDGE on. */
  verdict?: string;
  /** JSON text of `RolloutObservation[]`. */
  observations?: string;
  /** Until when the interactions of this run were collected: the next run begins here. Only once they are archived. */
  collectedUntil?: string;
  /** The version that the run made, from REGISTER on. */
  modelVersion?: string;
  expiresAt: number;
}

/** Held by the run that is at work. A lock whose execution has ended is free. */
export interface TrainingLockRow {
  pk: typeof lockPartitionKey;
  sk: typeof trainingLockSortKey;
  runId: string;
  executionArn: string;
  since: string;
}

/** What `requestTraining` may set; the defaults are the deployment's. Shares are 0 to 1. */
export interface TrainingSettings {
  budgetSeconds: number;
  seed: number;
  shadowShare: number;
  shadowSeconds: number;
  canaryShare: number;
  canarySeconds: number;
  /** A new model may lose this part of the live one's nDCG, 0 to 1: less does not matter, however sure it is. */
  toleratedLoss: number;
  /** Trains even if there is too little that is new. */
  force: boolean;
}

/** The input of the training workflow. */
export interface TrainingWorkflowInput {
  trigger: TrainingTrigger;
  requestedBy?: string;
  settings?: Partial<TrainingSettings>;
}

/**
 * The objects of the archive bucket, by key:
 * - `exports/<runId>/…`: what DynamoDB exported, with the ids of people; removed after a week
 * - `interactions/day=<YYYY-MM-DD>/<runId>.jsonl.gz`: interactions of that day by pseudonym, one part per run; those of
 *   before 2026, which were imported, by month: `month=<YYYY-MM>`
 * - `items/items.jsonl.gz`: the catalogue; `items/suspects.json`: whose interactions training leaves out, by pseudonym
 * - `keys/pseudonyms`: the 32 bytes of the key that makes pseudonyms
 * - `erased/<pseudonym>`: people whose interactions leave the archive with the next run, and stay out of it for a day at
 *   least: a mark goes with the first run after that
 * - `runs/<runId>/settings/settings.json`: what `prepare` and `judge` are told; `runs/<runId>/previous/report.json`: the
 *   report of the last run that collected, if there was one
 * - `runs/<runId>/training/interactions/…`, `…/training/items/…`: the input of training; `…/training/manifest.json` names
 *   the partitions of the interactions, and what is worth fitting outside the container
 * - `runs/<runId>/judging/cases.jsonl.gz`: what the models are judged by
 * - `runs/<runId>/report/report.json`: `DataReport`; `runs/<runId>/verdict/verdict.json`: `JudgeVerdict`
 * A prefix that a job reads is never empty: `BeginRun` puts an object named `about` (JSON) where none may be.
 */
export const archiveKeys = {
  exports: (runId: string): string => `exports/${runId}/`,
  interactions: 'interactions/',
  items: 'items/',
  pseudonymKey: 'keys/pseudonyms',
  erased: 'erased/',
  settings: (runId: string): string => `runs/${runId}/settings/`,
  previous: (runId: string): string => `runs/${runId}/previous/`,
  training: (runId: string): string => `runs/${runId}/training/`,
  /** What the Spark job writes: its sample in `interactions/`, its parts in `prefitted/`. */
  parts: (runId: string): string => `runs/${runId}/parts/`,
  judging: (runId: string): string => `runs/${runId}/judging/`,
  report: (runId: string): string => `runs/${runId}/report/`,
  verdict: (runId: string): string => `runs/${runId}/verdict/`,
};

/** Characters of a pseudonym: 132 bits, so that two of a billion ids meet with a chance below 1 in 10^21. */
export const pseudonymLength = 22;

/** What the `prepare` job found: its `report.json`. */
export interface DataReport {
  /** `code: sentence` for each thing that forbids to train on this; empty when there is none. */
  refusals: string[];
  /** Set when there is too little data for any model yet; nothing is broken then. */
  tooLittle?: string;
  /** SHA-256 of the training data, in hex. */
  fingerprint: string;
  interactions: number;
  users: number;
  items: number;
  /** Interactions of this run that the archive did not have. */
  newInteractions: number;
  /** Rows that could not be read, by reason. */
  rejected: Record<string, number>;
  /** Of the newest interaction in the training data, which ends before the judged ones begin. */
  trainedUntil: string;
  /** Interactions held out for judging, and of how many users. */
  judgedInteractions: number;
  judgedUsers: number;
  /** Interactions by event type over the newest window, as shares that add up to 1. */
  eventTypes: Record<string, number>;
  drift: DriftReport;
}

/** How far the newest window of interactions is from those before it. */
export interface DriftReport {
  /** Population stability index of each kind of distribution, and the threshold learned from the past windows. */
  measures: { name: 'EVENT_TYPES' | 'ITEMS' | 'USERS' | 'VOLUME'; value: number; threshold: number }[];
  /** Whether a value is above its threshold. */
  drifted: boolean;
  /** How many windows the thresholds are learned from; below the least there is no alarm. */
  windows: number;
}

/** One of the segments that models are compared on. */
export interface SegmentVerdict {
  segment: 'ALL' | 'NEW_USERS' | 'RETURNING_USERS' | 'COLD_ITEMS';
  cases: number;
  championNdcg?: number;
  challengerNdcg: number;
  /** Challenger minus champion, with its 95% confidence interval over users. */
  difference?: { value: number; low: number; high: number };
}

/** What the `judge` job found: its `verdict.json`. */
export interface JudgeVerdict {
  challenger: string;
  champion?: string;
  isAccepted: boolean;
  /** One sentence with a code first. */
  reason: string;
  segments: SegmentVerdict[];
  /** Share of the catalogue in the lists, mean distance of items in a list, mean surprise of items: by version. */
  coverage: { champion?: number; challenger: number };
  diversity: { champion?: number; challenger: number };
  novelty: { champion?: number; challenger: number };
}

/** What was seen of a version that is tried. */
export interface RolloutObservation {
  stage: 'SHADOW' | 'CANARY';
  at: string;
  requests: number;
  errorRate: number;
  championErrorRate: number;
  latencyMilliseconds: number;
  championLatencyMilliseconds: number;
  /** Mean share of the champion's ten first items that are among the challenger's (SHADOW). */
  overlap?: number;
  clickRate?: number;
  championClickRate?: number;
  decision: 'GO_ON' | 'PASSED' | 'FAILED';
  /** One sentence with a code first. */
  reason: string;
}

/** The names of the CloudWatch metrics by which versions are watched, in the namespace of the functions. */
export const versionMetrics = {
  /** Dimension of each of them: the model version. */
  dimension: 'ModelVersion',
  requests: 'ModelRequests',
  errors: 'ModelErrors',
  latency: 'ModelLatency',
  shadowRequests: 'ShadowRequests',
  shadowErrors: 'ShadowErrors',
  shadowLatency: 'ShadowLatency',
  shadowOverlap: 'ShadowOverlap',
  impressions: 'Impressions',
  clicks: 'Clicks',
} as const;
