import type { ExperimentVariant } from './feedback.ts';

/**
 * Experiments: what is compared, who was exposed to what, and what came of it.
 *
 * Feedback table:
 * - `EXPERIMENTS` / `<experimentId>`: `ExperimentRow`
 * - `EXPERIMENT#<experimentId>` / `SUMS`: `ExperimentSumsRow`
 * - `EXPERIMENT#<experimentId>` / `SPLIT#<instant>`: `ExperimentSplitRow`, one for each split that it had
 * - `EXPOSED#<experimentId>#<bucket>` / `<userId>`: who was exposed in these seconds (`ExposedRow`), so that whoever
 *   closes windows finds them without a scan
 *
 * User data table: `USER#<userId>` / `VARIANT#<experimentId>`: `VariantRow`. A user whose row is gone, being erased, is
 * in no sum that is made from then on.
 */
export const experimentSumsSortKey = 'SUMS';
export const experimentSplitPrefix = 'SPLIT#';

export const experimentSplitSortKey = (instant: string): string => `${experimentSplitPrefix}${instant}`;

/** Exposures are found by the seconds in which they were noted: this many share a partition. */
export const exposureBucketSeconds = 10;
/** How long the stream may be behind when a window closes. What is later is not counted, whatever its variant. */
export const exposureSettlingSeconds = 15;
/** An exposed user keeps the variant so long, and an experiment runs no longer. */
export const exposureSeconds = 15_552_000;
/**
 * Where what applies to a placement is kept for a few seconds, a list is made by the split before. Users whose first
 * list was made so soon behind a change are in no sum: their chances of either variant are not known.
 */
export const splitSettlingSeconds = 7;

/** @param bucket the start of the bucket, in seconds since 1970 */
export const exposedPartitionKey = (experimentId: string, bucket: number): string =>
  `EXPOSED#${experimentId}#${bucket}`;

/** @param seconds since 1970 */
export const exposureBucketOf = (seconds: number): number => seconds - (seconds % exposureBucketSeconds);

export type ExperimentStatus = 'DRAFT' | 'RUNNING' | 'ENDED';
/** What the variants are compared by: a share of users who did it, or REVENUE in shares of a cap. */
export type ExperimentGoal = 'CLICK' | 'ADD_TO_CART' | 'PURCHASE' | 'REVENUE';
/** What may not get worse: the share of users who disliked something, or saw a degraded list. */
export type ExperimentGuardMetric = 'DISLIKES' | 'DEGRADED';
export type UserSegment = 'NEW' | 'RETURNING';

export interface ExperimentGuard {
  metric: ExperimentGuardMetric;
  /** How much worse than the control is put up with, as a difference of shares of users. */
  margin: number;
}

/** What an administrator says of an experiment. Rates lie between 0 and 1. */
export interface ExperimentSettings {
  experimentId: string;
  placement: string;
  /** The first one is the control. Their shares are those that hold now. */
  variants: ExperimentVariant[];
  goal: ExperimentGoal;
  /** REVENUE: what a user paid counts up to this. */
  revenueCap?: number;
  /** How long after the exposure something counts. */
  windowSeconds: number;
  /** What the control is expected to have. */
  expectedRate: number;
  /** The difference that is not to be missed. */
  smallestEffect: number;
  guards: ExperimentGuard[];
  /** Whether results are told apart for new and returning users. */
  segments: boolean;
  allocation: 'FIXED' | 'BANDIT';
  /** In ten-thousandths: what a bandit leaves each variant. For FIXED the smallest of the shares. */
  smallestShare: number;
}

/** An experiment. Written under a condition on `revision`. */
export interface ExperimentRow extends Omit<ExperimentSettings, 'variants' | 'guards'> {
  pk: string;
  sk: string;
  status: ExperimentStatus;
  /** Goes up by one with each write. */
  revision: number;
  /** JSON text of `ExperimentVariant[]`. */
  variants: string;
  /** JSON text of `ExperimentGuard[]`. */
  guards: string;
  /** Users of all variants together after whom `smallestEffect` has been found in four of five experiments. */
  usersNeeded: number;
  createdAt: string;
  startedAt?: string;
  endedAt?: string;
  /** Why it ended: `ENDED`, `PROMOTED` or `GUARD_BROKEN`. */
  endReason?: ExperimentEndReason;
  /** The variant that was promoted. */
  promoted?: string;
  updatedAt: string;
  updatedBy: string;
}

export type ExperimentEndReason = 'ENDED' | 'PROMOTED' | 'GUARD_BROKEN';

/** The shares from an instant on. */
export interface ExperimentSplitRow {
  pk: string;
  sk: string;
  /** JSON text: variant to ten-thousandths, in the order of assignment. */
  shares: string;
}

/** What is known of the users whose windows are over. Written under a condition on `revision`. */
export interface ExperimentSumsRow {
  pk: string;
  sk: string;
  revision: number;
  /** The exposures of every bucket before are in the sums; in seconds since 1970. */
  closedUntil: number;
  /** JSON text of the function's `ExperimentSums`. */
  sums: string;
  updatedAt: string;
}

/** Whom to look at when the window is over. */
export interface ExposedRow {
  pk: string;
  sk: string;
  expiresAt: number;
}

/** What a user was exposed to, and when each thing first came of it. */
export interface VariantRow {
  pk: string;
  sk: string;
  experimentId: string;
  variant: string;
  exposedAt: string;
  /** When the list of the exposure was made, in seconds since 1970: it tells by which split. */
  madeAt: number;
  /** The partition of the `ExposedRow`. */
  exposedIn: string;
  clickedAt?: string;
  cartAt?: string;
  purchasedAt?: string;
  dislikedAt?: string;
  /** When a degraded list was seen. */
  degradedAt?: string;
  /** `<instant>#<price>#<stream event id>` of each purchase: adding one twice changes nothing. */
  paid?: Set<string>;
  expiresAt: number;
}

/** What the function `run-experiments` is asked by the API. */
export type ExperimentRequest =
  | {
      kind: 'PUT';
      settings: ExperimentSettings;
      start: boolean;
      /** The revision that was seen; null for a new one. */
      revision: number | null;
      caller: string;
    }
  | { kind: 'END'; experimentId: string; promote: string | null; caller: string }
  | { kind: 'RESULTS'; experimentId: string };

/** Why the function refuses: what the API raises. */
export interface ExperimentRefusal {
  errorType:
    | 'ExperimentNotFound'
    | 'ExperimentChanged'
    | 'ExperimentStarted'
    | 'ExperimentNotRunning'
    | 'PlacementInUse'
    | 'ModelVersionNotFound'
    | 'ModelVersionNotServed'
    | 'InvalidInput';
  message: string;
}
