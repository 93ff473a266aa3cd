/** How far something is from what it was, and what such distances are compared by: what chance gives samples of their size. */
export interface Distance {
  readonly value: number;
  readonly unit: number;
}

/** Past distances that thresholds are learned from. */
export const mostPastValues = 28;
/** With fewer there is no alarm. */
export const leastPastValues = 6;
/**
 * How many median deviations above their median past distances end. Distances have long tails: the tests of stable
 * windows say how often this many are passed by chance.
 */
const deviations = 10;

/**
 * Above which value a distance is more than it used to be: the median of the past ones and ten median absolute deviations,
 * at least a floor. In units of chance, so that quiet days do not teach busy ones to be deaf.
 * @param past their sign says in which direction, and is not looked at
 * @param floor less is no change that matters, however steady the past was
 */
export function learnThreshold(unit: number, past: readonly Distance[], floor: number): number {
  const ratios = past.map((distance) => Math.abs(distance.value) / distance.unit);
  const middle = median(ratios);
  const spread = median(ratios.map((ratio) => Math.abs(ratio - middle)));
  return Math.max(floor, unit * (middle + deviations * spread));
}

/** The middle one, the mean of the two middle ones; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
