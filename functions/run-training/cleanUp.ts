import type { ModelVersionRow } from '../../schema/contract/models.ts';
import type { CleanUpAnswer, CleanUpInput, VersionResources } from '../../schema/contract/trainingSteps.ts';
import { changeLive } from './changeLive.ts';
import type { TrainingDependencies } from './TrainingDependencies.ts';

/**
 * Withdraws this run's version where it is a challenger, then names every version that has an endpoint and needs none:
 * all but the one that is live and the one that was before it.
 */
export async function cleanUp({ runId }: CleanUpInput, { rows, clock }: TrainingDependencies): Promise<CleanUpAnswer> {
  const champion = await changeLive(rows, clock(), (live) => ({
    change: live?.challenger?.modelVersion === runId ? { live: { champion: live.champion } } : undefined,
    answer: live?.champion.modelVersion,
  }));
  const served: (ModelVersionRow & { endpointName: string })[] = [];
  for await (const row of rows.versions()) {
    if (row.endpointName) served.push({ ...row, endpointName: row.endpointName });
  }
  const [previous] = served
    .filter(({ status, modelVersion }) => status === 'RETIRED' && modelVersion !== champion)
    .sort((a, b) => (a.retiredAt ?? '').localeCompare(b.retiredAt ?? ''))
    .slice(-1);
  return {
    remove: served
      .filter(({ modelVersion }) => modelVersion !== champion && modelVersion !== previous?.modelVersion)
      .map(toResources),
  };
}

/** All that SageMaker has of a version has one name. */
function toResources({ modelVersion, endpointName }: { modelVersion: string; endpointName: string }): VersionResources {
  return { modelVersion, endpointName, endpointConfigName: endpointName, modelName: endpointName };
}
