import type { History } from './History.ts';
import type { HistoryEvent } from '../contract/index.ts';
import { eventWeight, isRating, ownMean } from '../contract/eventRules.ts';
import type { EventRules } from '../contract/eventRules.ts';

const millisecondsPerDay = 86_400_000;
/** Stands for an item that came again later. */
const dropped = -1;

/** Only so many of the most recent items are kept. */
const longestHistory = 500;

/**
 * The history that models score: one entry per item, oldest first. An item's place is that of its last event that is
 * evidence; its weight the strongest since the last event that speaks against it, or that event's own when it came
 * last. Unknown items and events without evidence (impressions) are left out. `events` may come in any order; ratings
 * among them are compared with their mean.
 */
export function toHistory(
  events: readonly HistoryEvent[],
  indexOfItem: ReadonlyMap<string, number>,
  now: number,
  rules: EventRules,
  limit = longestHistory,
): History {
  const ordered = inOrder(events);
  const mean = ownMean(ratingsAmong(events, rules), rules);
  const items: number[] = [];
  const weights: number[] = [];
  const timestamps: number[] = [];
  const placeOf = new Map<number, number>();
  for (const { itemId, eventType, eventValue, timestamp } of ordered) {
    const item = indexOfItem.get(itemId);
    let weight = eventWeight(eventType, eventValue, rules, mean);
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

function ratingsAmong(events: readonly HistoryEvent[], rules: EventRules): number[] {
  const ratings: number[] = [];
  for (const { eventType, eventValue } of events) {
    if (isRating(eventType, eventValue, rules)) ratings.push(eventValue);
  }
  return ratings;
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
