import type { erasedSortKey, mergeTaskSortKey } from './keys.ts';

/**
 * What is kept of a merge: the merge itself in the person's partition, the mark in the visitor's, and the task, which lets
 * the workflow go by the merge's id: histories of executions name nobody.
 */

export type MergeStatus = 'MERGING' | 'MERGED' | 'UNDOING';

/** A visitor who became a user, in the user's partition. What moves rows does so on the condition of it. */
export interface MergeRow {
  pk: string;
  sk: string;
  mergeId: string;
  visitorId: string;
  status: MergeStatus;
  /** ISO 8601 in UTC with milliseconds, as below. */
  mergedAt: string;
  undoUntil: string;
  /** Interactions and impressions that were moved. */
  moved: number;
  /** While it is undone: the sort key up to which what was moved has been given back. */
  cursor?: string;
}

/**
 * Says that a visitor became somebody, in the visitor's partition, in the place of the mark of an erasure: whatever keeps
 * away from the erased keeps away from the merged. It does not say who they became.
 */
export interface MergedMark {
  pk: string;
  sk: typeof erasedSortKey;
  status: 'MERGED';
  mergeId: string;
}

/** Whom a merge is about. */
export interface MergeTaskRow {
  pk: string;
  sk: typeof mergeTaskSortKey;
  userId: string;
  visitorId: string;
}

/** The attribute of an interaction that was moved: the visitor who did it. What bears it was counted before. */
export const mergedFromAttribute = 'mergedFrom';

/** The input of the workflow. It names nobody. */
export interface MergeWorkflowInput {
  mergeId: string;
  settleSeconds: number;
}

/** The input of the function `merge-user`. */
export type MergeUserInput =
  | { step: 'begin'; userId: string; anonymousId: string }
  | { step: 'beginUndo'; userId: string; visitorId: string }
  | { step: 'sweep' | 'finish'; mergeId: string };

/** A merge as the API answers it. */
export interface MergeState {
  visitorId: string;
  userId: string;
  status: MergeStatus | 'UNDONE';
  mergedAt: string;
  undoUntil: string;
  moved: number;
}

/** Why a merge was not begun; `errorType` and `message` are for the caller. */
export interface MergeRefusal {
  errorType:
    'InvalidVisitor' | 'VisitorMerged' | 'UserErased' | 'MergeNotFound' | 'MergeUndoing' | 'MergeSettled' | 'Throttled';
  message: string;
}

/** What `begin` and `beginUndo` answer. Without `mergeId` there is nothing left to do. */
export interface BegunMerge {
  refusal?: MergeRefusal;
  mergeId?: string;
  merge?: MergeState;
}

/** What `sweep` and `finish` answer: whether it is done, or to be called again; `sweep` also the merge if it was there. */
export interface MergeProgress {
  isDone: boolean;
  merge?: MergeState;
}
