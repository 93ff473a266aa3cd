import type { Voice } from '../voices/Voice.ts';
import type { VoiceRoom } from '../voices/VoiceRoom.ts';
import type { Dataset } from '../data/Dataset.ts';
import type { Contribution } from './Contribution.ts';
import type { History, ScoreContext } from './History.ts';

export type { Contribution } from './Contribution.ts';
export type { History, ScoreContext } from './History.ts';

/** What a fitted model is written as: JSON-safe parameters and flat arrays. */
export interface ComponentArtifact {
  readonly parameters: Record<string, unknown>;
  readonly arrays: Record<string, ArrayLike<number> & ArrayBufferView>;
}

/** A model's scores for one history, and what explains them without scoring again. */
export interface PreparedModel {
  /** Scores of every item. */
  readonly scores: Float32Array;
  readonly explain: (item: number) => Contribution[];
}

/** A trained component. Scoring changes nothing in it, so one instance serves many requests. */
export interface FittedModel {
  /** Scores of every item (length = items) or, with `candidates`, of those item indices in that order. */
  score(history: History, context: ScoreContext, candidates?: Uint32Array): Float32Array;
  /** The parts of one item's score; they add up to it within 1e-5 of its magnitude. */
  explain(history: History, item: number, context: ScoreContext): Contribution[];
  /**
   * `score` and `explain` for one history when they can share work. Scores are written to `out` (length = items) where
   * it is given, because an array of the catalogue's length per component and request keeps the garbage collector busy.
   */
  prepare?(history: History, context: ScoreContext, out?: Float32Array): PreparedModel;
  /** The same scores and parts by the kernels, for serving. */
  createVoice?(room: VoiceRoom): Voice;
  save(): ComponentArtifact;
}

/** Uniform numbers in [0, 1) from a seed. */
export interface Random {
  (): number;
}

/** Called with the fraction done (0 to 1) and a short word on what is going on. */
export type Progress = (fraction: number, message?: string) => void;

/** One algorithm. `fit` is deterministic: the same dataset, parameters and seed give the same bytes in `save()`. */
export interface Recommender<Parameters extends object = object> {
  readonly name: string;
  readonly defaults: Parameters;
  fit(dataset: Dataset, parameters: Parameters, random: Random, progress: Progress): FittedModel;
  load(artifact: ComponentArtifact): FittedModel;
}
