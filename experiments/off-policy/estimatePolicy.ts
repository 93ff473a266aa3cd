import { ExperimentInputError } from '../ExperimentInputError.ts';
import type { Interval } from '../statistics/Interval.ts';
import { studentQuantile } from '../statistics/normalDistribution.ts';
import { countOf, type LoggedDecision } from './LoggedDecision.ts';
import { predictRewards } from './predictRewards.ts';

/** What a new policy would have brought for each decision, by a log of another one's decisions. */
export interface PolicyEstimate {
  readonly decisions: number;
  readonly users: number;
  /** What the logging policy did bring. */
  readonly logged: Interval;
  /** Inverse propensity scoring (Horvitz and Thompson 1952). */
  readonly ips: Interval;
  /** Self-normalized inverse propensity scoring (Swaminathan and Joachims 2015). */
  readonly snips: Interval;
  /** Doubly robust (Dudík, Langford and Li 2011). */
  readonly doublyRobust: Interval;
  /** Kish's: so many decisions of the new policy itself would say as much. */
  readonly effectiveDecisions: number;
  readonly greatestWeight: number;
  /** The share of the new policy's choices that the logging policy never made: nothing is known of them. */
  readonly unsupportedShare: number;
}

/**
 * Estimates the mean reward of a policy from decisions of another one with known propensities. Intervals are Student's,
 * with errors clustered by user; decisions without a user stand for themselves.
 *
 * @throws ExperimentInputError for fewer than two users.
 */
export function estimatePolicy(decisions: readonly LoggedDecision[], confidence = 0.95): PolicyEstimate {
  const users = decisions.map(({ userId }, index) => userId ?? index);
  const userCount = new Set(users).size;
  if (userCount < 2) {
    throw new ExperimentInputError(`An estimate needs decisions for two users at least; the log has ${userCount}.`);
  }
  const quantile = studentQuantile((1 + confidence) / 2, userCount - 1);
  const weights = decisions.map(({ shown, actions }) => {
    const { propensity, targetPropensity } = actions.find(({ action }) => action === shown)!;
    return targetPropensity / propensity;
  });
  const rewards = decisions.map(({ reward }) => reward);
  const counts = decisions.map(countOf);
  const total = sumOf(counts);
  const meanOf = (values: readonly number[]): number =>
    sumOf(values.map((value, index) => counts[index] * value)) / total;
  const weighted = rewards.map((reward, index) => weights[index] * reward);
  const meanWeight = meanOf(weights);
  const snips = meanWeight === 0 ? 0 : meanOf(weighted) / meanWeight;
  const interval = (estimate: number, influences: readonly number[]): Interval => {
    const sums = influences.map((influence, index) => counts[index] * influence);
    const reach = (quantile * clusteredError(sums, users, userCount)) / total;
    return { estimate, low: estimate - reach, high: estimate + reach };
  };
  const mean = (values: readonly number[]): Interval => {
    const estimate = meanOf(values);
    return interval(
      estimate,
      values.map((value) => value - estimate),
    );
  };
  return {
    decisions: total,
    users: userCount,
    logged: mean(rewards),
    ips: mean(weighted),
    // Linearised: a decision moves the quotient by its weighted distance from it.
    snips: interval(
      snips,
      weights.map((weight, index) => (meanWeight === 0 ? 0 : (weight * (rewards[index] - snips)) / meanWeight)),
    ),
    doublyRobust: mean(doublyRobustValues(decisions, weights)),
    effectiveDecisions:
      meanWeight === 0 ? 0 : (total * meanWeight ** 2) / meanOf(weights.map((weight) => weight * weight)),
    greatestWeight: weights.reduce((greatest, weight) => Math.max(greatest, weight), 0),
    unsupportedShare: meanOf(
      decisions.map(({ actions }) =>
        sumOf(actions.map(({ propensity, targetPropensity }) => (propensity === 0 ? targetPropensity : 0))),
      ),
    ),
  };
}

function doublyRobustValues(decisions: readonly LoggedDecision[], weights: readonly number[]): number[] {
  const predictions = predictRewards(decisions);
  return decisions.map(({ shown, reward, actions }, index) => {
    const expected = sumOf(actions.map(({ targetPropensity }, place) => targetPropensity * predictions[index][place]));
    const ofShown = predictions[index][actions.findIndex(({ action }) => action === shown)];
    return expected + weights[index] * (reward - ofShown);
  });
}

/** The standard error of a sum whose terms, given as distances from their means, are dependent within a user. */
function clusteredError(influences: readonly number[], users: readonly (string | number)[], userCount: number): number {
  const sums = new Map<string | number, number>();
  for (const [index, user] of users.entries()) sums.set(user, (sums.get(user) ?? 0) + influences[index]);
  let squares = 0;
  for (const sum of sums.values()) squares += sum * sum;
  return Math.sqrt((squares * userCount) / (userCount - 1));
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
