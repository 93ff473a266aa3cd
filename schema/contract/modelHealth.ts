import type { RecommendationSource } from '../generated/types.ts';

/**
 * What lists look like and what becomes of them, hour by hour, and how far that is from what it was. Two kinds of rows of
 * the models table (`pk`, `sk`; models.ts has the others):
 * - `HEALTH` / `HEALTH`: the last look (`ModelHealthRow`)
 * - `HOUR` / the hour's begin: what happened in it (`ListHourRow`)
 */

export const healthPartitionKey = 'HEALTH';
export const healthSortKey = 'HEALTH';
export const hourPartitionKey = 'HOUR';

/** Where a list that `score-candidates` makes may come from. */
export const listSources: readonly RecommendationSource[] = [
  'MODEL',
  'CONTENT',
  'POPULAR',
  'TRENDING',
  'STORED',
  'LATEST',
];
/** Items of a list that are looked at: what people see without scrolling. */
export const measuredItems = 10;

/** The names of the CloudWatch metrics of lists, in the namespace and with the service dimension of `score-candidates`. */
export const listMetrics = {
  sources: {
    MODEL: 'ListsFromModel',
    CONTENT: 'ListsFromContent',
    POPULAR: 'ListsFromPopular',
    TRENDING: 'ListsFromTrending',
    STORED: 'ListsFromStored',
    LATEST: 'ListsFromLatest',
  } satisfies Record<RecommendationSource, string>,
  /** Share of a list's first ten items that the list before it, of another user, has too. */
  repetition: 'ListRepetition',
  /** How far the scores of a list's first ten items lie apart, 0 to 1. */
  scoreSpread: 'ListScoreSpread',
} as const;

/** So many values with this sum. */
export interface Total {
  sum: number;
  count: number;
}

/** What happened in an hour. Lists are those for users, made by what is live. */
export interface ListHour {
  /** Lists by source; those that none came from are left out. */
  lists: Partial<Record<RecommendationSource, number>>;
  repetition: Total;
  scoreSpread: Total;
  /** Of lists of the versions that had an endpoint. */
  impressions: number;
  clicks: number;
}

/** An hour in which lists were made or chosen from. */
export interface ListHourRow extends ListHour {
  pk: typeof hourPartitionKey;
  /** When the hour began: ISO 8601. */
  sk: string;
  expiresAt: number;
}

/**
 * What is watched. SOURCES: which share of the lists came from where. COVERAGE: how many items lists show, as few as they
 * repeat one another. SCORES: how far apart the scores of a list lie. CLICK_RATE: clicks for each impression.
 */
export type HealthMeasureName = 'SOURCES' | 'COVERAGE' | 'SCORES' | 'CLICK_RATE';

/** One of them over the newest day, beside the seven days before it. */
export interface HealthMeasure {
  name: HealthMeasureName;
  /**
   * SOURCES: the population stability index. The others: the logarithm of the ratio of the two days' values, above 0 where
   * the change is for the worse (SCORES: any change). 0.22 is a fifth less.
   */
  value: number;
  /** Above this it counts as drift; learned from the days before. */
  threshold: number;
  /** Of the newest day; SOURCES has none. COVERAGE: how many items shown equally often would repeat as much. */
  observed?: number;
  /** What the seven days before it let expect. */
  expected?: number;
}

/** How far the newest day is from those before it. */
export interface HealthReport {
  /** Those for which there is enough to say. */
  measures: HealthMeasure[];
  drifted: boolean;
  /** How many days before it there are to learn from, six at least before anything is said. */
  days: number;
  /** Lists of the newest day, and their share by source. */
  lists: number;
  sources: { source: RecommendationSource; share: number }[];
}

/** The last look at what is live. */
export interface ModelHealthRow {
  pk: typeof healthPartitionKey;
  sk: typeof healthSortKey;
  /** When the newest hour ended that was looked at: ISO 8601. */
  watchedUntil: string;
  /** JSON text of `HealthReport`. */
  report: string;
  /** The training that was last started because of drift, and when. */
  retrainingRunId?: string;
  retrainingStartedAt?: string;
}
