import type { RecommendationSource } from '../generated/types.ts';

/**
 * Feedback: what is shown where and by which rules, what people did with it, who takes part in which experiment, and
 * what is not believed. docs/decisions/2026-11-28-feedback-in-the-rows.md says why it is so.
 *
 * Feedback table (`pk`, `sk`; `expiresAt` is the TTL attribute, in seconds):
 * - `PLACEMENT#<placement>#<copy>` / `SETTINGS`: what applies to a placement (`PlacementRow`), in `placementCopies` equal
 *   copies, because every request for a stored list reads one: a single row would be a hot one
 * - `PLACEMENTS` / `<placement>`: the same row once more, to list them by
 * - `EXPERIMENTS` / `<experimentId>`: an experiment (`ExperimentRow`)
 * - `EXPERIMENT#<experimentId>` / …: its sums
 * - `METRIC#…`, `METRICS`: what people did with lists (metrics.ts)
 * - `ANOMALIES`, `HELD#…`, `GUARD`: what is not believed (anomalies.ts)
 * - `AUDIT#<yyyy-mm>` / `<instant>#<id>`: what administrators changed
 *
 * User data table, in the user's own partition, so that whoever is erased leaves all of it; these keys sort behind what
 * a list reads:
 * - `SUSPECT…`: what is not believed of the user (anomalies.ts)
 * - `SHOWN#<day>`: what was counted of the lists of a day (metrics.ts)
 * - `VARIANT#<experimentId>`: what the user was exposed to, and what came of it
 *
 * Instants are ISO 8601 in UTC with milliseconds. Rows that readers show keep nested values as JSON text.
 */
export const placementsPartitionKey = 'PLACEMENTS';
export const placementSettingsSortKey = 'SETTINGS';
export const experimentsPartitionKey = 'EXPERIMENTS';
export const variantPrefix = 'VARIANT#';

const copyNumbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
/** Copies of what applies to a placement: each takes 6,000 eventually consistent reads a second. */
export const placementCopies = copyNumbers.length;

export const placementPartitionKey = (placement: string, copy: number): string => `PLACEMENT#${placement}#${copy}`;
export const experimentPartitionKey = (experimentId: string): string => `EXPERIMENT#${experimentId}`;
export const variantSortKey = (experimentId: string): string => `${variantPrefix}${experimentId}`;
/** @param instant of the change */
export const auditPartitionKey = (instant: string): string => `AUDIT#${instant.slice(0, 7)}`;
export const auditSortKey = (instant: string, auditId: string): string => `${instant}#${auditId}`;

/** Something that a rule is about: one item, or all of a category. */
export interface RuleTarget {
  itemId?: string | null;
  category?: string | null;
}

/** A rule in force from `from` until `until`; always where they are left out. */
export interface RuleDates {
  from?: string | null;
  until?: string | null;
}

/** What a placement shows, and how. Left out means: as without. `ItemFilterInput` as text stays JSON. */
export interface PlacementSettings {
  /** JSON text of an `ItemFilterInput`: which items may be in the list, beside the request's own filter. */
  filter?: string | null;
  /** 0 to 1: for requests that name none. */
  diversity?: number | null;
  /** 0 to 1: how much newer items gain. */
  freshness?: number | null;
  /** 0 to `maximumExploration` (limits.ts): the share of the list that explores. */
  exploration?: number | null;
  /** 1 to `largestExplorationPool` (limits.ts): how many items an explored place is drawn from at most. */
  explorationDepth?: number | null;
  /** Whether items that a user was shown and passed over fall for that user. */
  lowersPassedOver?: boolean | null;
  /** Items placed first, in this order. */
  pinned?: ({ itemId: string } & RuleDates)[] | null;
  /** `factor` above 0, 1 changes nothing: an item's distance to the lowest score times it. */
  boosted?: (RuleTarget & RuleDates & { factor: number })[] | null;
  /** Never in the list. */
  buried?: (RuleTarget & RuleDates)[] | null;
  /** Where a list comes from when the model cannot answer, in this order. */
  fallback?: RecommendationSource[] | null;
  /** The event types of the history that count; all when left out. */
  eventTypes?: string[] | null;
  /** The most items that a request may get. */
  maximumItems?: number | null;
  /** For requests that name none, in milliseconds. */
  maxLatencyMs?: number | null;
}

/** A variant of an experiment: what differs from the placement, and from the live model. */
export interface ExperimentVariant {
  variant: string;
  /** In ten-thousandths of all users. */
  share: number;
  settings?: PlacementSettings | null;
  modelVersion?: string | null;
}

/** What runs on a placement, as `score-candidates` needs it. */
export interface RunningExperiment {
  experimentId: string;
  variants: ExperimentVariant[];
  /** Whether the split is another one than at the start: exposed users then keep their variant by the row that says it. */
  hasMoved?: boolean;
}

/** What applies to a placement. A stored list is fresh only under the revision that it was made under. */
export interface PlacementRow {
  pk: string;
  sk: string;
  placement: string;
  /** Goes up by one with each change of the settings or of the experiment. */
  revision: number;
  /** JSON text of `PlacementSettings`. */
  settings: string;
  /** JSON text of `RunningExperiment`; one at a time for each placement. */
  experiment?: string;
  updatedAt: string;
  updatedBy: string;
  /**
   * Of a placement that was deleted: settings `{}`, no row in the list, and the copies stay as long as lists that were
   * stored under an older revision, so that a placement put again does not take those for its own.
   */
  deletedAt?: string;
  expiresAt?: number;
}

/** The keys of all copies of what applies to a placement; the row of the list, which copies are told by, comes last. */
export function placementKeys(placement: string): { pk: string; sk: string }[] {
  const copies = copyNumbers.map((copy) => ({
    pk: placementPartitionKey(placement, copy),
    sk: placementSettingsSortKey,
  }));
  return [...copies, { pk: placementsPartitionKey, sk: placement }];
}
