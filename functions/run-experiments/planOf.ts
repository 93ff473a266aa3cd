import { wholeSplit } from '../../experiments/assignVariant.ts';
import type { ExperimentPlan } from '../../experiments/comparison/judgeExperiment.ts';
import { usersNeeded } from '../../experiments/comparison/usersNeeded.ts';
import type { ExperimentGuard, ExperimentRow, ExperimentSettings } from '../../schema/contract/experiments.ts';
import type { ExperimentVariant } from '../../schema/contract/feedback.ts';

/** The experiment as it was put. */
export const settingsOf = (row: ExperimentRow): ExperimentSettings => ({
  ...row,
  variants: JSON.parse(row.variants) as ExperimentVariant[],
  guards: JSON.parse(row.guards) as ExperimentGuard[],
});

/** What is set for the comparison of each treatment with the control. */
export function planOf(settings: ExperimentSettings): ExperimentPlan {
  const { expectedRate, guards } = settings;
  return {
    expectedRate,
    smallestShare: smallestShareOfTwo(settings),
    guards: guards.map(({ metric, margin }) => ({ name: metric, betterWhen: 'LOWER', margin })),
  };
}

/** The smallest share of the users of control and treatment that either of them may get. */
function smallestShareOfTwo({ allocation, smallestShare, variants }: ExperimentSettings): number {
  if (allocation === 'BANDIT') {
    const most = wholeSplit - smallestShare * (variants.length - 1);
    return Math.min(0.5, smallestShare / (smallestShare + most));
  }
  const [control, ...treatments] = variants;
  return Math.min(...treatments.map(({ share }) => Math.min(share, control.share) / (share + control.share)));
}

/**
 * Users of all variants together after whom the smallest effect has been found in four of five experiments, for the
 * treatment that it takes longest to tell of. A bandit is reckoned at the smallest share that it may give.
 */
export function usersOfAll(settings: ExperimentSettings): number {
  const { variants, expectedRate, smallestEffect, allocation } = settings;
  const [control, ...treatments] = variants;
  const taking = variants.reduce((sum, { share }) => sum + share, 0);
  const needed = treatments.map(({ share }) => {
    const both = allocation === 'BANDIT' ? (2 / variants.length) * taking : control.share + share;
    const treatmentShare = allocation === 'BANDIT' ? smallestShareOfTwo(settings) : share / (control.share + share);
    const users = usersNeeded({
      rate: expectedRate,
      difference: smallestEffect,
      alpha: 0.05 / treatments.length,
      treatmentShare,
    });
    return (users * taking) / both;
  });
  return Math.ceil(Math.max(...needed));
}
