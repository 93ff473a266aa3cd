import { evidenceItems } from '../../schema/contract/similarUsers.ts';
import type { HistoryEntry } from '../../schema/contract/scoring.ts';
import {
  defaultEventTypeWeights as eventTypeWeights,
  defaultValueMeanings as valueMeanings,
  eventWeight,
  isRating,
  ownMean,
  ratingScaleOf,
} from '../../model/contract/eventRules.ts';

/**
 * The items that a person is interested in, by the rules of the model: of each item the newest interaction that says
 * anything decides, so that a dislike, or a rating below the person's others, takes an item out.
 * @param history newest first
 * @param unbelieved items with which nothing that the person does is believed
 * @returns newest first, each once
 */
export function evidenceOf(history: HistoryEntry[], unbelieved: ReadonlySet<string>): string[] {
  const values = history.flatMap(({ eventType, eventValue }) =>
    isRating(eventType, eventValue, { eventTypeWeights, valueMeanings }) ? [eventValue] : [],
  );
  const rules = { eventTypeWeights, valueMeanings, ratings: ratingScaleOf(values) };
  const mean = ownMean(values, rules);
  const isLiked = new Map<string, boolean>();
  for (const { itemId, eventType, eventValue } of history) {
    const weight = eventWeight(eventType, eventValue, rules, mean);
    if (weight !== 0 && !isLiked.has(itemId)) isLiked.set(itemId, weight > 0);
  }
  return [...isLiked]
    .flatMap(([itemId, liked]) => (liked && !unbelieved.has(itemId) ? [itemId] : []))
    .slice(0, evidenceItems);
}
