import type { Random } from '../../../data/demo/Random.ts';
import {
  addBatch,
  compareVariants,
  emptyComparison,
  type Comparison,
  type ComparisonPlan,
} from '../../../experiments/comparison/Comparison.ts';
import { logEvidence } from '../../../experiments/comparison/mixtureBoundary.ts';
import { noMoments } from '../../../experiments/statistics/Moments.ts';

interface Setup {
  random: Random;
  plan: ComparisonPlan;
  controlRate: number;
  treatmentRate: number;
  /** The treatment's share for the next user. */
  shareAt: (comparison: Comparison) => number;
  users: number;
  /** The difference that ends the experiment when the interval leaves it out. @defaultValue 0 */
  difference?: number;
}

const needed = Math.log(20);
const converted = { count: 1, sum: 1, sumOfSquares: 1 };
const left = { count: 1, sum: 0, sumOfSquares: 0 };

/** One experiment that is looked at after every user; the user after whom the interval leaves the difference out, if any. */
export function simulateComparison(setup: Setup): number | undefined {
  const { random, plan, controlRate, treatmentRate, shareAt, users, difference = 0 } = setup;
  const { smallestShare } = plan;
  let comparison = emptyComparison;
  for (let user = 1; user <= users; user += 1) {
    const treatmentShare = shareAt(comparison);
    const isTreatment = random.chance(treatmentShare);
    const outcome = random.chance(isTreatment ? treatmentRate : controlRate) ? converted : left;
    comparison = addBatch(
      comparison,
      { control: isTreatment ? noMoments : outcome, treatment: isTreatment ? outcome : noMoments, treatmentShare },
      plan,
    );
    // The interval leaves it out exactly when the evidence reaches 1 / alpha, and no wager can bring more than
    // deviation² / (2 variance): both save time.
    const deviation = comparison.sum - user * difference;
    if (deviation ** 2 < 2 * needed * comparison.variance) continue;
    if (logEvidence(deviation * smallestShare, comparison.variance * smallestShare ** 2) < needed) continue;
    const { low, high } = compareVariants(comparison, plan)!;
    if (low <= difference && high >= difference) {
      throw new Error(`${low} to ${high} holds ${difference} although the evidence against it is enough`);
    }
    return user;
  }
  return undefined;
}
