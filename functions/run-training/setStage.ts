import type { LiveRow, TrainingSettings } from '../../schema/contract/models.ts';
import type { SetStageAnswer, SetStageInput, Stop } from '../../schema/contract/trainingSteps.ts';
import { changeLive } from './changeLive.ts';
import { championOf, stopBecauseChanged } from './isStillWanted.ts';
import { resourceName } from '../shared/runNames.ts';
import { pauseOf } from './rolloutTime.ts';
import type { TrainingDependencies } from './TrainingDependencies.ts';

export async function setStage(
  { runId, stage, settings }: SetStageInput,
  dependencies: TrainingDependencies,
): Promise<SetStageAnswer> {
  const { rows, places, clock } = dependencies;
  const judgedAgainst = await championOf(runId, rows);
  const now = clock();
  const { share, seconds } = planOf(stage, settings);
  const watches = (since: string): SetStageAnswer => ({
    decision: 'GO_ON',
    watch: true,
    since,
    waitSeconds: pauseOf(Date.parse(since), seconds, now),
  });
  const goesOn: SetStageAnswer = {
    decision: 'GO_ON',
    watch: false,
    since: new Date(now).toISOString(),
    waitSeconds: 0,
  };
  const tried = (await rows.version(runId))?.status !== 'REGISTERED';

  return changeLive<SetStageAnswer>(rows, now, (live) => {
    const stop = stopIfChanged(live, judgedAgainst, runId, tried);
    if (stop) return { answer: stop };
    if (!live || share === 0 || seconds === 0) return { answer: goesOn };
    const { champion, challenger, updatedAt } = live;
    if (challenger?.modelVersion === runId && challenger.stage === stage) return { answer: watches(updatedAt) };
    const endpointName = resourceName(places.prefix, runId);
    return {
      change: {
        live: { champion, challenger: { modelVersion: runId, endpointName, stage, share } },
        versions: { [runId]: { status: stage } },
      },
      answer: watches(new Date(now).toISOString()),
    };
  });
}

/** @param tried whether the version has been a challenger before */
function stopIfChanged(
  live: LiveRow | undefined,
  judgedAgainst: string | undefined,
  runId: string,
  tried: boolean,
): Stop | undefined {
  const isWithdrawn = tried && live?.challenger?.modelVersion !== runId;
  return live?.champion.modelVersion !== judgedAgainst || isWithdrawn ? stopBecauseChanged(live) : undefined;
}

function planOf(stage: SetStageInput['stage'], settings: TrainingSettings): { share: number; seconds: number } {
  return stage === 'SHADOW'
    ? { share: settings.shadowShare, seconds: settings.shadowSeconds }
    : { share: settings.canaryShare, seconds: settings.canarySeconds };
}
