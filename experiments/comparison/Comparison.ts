import { ExperimentInputError } from '../ExperimentInputError.ts';
import type { Interval } from '../statistics/Interval.ts';
import { mergeMoments, noMoments, type Moments } from '../statistics/Moments.ts';
import { boundary, logEvidence } from './mixtureBoundary.ts';

/** What is set before a comparison starts and stays. */
export interface ComparisonPlan {
  /** The rate that the control is expected to have, 0 to 1: only power depends on it, never the error rate. */
  readonly expectedRate: number;
  /**
   * The smallest share of the two variants' users that either of them will ever get, above 0 and at most 0.5: 0.5 for an
   * even split that stays. Smaller ones cost power.
   */
  readonly smallestShare: number;
}

/**
 * Everything that is kept of a comparison of a treatment with a control: sums only, so that a row holds it and parallel
 * writers add to it. Plain JSON.
 */
export interface Comparison {
  readonly control: Moments;
  readonly treatment: Moments;
  /** Of each user's estimate of the difference, treatment minus control. */
  readonly sum: number;
  /** Of the squared distances of those estimates from their predictions. */
  readonly variance: number;
}

/** Users whose outcomes became known since the last batch. Outcomes lie between 0 and 1; a conversion is 1. */
export interface ComparisonBatch {
  readonly control: Moments;
  readonly treatment: Moments;
  /** The treatment's share of the two variants' users while these users were assigned. */
  readonly treatmentShare: number;
}

export interface ComparisonResult extends Interval {
  readonly users: number;
  /** The chance of such evidence without any difference is at most this, however often one looked. */
  readonly pValue: number;
}

export const emptyComparison: Comparison = { control: noMoments, treatment: noMoments, sum: 0, variance: 0 };
/** How many users the expected rate weighs against rates that were seen. */
const expectationWeight = 20;

/**
 * Takes in a batch. Each user counts once, when the outcome can no longer change (the window is over), and its batch must
 * not depend on the outcome.
 *
 * A user of variant v with outcome y estimates the difference by `r(treatment) - r(control) ± (y - r(v)) / share(v)`,
 * where r are the rates seen before the batch: right on average whatever r is, and all the closer the better r is. So
 * shares may change on the way, as under a bandit (section 4.2 of Howard et al. 2021).
 *
 * @throws ExperimentInputError for a share below `smallestShare` or an outcome outside 0 and 1.
 */
export const addBatch = (before: Comparison, batch: ComparisonBatch, plan: ComparisonPlan): Comparison =>
  mergeComparisons(before, batchIncrement(before, batch, plan));

/**
 * What a batch adds to a comparison, for writers that add to a row without owning it: any state that was read before the
 * batch's outcomes were known serves for the predictions, an old one too.
 *
 * @throws ExperimentInputError like `addBatch`.
 */
export function batchIncrement(before: Comparison, batch: ComparisonBatch, plan: ComparisonPlan): Comparison {
  checkBatch(batch, plan);
  const treatmentRate = predictedRate(before.treatment, plan);
  const controlRate = predictedRate(before.control, plan);
  const { control, treatment, treatmentShare } = batch;
  const controlShare = 1 - treatmentShare;
  return {
    control,
    treatment,
    sum:
      (control.count + treatment.count) * (treatmentRate - controlRate) +
      (treatment.sum - treatment.count * treatmentRate) / treatmentShare -
      (control.sum - control.count * controlRate) / controlShare,
    variance:
      squaredDistance(treatment, treatmentRate) / treatmentShare ** 2 +
      squaredDistance(control, controlRate) / controlShare ** 2,
  };
}

/** Adds increments of different users to one another, or to the comparison. */
export const mergeComparisons = (one: Comparison, other: Comparison): Comparison => ({
  control: mergeMoments(one.control, other.control),
  treatment: mergeMoments(one.treatment, other.treatment),
  sum: one.sum + other.sum,
  variance: one.variance + other.variance,
});

/**
 * The difference of the rates, treatment minus control, with a confidence sequence: the chance that the interval ever
 * misses the true difference, at any of all looks, is at most `alpha`. The variants differ once it leaves 0 out.
 *
 * @returns undefined before the first user
 */
export function compareVariants(
  { control, treatment, sum, variance }: Comparison,
  { smallestShare }: ComparisonPlan,
  alpha = 0.05,
): ComparisonResult | undefined {
  const users = control.count + treatment.count;
  if (users === 0) return undefined;
  // No estimate lies further than 1 / smallestShare from its prediction: in this unit the boundary measures.
  const unit = 1 / smallestShare;
  const estimate = sum / users;
  const reach = (unit * boundary(variance / unit ** 2, alpha)) / users;
  return {
    estimate,
    low: Math.max(-1, estimate - reach),
    high: Math.min(1, estimate + reach),
    users,
    pValue: Math.min(1, Math.exp(-logEvidence(sum / unit, variance / unit ** 2))),
  };
}

const predictedRate = ({ count, sum }: Moments, { expectedRate }: ComparisonPlan): number =>
  (sum + expectationWeight * expectedRate) / (count + expectationWeight);

const squaredDistance = ({ count, sum, sumOfSquares }: Moments, from: number): number =>
  Math.max(0, sumOfSquares - 2 * from * sum + count * from * from);

function checkBatch({ control, treatment, treatmentShare }: ComparisonBatch, plan: ComparisonPlan): void {
  const { smallestShare, expectedRate } = plan;
  if (!(smallestShare > 0 && smallestShare <= 0.5)) {
    throw new ExperimentInputError(`smallestShare must be above 0 and at most 0.5, not ${smallestShare}.`);
  }
  if (!(expectedRate >= 0 && expectedRate <= 1)) {
    throw new ExperimentInputError(`expectedRate must lie between 0 and 1, not ${expectedRate}.`);
  }
  // Shares are quotients of whole numbers; the last digits may differ.
  if (!(Math.min(treatmentShare, 1 - treatmentShare) >= smallestShare - 1e-9)) {
    throw new ExperimentInputError(
      `A variant had the share ${Math.min(treatmentShare, 1 - treatmentShare)} of the two; the comparison was planned ` +
        `for ${smallestShare} at least. Start another one with a smaller smallestShare.`,
    );
  }
  for (const { count, sum, sumOfSquares } of [control, treatment]) {
    // For values between 0 and 1 squares are no larger than values.
    if (!(count >= 0 && sum >= 0 && sum <= count && sumOfSquares <= sum + 1e-9)) {
      throw new ExperimentInputError(
        `Outcomes must lie between 0 and 1, one a user: ${count} users with a sum of ${sum} and squares of ` +
          `${sumOfSquares} do not. Divide values such as revenue by a cap that is set before.`,
      );
    }
  }
}
