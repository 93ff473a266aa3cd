/**
 * Recommendations in bulk: the row of the models table, the objects of the archive bucket, and what the jobs write.
 * docs/decisions/2026-11-28-lists-in-bulk.md says why it is so.
 *
 * Models table: `BATCH` / `<batchId>`, a batch, state by state (`BatchRow`). Instants are ISO 8601 in UTC with
 * milliseconds. What readers show nested is kept as JSON text.
 */
export const batchPartitionKey = 'BATCH';

/** The states of a batch that people see, in their order. STORE only when it is asked for. */
export const batchStages = ['COLLECT', 'PREPARE', 'TRANSFORM', 'CHECK', 'STORE'] as const;
export type BatchStage = (typeof batchStages)[number];

/** How a batch ended, or RUNNING. REFUSED: it cannot be made as it was asked for; SKIPPED: nobody is to have a list. */
export type BatchStatus = 'RUNNING' | 'COMPLETED' | 'REFUSED' | 'SKIPPED' | 'FAILED';

export interface BatchRow {
  pk: typeof batchPartitionKey;
  /** `<batchId>`: sorts by the time of its start. */
  sk: string;
  batchId: string;
  executionArn: string;
  status: BatchStatus;
  placement: string;
  /** Items of each list. */
  listSize: number;
  /** Whether the lists become stored lists. */
  store: boolean;
  /** The object that names the users; left out: all who have a history. */
  usersKey?: string;
  /** The version that makes the lists, once it is known. */
  modelVersion?: string;
  requestedBy?: string;
  /** Also `generatedAt` of each list: repeated, a batch writes the same. */
  startedAt: string;
  endedAt?: string;
  /** One sentence with a code first, once the batch has ended otherwise than COMPLETED. */
  reason?: string;
  /** When each stage began. The last one is the stage that the batch is in, or that it ended in. */
  stages: { [Stage in BatchStage]?: string };
  /** JSON text of `PreparedBatch`, from TRANSFORM on. */
  prepared?: string;
  /** JSON text of `CheckedBatch`, once the lists are there. */
  checked?: string;
  /** JSON text of `StoredLists`, all parts together, once the batch has ended. */
  stored?: string;
  expiresAt: number;
}

/** The input of the workflow. */
export interface BatchWorkflowInput {
  placement: string;
  listSize: number;
  store: boolean;
  usersKey?: string;
  modelVersion?: string;
  requestedBy?: string;
}

/** Where the objects lie that may be named as `usersKey`: JSON Lines of `{ "userId": … }`. */
export const batchUsersPrefix = 'batch/users/';

/** Where the lists of a batch lie. */
export const batchListsPrefix = (batchId: string): string => `batch/${batchId}/lists/`;

/**
 * The objects of the archive bucket, besides the exports (`archiveKeys.exports`). They name people, and are removed after
 * a week. A part has the same name everywhere, and line by line the same users in `requests`, `users` and `answers`.
 * - `settings/settings.json`: what the jobs are told (`BatchJobSettings`)
 * - `requests/<part>.jsonl`: an `InvocationRequest` a line; `users/<part>.jsonl`: whose it is (`BatchUser`)
 * - `answers/<part>.jsonl.out`: what the model answered
 * - `lists/<part>.jsonl`: the lists (`BatchList`); users without one are left out
 * - `skipped/<stage>.jsonl`: who has no list, and why (`SkippedUser`)
 * - `prepared/report.json`: `PreparedBatch`; `checked/report.json`: `CheckedBatch`
 * - `stored/<part>.json`: `StoredLists` of a part that is done
 */
export const batchKeys = {
  settings: (batchId: string): string => `batch/${batchId}/settings/`,
  requests: (batchId: string): string => `batch/${batchId}/requests/`,
  users: (batchId: string): string => `batch/${batchId}/users/`,
  answers: (batchId: string): string => `batch/${batchId}/answers/`,
  lists: batchListsPrefix,
  skipped: (batchId: string): string => `batch/${batchId}/skipped/`,
  prepared: (batchId: string): string => `batch/${batchId}/prepared/`,
  checked: (batchId: string): string => `batch/${batchId}/checked/`,
  stored: (batchId: string, part: string): string => `batch/${batchId}/stored/${part}.json`,
};

/** `settings.json` of the jobs of a batch. */
export interface BatchJobSettings {
  batchId: string;
  placement: string;
  listSize: number;
  modelVersion: string;
  /** Of the batch: the time from which ages count, and `generatedAt` of the lists. */
  startedAt: string;
  /** The last part of `usersKey`; left out: all who have a history. */
  usersFile?: string;
}

/** Whose request a line is. */
export interface BatchUser {
  userId: string;
  /** The greatest `recordedAt` of the history that the request holds. */
  basedOn: string;
}

/** One list. */
export interface BatchList {
  userId: string;
  placement: string;
  recommendationId: string;
  modelVersion: string;
  /** As the model named it: MODEL, CONTENT or POPULAR. */
  source: string;
  generatedAt: string;
  basedOn: string;
  items: { itemId: string; score: number; reasons: object[] }[];
}

/**
 * Why somebody has no list: a line of the file is no user (INVALID_LINE) or one that it has named before (REPEATED); the
 * tables hold nothing of the user (UNKNOWN_USER) or no interaction that can be used (NO_HISTORY); the user is ERASED; the
 * model refused the request (MODEL_REFUSED) or answered a part in another form or number (ANSWERS_UNUSABLE); nothing of
 * the answer may be shown (NO_ITEMS).
 */
export type SkipReason =
  | 'INVALID_LINE'
  | 'REPEATED'
  | 'UNKNOWN_USER'
  | 'NO_HISTORY'
  | 'ERASED'
  | 'MODEL_REFUSED'
  | 'ANSWERS_UNUSABLE'
  | 'NO_ITEMS';

/** A line of `skipped/<stage>.jsonl`. */
export interface SkippedUser {
  /** Of an INVALID_LINE there is none. */
  userId?: string;
  /** Of the file that named the user. */
  line?: number;
  reason: SkipReason;
}

/** What the job `prepare-batch` made: its `report.json`. */
export interface PreparedBatch {
  /** The names of the parts; none when nobody is to have a list. */
  parts: string[];
  users: number;
  skipped: { [Reason in SkipReason]?: number };
  /** Rows of the table that could not be read, by field. */
  rejected: Record<string, number>;
}

/** What the job `check-batch` made: its `report.json`. */
export interface CheckedBatch {
  lists: number;
  /** Items of all lists. */
  items: number;
  /** Items that the model named and the catalogue forbids: hidden, gone or not available. */
  itemsLeftOut: number;
  skipped: { [Reason in SkipReason]?: number };
}

/** What became of lists that were to be stored. */
export interface StoredLists {
  stored: number;
  /** A list from a newer history was there. */
  superseded: number;
  /** DynamoDB takes no such row. */
  unstorable: number;
}
