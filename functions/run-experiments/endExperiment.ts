import type { ExperimentEndReason, ExperimentRow } from '../../schema/contract/experiments.ts';
import type { PlacementSettings } from '../../schema/contract/feedback.ts';
import { withoutNulls } from '../../schema/contract/checks.ts';
import { ExperimentRefusedError } from './errors.ts';
import { settingsOf } from './planOf.ts';
import { promoteVersion } from './promoteVersion.ts';
import type { ExperimentDependencies } from './putExperiment.ts';
import { untilUncontended, writeChange } from './writeChange.ts';

/**
 * Ends an experiment: its placement shows what it showed before, or what the promoted variant shows. The version of a
 * promoted variant becomes the live one in the same transaction.
 * @throws ExperimentRefusedError
 */
export async function endExperiment(
  { experimentId, promote, reason }: { experimentId: string; promote: string | null; reason: ExperimentEndReason },
  caller: string,
  { rows, models, clock }: ExperimentDependencies,
): Promise<ExperimentRow> {
  return untilUncontended(async () => {
    const experiment = await rows.experiment(experimentId);
    if (!experiment) throw notFound(experimentId);
    if (experiment.status !== 'RUNNING') {
      throw new ExperimentRefusedError(
        'ExperimentNotRunning',
        `The experiment "${experimentId}" is ${experiment.status === 'DRAFT' ? 'a draft' : 'over'}: there is nothing to end.`,
      );
    }
    const { variants } = settingsOf(experiment);
    const promoted = variants.find(({ variant }) => variant === promote);
    if (promote !== null && !promoted) {
      throw new ExperimentRefusedError(
        'InvalidInput',
        `promote: received "${promote}"; allowed: ${variants.map(({ variant }) => `"${variant}"`).join(', ')}.`,
      );
    }
    const placed = await rows.placement(experiment.placement);
    const settings = JSON.parse(placed?.settings ?? '{}') as PlacementSettings;
    const now = clock();
    return writeChange(
      rows,
      {
        before: { experiment, placement: placed },
        after: {
          ...experiment,
          status: 'ENDED',
          endedAt: new Date(now).toISOString(),
          endReason: reason,
          ...(promoted && { promoted: promoted.variant }),
        },
        placement: {
          settings: JSON.stringify({ ...settings, ...withoutNulls({ ...promoted?.settings }) }),
          running: undefined,
        },
        beside: promoted?.modelVersion ? await promoteVersion(promoted.modelVersion, models, now, caller) : [],
      },
      now,
      caller,
    );
  });
}

export const notFound = (experimentId: string): ExperimentRefusedError =>
  new ExperimentRefusedError('ExperimentNotFound', `There is no experiment "${experimentId}". experiments lists them.`);
