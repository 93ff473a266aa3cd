import type { PromoteAnswer, PromoteInput } from '../../schema/contract/trainingSteps.ts';
import { changeLive } from './changeLive.ts';
import { championOf, stopBecauseChanged } from './isStillWanted.ts';
import { resourceName } from '../shared/runNames.ts';
import type { TrainingDependencies } from './TrainingDependencies.ts';

/** What an administrator set live meanwhile stays. */
export async function promote(
  { runId }: PromoteInput,
  { rows, places, clock }: TrainingDependencies,
): Promise<PromoteAnswer> {
  const judgedAgainst = await championOf(runId, rows);
  const now = clock();
  const wasTried = (await rows.version(runId))?.status !== 'REGISTERED';
  return changeLive<PromoteAnswer>(rows, now, (live) => {
    if (live?.champion.modelVersion === runId) return { answer: { decision: 'GO_ON' } };
    const isWithdrawn = wasTried && live?.challenger?.modelVersion !== runId;
    if (live?.champion.modelVersion !== judgedAgainst || isWithdrawn) return { answer: stopBecauseChanged(live) };
    const retired = live && {
      [live.champion.modelVersion]: { status: 'RETIRED', retiredAt: new Date(now).toISOString() },
    };
    return {
      change: {
        live: { champion: { modelVersion: runId, endpointName: resourceName(places.prefix, runId) } },
        versions: {
          ...(retired as Record<string, { status: 'RETIRED'; retiredAt: string }>),
          [runId]: { status: 'LIVE' },
        },
      },
      answer: { decision: 'GO_ON' },
    };
  });
}
