import type { Interval } from './Interval.ts';
import { normalQuantile } from './normalDistribution.ts';

/**
 * Wilson's interval of a rate (Journal of the American Statistical Association 22, 1927). It stays within 0 and 1 and
 * holds for rates near them, where the textbook interval fails. For one look at data whose amount was fixed before.
 *
 * @param successes of `trials`; without trials the answer is undefined
 * @param confidence of the interval, 0.95 say
 */
export function proportionInterval(successes: number, trials: number, confidence = 0.95): Interval | undefined {
  if (trials <= 0) return undefined;
  const z = normalQuantile((1 + confidence) / 2);
  const rate = successes / trials;
  const middle = (successes + (z * z) / 2) / (trials + z * z);
  const reach = (z / (trials + z * z)) * Math.sqrt(trials * rate * (1 - rate) + (z * z) / 4);
  return { estimate: rate, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}
