import type { History } from './History.ts';
import type { HistoryEvent } from '../contract/index.ts';
import { defaultEventTypeWeights, eventWeight } from './eventTypeWeights.ts';
import type { EventTypeWeights } from './eventTypeWeights.ts';

const millisecondsPerDay = 86_400_000;
/** Stands for an item that came again later. */
const dropped = -1;

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
  const ordered = inOrder(events);
  const items: number[] = [];
  const weights: number[] = [];
  const timestamps: number[] = [];
  const placeOf = new Map<number, number>();
  for (const { itemId, eventType, eventValue, timestamp } of ordered) {
    const item = indexOfItem.get(itemId);
    let weight = eventWeight(eventType, eventValue, eventTypeWeights, positiveValue);
    if (item === undefined || weight === 0) continue;
    const known = placeOf.get(item);
    if (known !== undefined) {
      if (weight > 0 && weights[known] > weight) weight = weights[known];
      items[known] = dropped;
    }
    placeOf.set(item, items.length);
    items.push(item);
    weights.push(weight);
    timestamps.push(timestamp);
  }
  const length = Math.min(limit, placeOf.size);
  const history = {
    items: new Uint32Array(length),
    weights: new Float32Array(length),
    ages: new Float32Array(length),
  };
  let place = length;
  for (let index = items.length - 1; place > 0; index -= 1) {
    if (items[index] === dropped) continue;
    place -= 1;
    history.items[place] = items[index];
    history.weights[place] = weights[index];
    history.ages[place] = Math.max(0, now - timestamps[index]) / millisecondsPerDay;
  }
  return history;
}

/** The events by time, oldest first; those that come so are taken as they are. */
function inOrder(events: readonly HistoryEvent[]): readonly HistoryEvent[] {
  for (let index = 1; index < events.length; index += 1) {
    if (events[index].timestamp < events[index - 1].timestamp) {
      return [...events].sort((a, b) => a.timestamp - b.timestamp);
    }
  }
  return events;
}
