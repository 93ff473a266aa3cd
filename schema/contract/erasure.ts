import type { UserDataKind } from '../generated/types.ts';
import type { erasedSortKey, erasureTaskSortKey } from './keys.ts';

/**
 * What is kept of an erasure: the mark in the user's partition, which is all that stays and carries the receipt, and the
 * task, which lets the workflow go by the erasure's id: histories of executions are kept for 90 days and name nobody.
 */

export type ErasureStatus = 'ERASING' | 'ERASED';

/** How many of each kind were erased. */
export type ErasedCounts = Partial<Record<UserDataKind, number>>;

/** A copy that no erasure reaches, and until when it is there. */
export interface RemainingCopy {
  place: 'ARCHIVE' | 'TRAINING_DATA' | 'EXPORTS' | 'BATCH_LISTS' | 'BACKUPS' | 'STREAM' | 'MODEL_VERSION';
  /** Of a MODEL_VERSION. */
  modelVersion?: string;
  /** ISO 8601 in UTC with milliseconds; left out: until what `note` says. */
  until?: string;
  note: string;
}

/** Says that the data of a user were erased, in the user's partition. Later events are refused while it is there. */
export interface ErasedRow {
  pk: string;
  sk: typeof erasedSortKey;
  erasureId: string;
  status: ErasureStatus;
  requestedAt: string;
  /** Of the erasure that ended last. */
  erasedAt?: string;
  /** JSON text of `ErasedCounts`, of all erasures of the user that have ended. */
  counts?: string;
  /** JSON text of `RemainingCopy[]`, of the erasure that ended last. */
  remaining?: string;
}

/** Whose data an erasure is about. The attributes of `ErasedCounts` are added up here, in the transactions that delete. */
export type ErasureTaskRow = {
  pk: string;
  sk: typeof erasureTaskSortKey;
  userId: string;
  /** Ids of the marks that what the user did may be held back under, collected as the rows that say so are deleted. */
  anomalyIds?: Set<string>;
  /** Visitors who became the user: what is left of them goes too. Collected likewise. */
  visitorIds?: Set<string>;
  /** How far a sweep has come with what was held back, where a call was not enough. */
  heldCursor?: HeldCursor;
} & ErasedCounts;

/** A mark may hold back so much of others that one call of the function does not get to its end. */
export interface HeldCursor {
  /** Another sweep begins at the beginning: what came meanwhile may lie anywhere. */
  sweep: string;
  /** The user, or a visitor who became the user. */
  userId: string;
  /** Marks that are done. */
  done: string[];
  /** The one at hand, and the sort key up to which it is done. */
  anomalyId?: string;
  after?: string;
}

/** The input of the workflow. It names nobody. */
export interface ErasureWorkflowInput {
  erasureId: string;
  /** Between the two sweeps. */
  settleSeconds: number;
}

/** The input of the function `erase-user`. */
export interface EraseUserInput {
  step: 'sweep' | 'finish';
  erasureId: string;
  /** Names the sweep, which may take several calls. */
  sweep: string;
}

/** Its answer: whether the step is done, or is to be called again. */
export interface EraseUserAnswer {
  isDone: boolean;
}
