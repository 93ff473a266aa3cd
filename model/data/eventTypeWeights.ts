/**
 * How strongly each event type speaks for an item. An impression is not evidence of liking, a dislike is evidence
 * against. Types that are not listed count as `DEFAULT`.
 */
export type EventTypeWeights = Readonly<Record<string, number>>;

export const defaultEventTypeWeights: EventTypeWeights = {
  PURCHASE: 1.5,
  ADD_TO_CART: 1.25,
  LIKE: 1.25,
  RATING: 1,
  CLICK: 1,
  VIEW: 1,
  IMPRESSION: 0,
  DISLIKE: -1,
  DEFAULT: 1,
};

/**
 * The weight of one event. `positiveValue`, when given, is the lowest rating that counts as liking; lower ratings are
 * no evidence (weight 0), though the item still counts as seen.
 */
export function eventWeight(
  eventType: string,
  value: number | undefined,
  weights: EventTypeWeights = defaultEventTypeWeights,
  positiveValue?: number,
): number {
  const weight = weights[eventType] ?? weights.DEFAULT ?? 1;
  const isBelow = positiveValue !== undefined && value !== undefined && value < positiveValue;
  return eventType === 'RATING' && isBelow ? 0 : weight;
}
