import { ExperimentInputError } from '../ExperimentInputError.ts';
import { normalQuantile } from '../statistics/normalDistribution.ts';
import { boundary } from './mixtureBoundary.ts';

export interface EffectToFind {
  /** The control's rate of conversion, above 0 and below 1. */
  readonly rate: number;
  /** The difference that must not be missed, treatment minus control; not 0. */
  readonly difference: number;
  /** The chance that a difference of this size is found. @defaultValue 0.8 */
  readonly power?: number;
  /** The chance that variants without any difference are ever told apart. @defaultValue 0.05 */
  readonly alpha?: number;
  /** The treatment's share of the two variants' users. @defaultValue 0.5 */
  readonly treatmentShare?: number;
}

/**
 * Users of the two variants together, after whom the always-valid test has found the difference with the given chance.
 * It often ends earlier, so this is what to reckon with, not what it will take.
 *
 * @throws ExperimentInputError for rates that cannot be.
 */
export function usersNeeded(effect: EffectToFind): number {
  const { rate, difference, power = 0.8, alpha = 0.05, treatmentShare = 0.5 } = effect;
  const treatmentRate = rate + difference;
  if (!(rate > 0 && rate < 1 && treatmentRate > 0 && treatmentRate < 1 && difference !== 0)) {
    throw new ExperimentInputError(
      `Both rates must lie between 0 and 1 and differ: ${rate} and ${treatmentRate} do not.`,
    );
  }
  const between = { power, alpha, treatmentShare };
  for (const [name, value] of Object.entries(between)) {
    if (!(value > 0 && value < 1)) throw new ExperimentInputError(`${name} must lie between 0 and 1, not ${value}.`);
  }
  const unit = 1 / Math.min(treatmentShare, 1 - treatmentShare);
  const variance = (treatmentRate * (1 - treatmentRate)) / treatmentShare + (rate * (1 - rate)) / (1 - treatmentShare);
  const badLuck = normalQuantile(power) * Math.sqrt(variance);
  const isEnough = (users: number): boolean =>
    users * Math.abs(difference) - badLuck * Math.sqrt(users) >= unit * boundary((users * variance) / unit ** 2, alpha);
  let high = 2;
  while (!isEnough(high)) high *= 2;
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
