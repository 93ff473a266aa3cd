import { proportionInterval } from '../../experiments/statistics/proportionInterval.ts';
import { meanInterval } from '../../experiments/statistics/Moments.ts';
import type { ComparisonResult } from '../../experiments/comparison/Comparison.ts';
import type { TreatmentVerdict } from '../../experiments/comparison/judgeExperiment.ts';
import { wholeSplit } from '../../experiments/assignVariant.ts';
import type { ExperimentRow } from '../../schema/contract/experiments.ts';
import { verdictsOf } from './advance.ts';
import { notFound } from './endExperiment.ts';
import type { ExperimentRows } from './ExperimentRows.ts';
import { emptySums, type ExperimentSums, type VariantSums } from './ExperimentSums.ts';
import { settingsOf } from './planOf.ts';

/** Splits that are shown: the newest. */
const mostSplits = 500;

/** What is known of an experiment, as the API answers it; the experiment itself is its row. */
export async function experimentResults(experimentId: string, rows: ExperimentRows) {
  const row = await rows.experiment(experimentId);
  if (!row) throw notFound(experimentId);
  const [known, splits] = await Promise.all([rows.sums(experimentId), rows.splits(experimentId)]);
  const settings = settingsOf(row);
  const sums = known ? (JSON.parse(known.sums) as ExperimentSums) : emptySums(settings);
  const verdicts = new Map(verdictsOf(settings, sums).map((verdict) => [verdict.variant, verdict]));
  const variants = settings.variants.map(({ variant, share }) => ({
    variant,
    share: share / wholeSplit,
    ...measured(sums.variants[variant], row),
    ...against(verdicts.get(variant)),
  }));
  return {
    row,
    users: variants.reduce((total, { users }) => total + users, 0),
    suspects: sums.leftOut.suspects,
    unclear: sums.leftOut.unclear,
    countedUntil: known ? new Date(known.closedUntil * 1000).toISOString() : null,
    variants,
    splits: splits.slice(-mostSplits).map(({ from, shares }) => ({
      from: new Date(from).toISOString(),
      shares: shares.map(({ variant, share }) => ({ variant, share: share / wholeSplit })),
    })),
  };
}

function measured({ outcome, revenue, guards }: VariantSums, { goal }: ExperimentRow) {
  const { count, sum } = outcome;
  const interval = goal === 'REVENUE' ? meanInterval(outcome) : proportionInterval(sum, count);
  return {
    users: count,
    outcomes: sum,
    rate: interval ?? null,
    revenue,
    dislikes: guards.DISLIKES,
    degraded: guards.DEGRADED,
  };
}

/** How a treatment compares; nulls for the control. */
function against(verdict: TreatmentVerdict | undefined) {
  if (!verdict) return { verdict: null, difference: null, guards: [], segments: [] };
  const { goal, guards, segments, brokenGuards } = verdict;
  return {
    verdict: verdict.verdict,
    difference: effectOf(goal),
    guards: Object.entries(guards).map(([metric, result]) => ({
      metric,
      isBroken: brokenGuards.includes(metric),
      difference: effectOf(result),
    })),
    segments: Object.entries(segments).map(([segment, result]) => ({
      segment,
      users: result?.users ?? 0,
      difference: effectOf(result),
    })),
  };
}

const effectOf = (result: ComparisonResult | undefined) =>
  result ? { estimate: result.estimate, low: result.low, high: result.high, pValue: result.pValue } : null;
