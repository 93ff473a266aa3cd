import { placementProblem, quote } from '../../schema/contract/checks.ts';
import type { ExperimentSettings } from '../../schema/contract/experiments.ts';
import type { ExperimentVariant } from '../../schema/contract/feedback.ts';
import {
  defaultWindowSeconds,
  longestWindowSeconds,
  shortestWindowSeconds,
  wholeShare,
} from '../../schema/contract/limits.ts';
import type { PutExperimentInput } from '../../schema/generated/types.ts';
import { requireNumber } from './checks.ts';
import { invalidInput, requireNone } from './invalidInput.ts';

/**
 * An experiment as it is kept, or the end of the request with `InvalidInput`. Shares are ten-thousandths from here on.
 *
 * @param input - its id is checked
 * @param variants - of `readVariants`
 */
export function readExperimentSettings(input: PutExperimentInput, variants: ExperimentVariant[]): ExperimentSettings {
  const { experimentId, placement, goal, revenueCap, windowSeconds, expectedRate, smallestEffect } = input;
  requireNone(placementProblem('input.placement', placement));
  if (placement === 'trending') {
    invalidInput('input.placement', quote(placement), 'another placement: trendingItems shows what is counted');
  }
  const allocation = input.allocation ?? 'FIXED';
  const total = variants.reduce((sum, { share }) => sum + share, 0);
  if (total > wholeShare || (allocation === 'BANDIT' && total !== wholeShare)) {
    const allowed = allocation === 'BANDIT' ? '1 in all for BANDIT' : 'at most 1 in all';
    invalidInput('input.variants', `shares of ${total / wholeShare} in all`, allowed);
  }
  if ((goal === 'REVENUE') !== !!revenueCap || (revenueCap ?? 1) <= 0) {
    invalidInput(
      'input.revenueCap',
      `${revenueCap ?? 'nothing'}`,
      'a number above 0 for the goal REVENUE, nothing for others',
    );
  }
  const window = requireNumber(
    'input.windowSeconds',
    windowSeconds,
    shortestWindowSeconds,
    longestWindowSeconds,
    defaultWindowSeconds,
  );
  requireRate('input.expectedRate', expectedRate);
  const expected = expectedRate + smallestEffect;
  if (smallestEffect === 0 || expected <= 0 || expected >= 1) {
    invalidInput('input.smallestEffect', `${smallestEffect}`, 'not 0, and with expectedRate above 0 and below 1');
  }
  return {
    experimentId,
    placement,
    variants,
    goal,
    revenueCap: revenueCap ?? undefined,
    windowSeconds: window,
    expectedRate,
    smallestEffect,
    guards: readGuards(input),
    segments: input.segments ?? false,
    allocation,
    smallestShare: readSmallestShare(input, variants),
  };
}

function readGuards(input: PutExperimentInput): ExperimentSettings['guards'] {
  const guards = (input.guards ?? []).map(({ metric, margin }, index) => ({
    metric,
    margin: requireNumber(`input.guards[${index}].margin`, margin, 0, 1, 0),
  }));
  const metrics = guards.map(({ metric }) => metric);
  const repeated = metrics.find((metric, index) => metrics.indexOf(metric) !== index);
  if (repeated) invalidInput('input.guards', `${repeated} twice`, 'each metric once');
  return guards;
}

/** What a bandit leaves each variant; of shares that stay, the smallest. */
function readSmallestShare({ allocation, smallestShare }: PutExperimentInput, variants: ExperimentVariant[]): number {
  const smallest = variants.reduce((least, { share }) => Math.min(least, share), wholeShare);
  if (allocation !== 'BANDIT') {
    if (smallestShare !== null && smallestShare !== undefined) {
      invalidInput('input.smallestShare', `${smallestShare}`, 'nothing: only a BANDIT moves shares');
    }
    return smallest;
  }
  const share = requireNumber('input.smallestShare', smallestShare, 0.01, smallest / wholeShare, 0.05);
  return Math.round(share * wholeShare);
}

function requireRate(path: string, rate: number): void {
  if (rate <= 0 || rate >= 1) invalidInput(path, `${rate}`, 'above 0 and below 1');
}
