import type { RolloutObservation } from '../../schema/contract/models.ts';
import type { WatchAnswer, WatchInput } from '../../schema/contract/trainingSteps.ts';
import { championOf, stopBecauseChanged } from './isStillWanted.ts';
import { judgeRollout } from './judgeRollout.ts';
import { pauseOf } from './rolloutTime.ts';
import type { TrainingDependencies } from './TrainingDependencies.ts';
import type { TrainingRows } from './TrainingRows.ts';

/** Observations that a run keeps: two stages have about a dozen each, long ones more. */
const mostObservations = 200;

export async function watch(
  { runId, stage, since, settings }: WatchInput,
  { rows, readMetrics, clock }: TrainingDependencies,
): Promise<WatchAnswer> {
  const live = await rows.live();
  const { challenger, champion } = live ?? {};
  const isUnchanged = champion?.modelVersion === (await championOf(runId, rows)) && challenger?.modelVersion === runId;
  if (!champion || !isUnchanged) return stopBecauseChanged(live);

  const now = clock();
  const start = Date.parse(since);
  const [ofChallenger, ofChampion] = await Promise.all([
    readMetrics(runId, start, now),
    readMetrics(champion.modelVersion, start, now),
  ]);
  const seconds = stage === 'SHADOW' ? settings.shadowSeconds : settings.canarySeconds;
  const waitSeconds = pauseOf(start, seconds, now);
  const observation = judgeRollout(stage, ofChallenger, ofChampion, new Date(now).toISOString(), waitSeconds === 0);
  await keep(runId, observation, rows);
  if (observation.decision === 'GO_ON') return { decision: 'WAIT', waitSeconds };
  if (observation.decision === 'PASSED') return { decision: 'GO_ON' };
  return { decision: 'STOP', outcome: { status: 'REJECTED', reason: observation.reason } };
}

async function keep(runId: string, observation: RolloutObservation, rows: TrainingRows): Promise<void> {
  const { observations = '[]' } = await rows.run(runId);
  const kept = [...(JSON.parse(observations) as RolloutObservation[]), observation].slice(-mostObservations);
  await rows.updateRun(runId, { observations: JSON.stringify(kept) });
}
