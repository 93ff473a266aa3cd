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
  /**
   * How many days after it happened such an event is deleted by itself, a whole number from 1 on. Left out: it is kept
   * until the user's data are erased. A change concerns what is recorded from then on.
   */
  readonly retentionDays?: number;
  /** The description of the enum's value in the GraphQL schema. */
  readonly description: string;
}

export const eventTypes = registered as readonly EventType[];
