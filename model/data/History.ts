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

/** A history of these items, each of weight 1 and of now. */
export function historyOfItems(items: ArrayLike<number>): History {
  const { length } = items;
  return { items: Uint32Array.from(items), weights: new Float32Array(length).fill(1), ages: new Float32Array(length) };
}

/** The newest `count` events. */
export function newestEvents(history: History, count: number): History {
  const start = Math.max(0, history.items.length - count);
  return {
    items: history.items.subarray(start),
    weights: history.weights.subarray(start),
    ages: history.ages.subarray(start),
  };
}

/** Events below this part of their weight are dropped: they cannot change a list and cost time. */
const negligible = 1e-3;

/**
 * The history with weights that halve every `halfLife` events, counted back from the newest; 0 leaves it as it is.
 * Events that have faded to nothing are left out.
 */
export function decayHistory(history: History, halfLife: number): History {
  if (halfLife <= 0) return history;
  const newest = newestEvents(history, Math.ceil(halfLife * Math.log2(1 / negligible)));
  const last = newest.weights.length - 1;
  return { ...newest, weights: newest.weights.map((weight, index) => weight * 2 ** (-(last - index) / halfLife)) };
}
