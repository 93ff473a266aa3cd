import registered from '../eventTypes.json' with { type: 'json' };

/**
 * What the `eventValue` of an event type says of liking.
 * - `RATING`: how much the user liked the item, on a scale of the product's own
 * - `FRACTION`: how much of the item the user took in, from 0 to 1
 * - `NONE`: nothing (a price, say)
 */
export const valueMeanings = ['RATING', 'FRACTION', 'NONE'] as const;
export type ValueMeaning = (typeof valueMeanings)[number];

/** A registered event type: an entry of `schema/eventTypes.json`. */
export interface EventType {
  readonly name: string;
  /** What one such event adds to an item's count in trends. */
  readonly trendWeight: number;
  /** How strongly one such event speaks for the item in the model: 0 is no evidence, below 0 speaks against it. */
  readonly evidenceWeight: number;
  /** Default `NONE`. */
  readonly valueMeaning?: ValueMeaning;
  /** The description of the enum's value in the GraphQL schema. */
  readonly description: string;
}

export const eventTypes = registered as readonly EventType[];
