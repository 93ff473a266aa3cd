import type { History, ScoreContext } from '../algorithms/History.ts';
import type { ReasonTable } from '../ranking/ReasonTable.ts';

/**
 * One component of the blend as serving runs it, in the kernels and without objects per score or share. It holds what it
 * worked out for one history until the next. Made from a model by `createVoice`; `score` and `explain` of the model say
 * the same in plain terms. Arrays lie in the room's workspace.
 */
export interface Voice {
  /** Takes a history. Returns the standard deviation of its scores over the catalogue, 0 where equal to rounding. */
  prepare(history: History, context: ScoreContext): number;
  /** The scores of all items. Not to be changed. */
  scores(): Float32Array;
  /** The score of one item. */
  scoreOf(item: number): number;
  /** Adds the parts of the scores of the listed items. */
  explain(items: Uint32Array, reasons: ReasonTable): void;
  /** For a voice whose `scores` are dear: what can be said of them for less. */
  readonly estimates?: Estimates;
}

/** Less than scores, sooner. */
export interface Estimates {
  /** Per item a value whose product with `boundScale()` no score exceeds in magnitude. */
  readonly bounds: Float32Array;
  boundScale(): number;
  /** out[i] += factor times about the score of item i. */
  addRoughScores(factor: number, out: Float32Array): void;
  /** out[k] += factor times about the score of items[k]. */
  addRoughScoresOf(items: Uint32Array, factor: number, out: Float32Array): void;
}
