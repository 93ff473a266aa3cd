import { eventTypes } from '../../schema/contract/eventTypes.ts';
import type { ValueMeaning } from '../../schema/contract/eventTypes.ts';

/** How strongly each event type speaks for an item; below 0, against it. Types that are not listed count as `DEFAULT`. */
export type EventTypeWeights = Readonly<Record<string, number>>;
/** What the values of each event type say. Those of types that are not listed say nothing. */
export type ValueMeanings = Readonly<Record<string, ValueMeaning>>;

export const defaultEventTypeWeights: EventTypeWeights = {
  ...Object.fromEntries(eventTypes.map(({ name, evidenceWeight }) => [name, evidenceWeight])),
  DEFAULT: 1,
};
export const defaultValueMeanings: ValueMeanings = Object.fromEntries(
  eventTypes.map(({ name, valueMeaning = 'NONE' }) => [name, valueMeaning]),
);

/** The ratings of all users together. */
export interface RatingScale {
  readonly mean: number;
  readonly standardDeviation: number;
}

/** What events say of liking. Training and serving read events by the same rules. JSON-safe: part of the artifact. */
export interface EventRules {
  readonly eventTypeWeights: EventTypeWeights;
  /** Absent in artifacts from before values meant anything. */
  readonly valueMeanings?: ValueMeanings;
  /** The lowest rating that counts as liking. Default: what the user gives on average. */
  readonly positiveValue?: number;
  readonly ratings?: RatingScale;
}

/** Stars from 1 to 5, until training has seen ratings enough. */
const starScale: RatingScale = { mean: 3, standardDeviation: 1 };
const leastRatings = 20;
/** A user's own mean counts as much as that of all users once there are so many ratings: the first few say little. */
const priorRatings = 5;
/** How far below the mean a rating still counts as liking, in standard deviations: what was chosen and rated is liked a little. */
const tolerance = 0.5;
/** What a rating one standard deviation below speaks against an item, and the most, as a part of what a good one speaks for it. */
const strengthAgainst = 0.25;

/** The scale of these ratings. */
export function ratingScaleOf(ratings: Iterable<number>): RatingScale {
  let [count, mean, squares] = [0, 0, 0];
  for (const rating of ratings) {
    count += 1;
    // Welford's update, which does not lose small deviations from a large mean.
    const deviation = rating - mean;
    mean += deviation / count;
    squares += deviation * (rating - mean);
  }
  return count < leastRatings ? starScale : { mean, standardDeviation: Math.sqrt(squares / count) };
}

/** An event type may be called `constructor`, which every object has. */
function ownEntry<T>(table: Readonly<Record<string, T>>, eventType: string): T | undefined {
  return Object.hasOwn(table, eventType) ? table[eventType] : undefined;
}

function meaningOf(eventType: string, meanings: ValueMeanings = {}): ValueMeaning {
  return ownEntry(meanings, eventType) ?? 'NONE';
}

/** Whether the value of an event is a rating by these rules. */
export function isRating(eventType: string, value: number | undefined, { valueMeanings }: EventRules): value is number {
  return value !== undefined && !Number.isNaN(value) && meaningOf(eventType, valueMeanings) === 'RATING';
}

/** What the ratings of one user are compared with: their own mean, drawn towards that of all while they are few. */
export function ownMean(ratings: Iterable<number>, { ratings: { mean } = starScale }: EventRules): number {
  let [sum, count] = [priorRatings * mean, priorRatings];
  for (const rating of ratings) {
    sum += rating;
    count += 1;
  }
  return sum / count;
}

/**
 * How strongly one event speaks for its item; below 0, against it. NaN stands for no value.
 * @param mean `ownMean` of the user's ratings
 */
export function eventWeight(eventType: string, value: number | undefined, rules: EventRules, mean: number): number {
  const { eventTypeWeights, valueMeanings, positiveValue } = rules;
  const weight = ownEntry(eventTypeWeights, eventType) ?? eventTypeWeights.DEFAULT ?? 1;
  if (value === undefined || Number.isNaN(value)) return weight;
  const meaning = meaningOf(eventType, valueMeanings);
  if (meaning === 'FRACTION') return weight * Math.max(0, Math.min(1, value));
  if (meaning === 'NONE') return weight;
  const { standardDeviation } = rules.ratings ?? starScale;
  const likedFrom = positiveValue ?? mean - tolerance * standardDeviation;
  // Sums of ratings are rounded: who gives everything the same rating likes all of it.
  const below = likedFrom - value - 1e-6 * Math.abs(likedFrom);
  if (below <= 0) return weight;
  return -weight * strengthAgainst * Math.min(1, below / standardDeviation);
}
