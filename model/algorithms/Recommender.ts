import type { DataSize } from '../data/DataSize.ts';
import type { Dataset } from '../data/Dataset.ts';
import type { Scorer } from '../scoring/Scorer.ts';
import type { ScoringWorkspace } from '../scoring/ScoringWorkspace.ts';
import type { Random } from '../statistics/createRandom.ts';

/** What a fitted model is written as: JSON-safe parameters and flat arrays. */
export interface ComponentArtifact {
  readonly parameters: Record<string, unknown>;
  readonly arrays: Record<string, ArrayLike<number> & ArrayBufferView>;
}

/** What an algorithm learned from a dataset. Nothing in it changes: scorers hold what belongs to a request. */
export interface FittedModel {
  createScorer(scoring: ScoringWorkspace): Scorer;
  save(): ComponentArtifact;
}

/** Called with the fraction done (0 to 1) and a short word on what is going on. */
export type Progress = (fraction: number, message?: string) => void;

/**
 * What the scores of an algorithm rest on, which decides where the hybrid may use them.
 * - `behaviour`: who touched what. The scores for a history of one item say how much other items are like it.
 * - `attributes`: what the items are. It can rank items that nobody has touched.
 * - `popularity`: how often items are touched, the same for everybody. It can rank for an empty history.
 * - `period`: what was touched at the time when the user was active.
 * - `moment`: hour, weekday and device of the request.
 */
export type Basis = 'behaviour' | 'attributes' | 'popularity' | 'period' | 'moment';

/** What decides which settings of an algorithm are worth fitting. */
export interface FitConditions {
  readonly size: DataSize;
  /** Whether the order of events carries meaning for the lists that are wanted. */
  readonly useOrder: boolean;
  /** For all fits of one round, of which this algorithm is to take a part. */
  readonly seconds: number;
}

/** One setting of an algorithm that is worth fitting. */
export interface FitSetting {
  readonly name: string;
  /** Where it differs from the algorithm's defaults. */
  readonly parameters: object;
  /**
   * Under which decays of the history it is worth taking part in the blend, as half-lives in events; 0 for no decay.
   * Tried only where the order of events carries meaning, else 0 alone.
   */
  readonly halfLives: readonly number[];
  /** Expected CPU-seconds of one fit. An estimate from sizes, not a clock: equal data must give equal plans. */
  readonly seconds: number;
  /** Its place in the order of worth: settings are taken from the lowest up until the time is used up. */
  readonly priority: number;
}

/** One algorithm. `fit` is deterministic: the same dataset, parameters and seed give the same bytes in `save()`. */
export interface Recommender<Parameters extends object = object> {
  readonly name: string;
  readonly basis: Basis;
  readonly defaults: Parameters;
  /** Blended only where it is asked for by name. */
  readonly onlyByName?: boolean;
  settings(conditions: FitConditions): FitSetting[];
  /** `start`: what the same parameters learned on a part of the dataset, from which an iterative algorithm may go on. */
  fit(dataset: Dataset, parameters: Parameters, random: Random, progress: Progress, start?: FittedModel): FittedModel;
  load(artifact: ComponentArtifact): FittedModel;
}
