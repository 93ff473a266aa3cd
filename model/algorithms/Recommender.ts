import type { Voice } from '../voices/Voice.ts';
import type { VoiceRoom } from '../voices/VoiceRoom.ts';
import type { Dataset } from '../data/Dataset.ts';
import type { ReasonCode } from '../contract/index.ts';

/** A user's interactions for scoring, oldest first, by item index. The three arrays have the same length. */
export interface History {
  readonly items: Uint32Array;
  /**
   * Importance of each event, usually 1: the weight of its type, and where the hybrid lets old events fade, times that
   * decay. Below 0 for events that speak against an item (a dislike).
   */
  readonly weights: Float32Array;
  /** Age of each event in days at `ScoreContext.now`; 0 where time is unknown. */
  readonly ages: Float32Array;
}

/** What is known about the moment of the request; undefined where unknown. */
export interface ScoreContext {
  /** Milliseconds since the Unix epoch; the ages in the history are measured from here. */
  readonly now?: number;
  readonly hourOfDay?: number;
  readonly dayOfWeek?: number;
  readonly device?: string;
}

/** One piece of evidence for a score: a history item or an attribute, and its part of the score. */
export interface Contribution {
  readonly code: ReasonCode;
  /** Index of the history item that speaks, or undefined. */
  readonly itemIndex?: number;
  /** The attribute that speaks ("tag:space"), or undefined. */
  readonly attribute?: string;
  readonly share: number;
}

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
  load(artifact: ComponentArtifact, catalogue: Pick<Dataset, 'itemIds' | 'items'>): FittedModel;
}
