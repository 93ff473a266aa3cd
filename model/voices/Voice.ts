import type { History, ScoreContext } from '../algorithms/History.ts';
import type { ReasonTable } from '../ranking/ReasonTable.ts';

/**
 * One component of the blend as serving runs it, in the kernels and without objects per score or share. It holds what it
 * worked out for one history until the next. Made from a model by `createVoice`; `score` and `explain` of the model say
 * the same in plain terms.
 */
export interface Voice {
  /** Takes a history. Returns the standard deviation of its scores over the catalogue, 0 where equal to rounding. */
  prepare(history: History, context: ScoreContext): number;
  /** Adds factor times the score of every item to `out` (in the workspace); unless `isExact`, roughly where that is faster. */
  addScores(factor: number, out: Float32Array, isExact: boolean): void;
  /** The exact score of one item. */
  scoreOf(item: number): number;
  /** Adds the parts of the scores of the listed items. */
  explain(items: Uint32Array, reasons: ReasonTable): void;
}
