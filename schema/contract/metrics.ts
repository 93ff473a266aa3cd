import type { ExperimentGoal, MetricGrouping } from '../generated/types.ts';
import type { ExploredPlace, ListOrigin } from './recommendationId.ts';

/**
 * What people did with lists.
 *
 * Feedback table:
 * - `METRIC#<placement>` / `<day>#<experiment>#<variant>#<version>#<source>#<block>#<shard>`: sums (`MetricRow`)
 * - `METRIC#<placement>` / `<day>#<experiment>#<variant>#<version>#<source>#ITEMS`: which items were shown (`ShownItemsRow`)
 * - `EXPLORED#<placement>` / `<day>#<group of users>`: what explored places brought (`ExploredRow`)
 * - `METRICS` / `PLACEMENTS`: the placements that are measured (`MeasuredPlacementsRow`)
 *
 * User data table:
 * - `USER#<userId>` / `SHOWN#<day>`: what has been counted of the lists made for the user on that day (`ShownRow`); it
 *   sorts behind what a list reads
 *
 * `<day>` (UTC) is that on which the list was made, whenever people act: rates are of the same lists then.
 */
export const metricPartitionKey = (placement: string): string => `METRIC#${placement}`;
export const exploredPartitionKey = (placement: string): string => `EXPLORED#${placement}`;
/** @param group of `userGroups` */
export const exploredSortKey = (day: string, group: number): string => `${day}#${group}`;
export const metricsPartitionKey = 'METRICS';
export const measuredPlacementsSortKey = 'PLACEMENTS';
export const shownPrefix = 'SHOWN#';
export const shownSortKey = (day: string): string => `${shownPrefix}${day}`;

/** The event types that are counted for a list, and as what. */
export const countedAs: Record<string, MetricKind> = {
  IMPRESSION: 'impressions',
  CLICK: 'clicks',
  VIEW: 'clicks',
  ADD_TO_CART: 'carts',
  PURCHASE: 'purchases',
};

export type MetricKind = 'impressions' | 'clicks' | 'carts' | 'purchases';

/** How long after a list was made what people do with it counts for it, in seconds: seven days. */
export const attributionSeconds = 604_800;

/** 400 days: a year and the month to compare it with. */
export const metricSeconds = 34_560_000;

/** How long what was counted is remembered, from the beginning of the day: two days more than anything can count. */
export const shownSeconds = 864_000;

/**
 * What is counted of the lists made for one user on one day: 8 KB, at four bytes each. What comes after it is not
 * counted, so that nobody makes the row dear.
 */
export const maximumCountedOfDay = 2000;

/**
 * Placements that are measured: a client may name any, and each costs rows and CloudWatch metrics. The first ones that
 * anything is counted for stay.
 */
export const maximumMeasuredPlacements = 50;

/** Positions that share a row: what people do with a page of a list is one write then. */
export const positionsOfBlock = 25;

/** Rows that the sums of one origin are spread over; an instance writes to one of them. */
export const metricShards = 8;

/** What every row of an origin begins with. `-` stands for nothing; behind a source for "degraded". */
export function metricPrefix(day: string, origin: ListOrigin): string {
  const { experimentId, variant, modelVersion, source, degraded } = origin;
  return `${day}#${experimentId ?? '-'}#${variant ?? '-'}#${modelVersion ?? '-'}#${source}${degraded ? '-' : ''}`;
}

/** @param block of positions, or null for what came without one */
export const metricSortKey = (prefix: string, block: number | null, shard: number): string =>
  `${prefix}#${block ?? '-'}#${shard}`;

export const shownItemsSortKey = (prefix: string): string => `${prefix}#ITEMS`;

/**
 * What people did with the lists of one day, placement and origin. Each thing that a person does counts once for a list
 * and item. Attributes are `<kind><place in the block>`: `impressions0` to `impressions24`, `revenue3` for the sum of the
 * prices paid (`eventValue` of purchases); without a number in the rows without a position.
 */
export interface MetricRow {
  pk: string;
  sk: string;
  expiresAt: number;
  [sum: string]: number | string;
}

/**
 * Groups that users fall into by a hash, for the sums of explored places: what one user does is dependent, what groups do
 * is not, so that intervals follow from sums and no row names anybody.
 */
export const userGroups = 64;

/** The attribute that sums a kind of deed by how the place was drawn. */
export const exploredSum = (sum: MetricKind | 'revenue', { pool, rank }: ExploredPlace): string =>
  `${sum}_${pool}_${rank}`;

/** What people of a group did at the explored places of the lists of one day. Attributes are those of `exploredSum`. */
export interface ExploredRow {
  pk: string;
  sk: string;
  expiresAt: number;
  [sum: string]: number | string;
}

/** A sketch of the items shown in the lists of one day, placement and origin: experiments/statistics/distinctCount.ts. */
export interface ShownItemsRow {
  pk: string;
  sk: string;
  sketch: Set<number>;
  expiresAt: number;
}

export interface MeasuredPlacementsRow {
  pk: string;
  sk: string;
  names: Set<string>;
}

export interface ShownRow {
  pk: string;
  sk: string;
  /** The first four bytes of SHA-256 of each `<recommendationId>\0<itemId>\0<kind>` that was counted. */
  marks: Uint8Array;
  /** Goes up with each write: nobody writes what they have not read. */
  revision: number;
  expiresAt: number;
}

/** Metrics of the lists of a placement. */
export const placementMetrics = {
  /** Dimension of each of them. */
  dimension: 'Placement',
  impressions: 'ListImpressions',
  clicks: 'ListClicks',
  carts: 'ListCarts',
  purchases: 'ListPurchases',
  revenue: 'ListRevenue',
} as const;

/** What `recommendationMetrics` asks of the function `report-feedback`. */
export interface MetricsRequest {
  kind: 'METRICS';
  /** YYYY-MM-DD. */
  from: string;
  to: string;
  /** Null for all that are measured. */
  placement: string | null;
  groupBy: MetricGrouping | null;
}

/** Days between the first and the last one of a report. */
export const maximumMetricDays = 92;

/** What `evaluatePolicy` asks of the function `report-feedback`. */
export interface PolicyRequest {
  kind: 'POLICY';
  /** YYYY-MM-DD. */
  from: string;
  to: string;
  placement: string;
  goal: ExperimentGoal;
  /** From how many items the policy draws an explored place at most. */
  explorationDepth: number;
}

/** Likewise of an evaluation: 64 rows a day. */
export const maximumPolicyDays = 30;
