import type { ExperimentRequest, ExperimentRow, ExperimentSettings } from '../../schema/contract/experiments.ts';
import type { RunningExperiment } from '../../schema/contract/feedback.ts';
import type { ModelsTable } from '../shared/ModelsTable.ts';
import { ExperimentRefusedError } from './errors.ts';
import type { ExperimentRows } from './ExperimentRows.ts';
import { usersOfAll } from './planOf.ts';
import { untilUncontended, writeChange } from './writeChange.ts';

export interface ExperimentDependencies {
  rows: ExperimentRows;
  models: ModelsTable;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/**
 * Keeps a draft, or starts it: from then on its placement shows the variants.
 * @throws ExperimentRefusedError
 */
export async function putExperiment(
  { settings, start, revision, caller }: Extract<ExperimentRequest, { kind: 'PUT' }>,
  { rows, models, clock }: ExperimentDependencies,
): Promise<ExperimentRow> {
  const { experimentId, placement, variants, guards } = settings;
  await requireVersions(settings, models);
  return untilUncontended(async () => {
    const [existing, placed] = await Promise.all([rows.experiment(experimentId), rows.placement(placement)]);
    if ((existing?.revision ?? null) !== revision) {
      throw new ExperimentRefusedError(
        'ExperimentChanged',
        'The experiment changed since its revision was read. Ask for experiment, and send it again with its revision if it is still wanted.',
      );
    }
    if (existing && existing.status !== 'DRAFT') {
      throw new ExperimentRefusedError(
        'ExperimentStarted',
        `The experiment "${experimentId}" has started and stays as it is. End it, and start another one under another id.`,
      );
    }
    const running = placed?.experiment && (JSON.parse(placed.experiment) as RunningExperiment);
    if (start && running) {
      throw new ExperimentRefusedError(
        'PlacementInUse',
        `The experiment "${running.experimentId}" runs on the placement "${placement}". End it first: endExperiment.`,
      );
    }
    const now = clock();
    const instant = new Date(now).toISOString();
    const after = {
      ...settings,
      variants: JSON.stringify(variants),
      guards: JSON.stringify(guards),
      usersNeeded: usersOfAll(settings),
      status: start ? ('RUNNING' as const) : ('DRAFT' as const),
      createdAt: existing?.createdAt ?? instant,
      ...(start && { startedAt: instant }),
    };
    return writeChange(
      rows,
      {
        before: { experiment: existing, placement: placed },
        after,
        ...(start && {
          placement: { settings: placed?.settings ?? '{}', running: { experimentId, variants } },
          split: variants.map(({ variant, share }) => ({ variant, share })),
        }),
      },
      now,
      caller,
    );
  });
}

/** A version that cannot answer would make every list of its variant a degraded one. */
async function requireVersions({ variants }: ExperimentSettings, models: ModelsTable): Promise<void> {
  for (const { modelVersion } of variants) {
    if (!modelVersion) continue;
    const version = await models.version(modelVersion);
    if (!version) {
      throw new ExperimentRefusedError(
        'ModelVersionNotFound',
        `There is no version "${modelVersion}" of the model. modelVersions lists them.`,
      );
    }
    if (!version.endpointName) {
      throw new ExperimentRefusedError(
        'ModelVersionNotServed',
        `The version "${modelVersion}" has no endpoint any more. The last two versions that were live have one.`,
      );
    }
  }
}
