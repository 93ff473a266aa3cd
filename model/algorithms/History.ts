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
