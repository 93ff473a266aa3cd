import type { History, ScoreContext } from '../data/History.ts';
import type { ReasonTable } from './ReasonTable.ts';

/**
 * A fitted algorithm that scores the catalogue for one history at a time, in the kernels and without an object per score
 * or share. It holds what it worked out for one history until the next `prepare`; nothing in it waits, so calls cannot
 * overlap. Its arrays lie in the workspace that it was made in.
 */
export interface Scorer {
  /**
   * Takes a history. Returns the standard deviation of its scores over the catalogue, by which scores of several
   * algorithms become comparable; 0 where all scores are equal to rounding and there is nothing to say.
   */
  prepare(history: History, context: ScoreContext): number;
  /** The scores of all items. Not to be changed. */
  scores(): Float32Array;
  /** The score of one item. */
  scoreOf(item: number): number;
  /** Adds the shares of which the scores of the listed items are made up. */
  explain(items: Uint32Array, reasons: ReasonTable): void;
  /** Given where `scores` takes long: what can be said of them sooner. */
  readonly estimates?: ScoreEstimates;
}

/** Less than scores, sooner. */
export interface ScoreEstimates {
  /** Per item a value whose product with `boundScale()` no score exceeds in magnitude. */
  readonly bounds: Float32Array;
  boundScale(): number;
  /** out[i] += factor times about the score of item i. */
  addRoughScores(factor: number, out: Float32Array): void;
  /** out[k] += factor times about the score of items[k]. */
  addRoughScoresOf(items: Uint32Array, factor: number, out: Float32Array): void;
}
