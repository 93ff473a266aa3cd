import type { ExperimentGuard, ExperimentRow } from '../../schema/contract/experiments.ts';
import type { ExperimentVariant } from '../../schema/contract/feedback.ts';
import { wholeShare } from '../../schema/contract/limits.ts';
import type { Experiment } from '../../schema/generated/types.ts';
import { toSettings } from './placementRows.ts';

/** A row as the API answers it. */
export function toExperiment(row: ExperimentRow): Experiment {
  const variants = JSON.parse(row.variants) as ExperimentVariant[];
  return {
    experimentId: row.experimentId,
    revision: row.revision,
    status: row.status,
    placement: row.placement,
    variants: variants.map(({ variant, share, settings, modelVersion }) => ({
      variant,
      share: share / wholeShare,
      settings: settings ? toSettings(settings) : null,
      modelVersion: modelVersion ?? null,
    })),
    goal: row.goal,
    revenueCap: row.revenueCap ?? null,
    windowSeconds: row.windowSeconds,
    expectedRate: row.expectedRate,
    smallestEffect: row.smallestEffect,
    usersNeeded: row.usersNeeded,
    guards: JSON.parse(row.guards) as ExperimentGuard[],
    segments: row.segments,
    allocation: row.allocation,
    smallestShare: row.smallestShare / wholeShare,
    createdAt: row.createdAt,
    startedAt: row.startedAt ?? null,
    endedAt: row.endedAt ?? null,
    endReason: row.endReason ?? null,
    promoted: row.promoted ?? null,
    updatedAt: row.updatedAt,
    updatedBy: row.updatedBy,
  };
}
