import { addBatch, emptyComparison, type Comparison } from '../../experiments/comparison/Comparison.ts';
import type { ExperimentPlan, TreatmentData } from '../../experiments/comparison/judgeExperiment.ts';
import { mergeMoments, momentsOf, noMoments, type Moments } from '../../experiments/statistics/Moments.ts';
import type { VariantShare } from '../../experiments/assignVariant.ts';
import type { ExperimentGuardMetric, ExperimentSettings, UserSegment } from '../../schema/contract/experiments.ts';

/** A user whose window is over. */
export interface UserOutcome {
  variant: string;
  /** 0 to 1. */
  outcome: number;
  /** What was paid, without a cap. */
  revenue: number;
  segment?: UserSegment;
  /** For each guard 1 when it happened. */
  guards: Record<ExperimentGuardMetric, number>;
}

/** What one variant's users did. */
export interface VariantSums {
  outcome: Moments;
  revenue: number;
  guards: Record<ExperimentGuardMetric, number>;
}

/** Everything that is known of an experiment: sums of users whose windows are over. Plain JSON. */
export interface ExperimentSums {
  variants: Record<string, VariantSums>;
  treatments: Record<string, TreatmentData>;
  /** Users who are in no other sum: not believed, or of unknown chances of either variant. */
  leftOut: { suspects: number; unclear: number };
}

const guardMetrics: ExperimentGuardMetric[] = ['DISLIKES', 'DEGRADED'];
const segments: UserSegment[] = ['NEW', 'RETURNING'];

export function emptySums({ variants, segments: hasSegments }: ExperimentSettings): ExperimentSums {
  const [, ...treatments] = variants;
  return {
    variants: Object.fromEntries(
      variants.map(({ variant }) => [
        variant,
        { outcome: noMoments, revenue: 0, guards: { DISLIKES: 0, DEGRADED: 0 } },
      ]),
    ),
    treatments: Object.fromEntries(
      treatments.map(({ variant }) => [
        variant,
        {
          variant,
          goal: emptyComparison,
          guards: Object.fromEntries(guardMetrics.map((metric) => [metric, emptyComparison])),
          segments: hasSegments ? Object.fromEntries(segments.map((segment) => [segment, emptyComparison])) : {},
        },
      ]),
    ),
    leftOut: { suspects: 0, unclear: 0 },
  };
}

/** Adds users who were assigned by one split; each may be added once only. */
export function addOutcomes(
  sums: ExperimentSums,
  users: readonly UserOutcome[],
  split: readonly VariantShare[],
  plan: ExperimentPlan,
): ExperimentSums {
  const of = (variant: string): UserOutcome[] => users.filter((user) => user.variant === variant);
  const [control] = split;
  const shareOf = new Map(split.map(({ variant, share }) => [variant, share]));
  const add = (
    before: Comparison,
    treatment: string,
    value: (user: UserOutcome) => number,
    isIn: (user: UserOutcome) => boolean = () => true,
  ): Comparison => {
    const share = shareOf.get(treatment) ?? 0;
    const batch = {
      control: momentsOf(of(control.variant).filter(isIn).map(value)),
      treatment: momentsOf(of(treatment).filter(isIn).map(value)),
      treatmentShare: share / (share + control.share),
    };
    return batch.control.count + batch.treatment.count === 0 ? before : addBatch(before, batch, plan);
  };
  return {
    ...sums,
    variants: mapValues(sums.variants, (before, variant) => ({
      outcome: mergeMoments(before.outcome, momentsOf(of(variant).map(({ outcome }) => outcome))),
      revenue: before.revenue + sum(of(variant).map(({ revenue }) => revenue)),
      guards: mapValues(before.guards, (count, metric) => count + sum(of(variant).map(({ guards }) => guards[metric]))),
    })),
    treatments: mapValues(sums.treatments, (before, treatment) => ({
      variant: treatment,
      goal: add(before.goal, treatment, ({ outcome }) => outcome),
      guards: mapValues(before.guards, (comparison, metric) =>
        add(comparison, treatment, ({ guards }) => guards[metric as ExperimentGuardMetric]),
      ),
      segments: mapValues(before.segments, (comparison, name) =>
        add(
          comparison,
          treatment,
          ({ outcome }) => outcome,
          ({ segment }) => segment === name,
        ),
      ),
    })),
  };
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

function mapValues<Key extends string, Before, After>(
  record: Readonly<Record<Key, Before>>,
  change: (value: Before, key: Key) => After,
): Record<Key, After> {
  const entries = Object.entries(record) as [Key, Before][];
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value, key)])) as Record<Key, After>;
}
