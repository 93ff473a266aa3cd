import { wholeSplit, type VariantShare } from '../assignVariant.ts';
import { ExperimentInputError } from '../ExperimentInputError.ts';
import { sampleBeta, type UniformRandom } from '../statistics/sampleBeta.ts';

/** Users of a variant whose outcome is known, and how many of them converted. */
export interface VariantOutcome {
  readonly variant: string;
  readonly users: number;
  readonly conversions: number;
}

export interface ThompsonOptions {
  /**
   * The share that every variant keeps, in ten-thousandths: without one, a comparison and off-policy estimates end.
   * @defaultValue 500
   */
  readonly smallestShare?: number;
  /** @defaultValue 2000: the shares are then right to about one hundredth. */
  readonly draws?: number;
}

/**
 * Thompson sampling in batches (Thompson 1933; Chapelle and Li 2011): each variant's share until the next call is the
 * chance that it is the best one, under uniform priors. The shares add up to all users.
 *
 * @param random uniform numbers; the same ones give the same split
 * @throws ExperimentInputError for impossible counts or shares.
 */
export function thompsonSplit(
  outcomes: readonly VariantOutcome[],
  random: UniformRandom,
  { smallestShare = 500, draws = 2000 }: ThompsonOptions = {},
): VariantShare[] {
  check(outcomes, smallestShare);
  const wins = outcomes.map(() => 0);
  for (let draw = 0; draw < draws; draw += 1) {
    let best = 0;
    let highest = -1;
    for (const [index, { users, conversions }] of outcomes.entries()) {
      const rate = sampleBeta(1 + conversions, 1 + users - conversions, random);
      if (rate > highest) [best, highest] = [index, rate];
    }
    wins[best] += 1;
  }
  const free = wholeSplit - smallestShare * outcomes.length;
  const exact = wins.map((count) => smallestShare + (free * count) / draws);
  return wholeShares(exact).map((share, index) => ({ variant: outcomes[index].variant, share }));
}

/** Rounds down, then gives what is left to those that lost most (largest remainder). */
function wholeShares(exact: readonly number[]): number[] {
  const shares = exact.map(Math.floor);
  const left = wholeSplit - shares.reduce((sum, share) => sum + share, 0);
  const order = exact.map((_, index) => index).sort((a, b) => exact[b] - shares[b] - (exact[a] - shares[a]) || a - b);
  for (const index of order.slice(0, left)) shares[index] += 1;
  return shares;
}

function check(outcomes: readonly VariantOutcome[], smallestShare: number): void {
  if (outcomes.length === 0) throw new ExperimentInputError('A split needs at least one variant; none was given.');
  if (!(smallestShare >= 0 && smallestShare * outcomes.length <= wholeSplit)) {
    throw new ExperimentInputError(
      `smallestShare must be from 0 to ${Math.floor(wholeSplit / outcomes.length)} for ${outcomes.length} variants, ` +
        `not ${smallestShare}.`,
    );
  }
  const wrong = outcomes.find(({ users, conversions }) => !(conversions >= 0 && users >= conversions));
  if (wrong) {
    throw new ExperimentInputError(
      `Variant "${wrong.variant}" has ${wrong.conversions} conversions of ${wrong.users} users; conversions must lie ` +
        'between 0 and the users.',
    );
  }
}
