import { thompsonSplit } from '../../experiments/bandit/thompsonSplit.ts';
import { judgeExperiment, type TreatmentVerdict } from '../../experiments/comparison/judgeExperiment.ts';
import type { UniformRandom } from '../../experiments/statistics/sampleBeta.ts';
import type { ExperimentRow, ExperimentSettings } from '../../schema/contract/experiments.ts';
import { closeWindows } from './closeWindows.ts';
import { endExperiment } from './endExperiment.ts';
import { ExperimentContendedError } from './errors.ts';
import type { ExperimentSums } from './ExperimentSums.ts';
import type { ExposedUsers } from './ExposedUsers.ts';
import { planOf, settingsOf } from './planOf.ts';
import type { ExperimentDependencies } from './putExperiment.ts';
import { writeChange } from './writeChange.ts';

export interface AdvanceDependencies extends ExperimentDependencies {
  users: ExposedUsers;
  random: UniformRandom;
  /** Told what became of an experiment, for the metrics. */
  tell: (experimentId: string, what: 'STOPPED' | 'DECIDED' | 'MOVED') => void;
  onTrouble: (what: string, cause: unknown) => void;
}

/** Each move of a split has stored lists of the placement made anew: smaller ones are not worth it. */
const smallestMove = 200;
const caller = 'run-experiments';

/** Brings every running experiment up to date. What is wrong with one stops no other. */
export async function advanceExperiments(dependencies: AdvanceDependencies): Promise<number> {
  const running = await dependencies.rows.running();
  for (const row of running) {
    await advanceOne(row, dependencies).catch((error: unknown) => {
      // Somebody who wrote it meanwhile has seen to it, or the next run does.
      if (error instanceof ExperimentContendedError) return;
      dependencies.onTrouble(`The experiment ${row.experimentId} was not brought up to date`, error);
    });
  }
  return running.length;
}

/** Closes windows, then looks: a broken guard ends the experiment, and a bandit moves the split. */
async function advanceOne(row: ExperimentRow, dependencies: AdvanceDependencies): Promise<void> {
  const { rows, tell } = dependencies;
  const { experimentId } = row;
  const sums = await closeWindows(row, await rows.splits(experimentId), dependencies);
  const settings = settingsOf(row);
  const verdicts = verdictsOf(settings, sums);
  if (verdicts.some(({ verdict }) => verdict === 'GUARD_BROKEN')) {
    await endExperiment({ experimentId, promote: null, reason: 'GUARD_BROKEN' }, caller, dependencies);
    tell(experimentId, 'STOPPED');
    return;
  }
  if (verdicts.some(({ verdict }) => verdict !== 'RUNNING')) tell(experimentId, 'DECIDED');
  if (settings.allocation === 'BANDIT') await moveSplit(row, settings, sums, dependencies);
}

/** What may be said of each treatment now. */
export function verdictsOf(settings: ExperimentSettings, sums: ExperimentSums): TreatmentVerdict[] {
  return judgeExperiment(Object.values(sums.treatments), planOf(settings));
}

async function moveSplit(
  row: ExperimentRow,
  { variants, smallestShare }: ExperimentSettings,
  sums: ExperimentSums,
  { rows, clock, random, tell }: AdvanceDependencies,
): Promise<void> {
  const outcomes = variants.map(({ variant }) => {
    const { count, sum } = sums.variants[variant].outcome;
    return { variant, users: count, conversions: sum };
  });
  const split = thompsonSplit(outcomes, random, { smallestShare });
  const greatest = Math.max(...split.map(({ share }, index) => Math.abs(share - variants[index].share)));
  if (greatest < smallestMove) return;
  const moved = variants.map((variant, index) => ({ ...variant, share: split[index].share }));
  const placed = await rows.placement(row.placement);
  await writeChange(
    rows,
    {
      before: { experiment: row, placement: placed },
      after: { ...row, variants: JSON.stringify(moved) },
      placement: {
        settings: placed?.settings ?? '{}',
        running: { experimentId: row.experimentId, variants: moved, hasMoved: true },
      },
      split,
    },
    clock(),
    caller,
  );
  tell(row.experimentId, 'MOVED');
}
