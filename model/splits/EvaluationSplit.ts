import type { History, ScoreContext } from '../data/History.ts';
import type { Dataset } from '../data/Dataset.ts';

/** One question to a model: this user's history and moment, what is not to be recommended, and the right answers. */
export interface EvaluationCase {
  readonly userId: string;
  readonly history: History;
  readonly context: ScoreContext;
  /** The context with hour, weekday and device of the event that is asked for, where there is exactly one. */
  readonly momentContext?: ScoreContext;
  /** Items that are left out of the ranking (what the user touched in training). */
  readonly seen: Uint32Array;
  /** The right answers that a list can hold. */
  readonly relevant: Uint32Array;
  /** Right answers including those outside the catalogue and those that the user had before: misses whatever is listed. */
  readonly relevantCount: number;
  /** The way in which the answers were held out, where a split has several. */
  readonly kind?: string;
}

/** A dataset cut into what may be learned from and what is asked. */
export interface EvaluationSplit {
  readonly train: Dataset;
  readonly cases: readonly EvaluationCase[];
  /** Only these items are ranked. Default: the whole catalogue. */
  readonly candidates?: Uint32Array;
}
