import type { History } from '../algorithms/Recommender.ts';
import type { HistoryEvent } from '../contract/index.ts';
import { defaultEventTypeWeights, eventWeight } from '../data/eventTypeWeights.ts';
import type { EventTypeWeights } from '../data/eventTypeWeights.ts';

const millisecondsPerDay = 86_400_000;

export interface ToHistoryOptions {
  eventTypeWeights?: EventTypeWeights;
  /** The lowest rating that counts as liking. Default: every rating counts. */
  positiveValue?: number;
  /** Only the most recent items are kept. Default 500. */
  limit?: number;
}

/**
 * The history that models score: one entry per item, oldest first. An item's place is that of its last event that is
 * evidence; its weight the strongest since the last event that speaks against it, or that event's own when it came
 * last. Unknown items and events without evidence (impressions) are left out. `events` may come in any order.
 */
export function toHistory(
  events: readonly HistoryEvent[],
  indexOfItem: ReadonlyMap<string, number>,
  now: number,
  options: ToHistoryOptions = {},
): History {
  const { eventTypeWeights = defaultEventTypeWeights, positiveValue, limit = 500 } = options;
  const ordered = [...events].sort((a, b) => a.timestamp - b.timestamp);
  const entries = new Map<number, { weight: number; timestamp: number }>();
  for (const event of ordered) {
    const item = indexOfItem.get(event.itemId);
    const weight = eventWeight(event.eventType, event.eventValue, eventTypeWeights, positiveValue);
    if (item === undefined || weight === 0) continue;
    const known = entries.get(item);
    entries.delete(item);
    const isStronger = known !== undefined && weight > 0 && known.weight > weight;
    entries.set(item, { weight: isStronger ? known.weight : weight, timestamp: event.timestamp });
  }
  const kept = [...entries].slice(-limit);
  const history = {
    items: new Uint32Array(kept.length),
    weights: new Float32Array(kept.length),
    ages: new Float32Array(kept.length),
  };
  kept.forEach(([item, { weight, timestamp }], index) => {
    history.items[index] = item;
    history.weights[index] = weight;
    history.ages[index] = Math.max(0, now - timestamp) / millisecondsPerDay;
  });
  return history;
}
