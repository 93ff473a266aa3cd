import { runPartitionKey } from '../../schema/contract/models.ts';
import type { TrainingRunRow } from '../../schema/contract/models.ts';
import type { EndAnswer, EndInput, RunOutcome } from '../../schema/contract/trainingSteps.ts';
import { explainFailure } from '../shared/explainFailure.ts';
import type { TrainingDependencies } from './TrainingDependencies.ts';

/** Versions of a run that ends here were on their way only in one of these. */
const underWay = ['REGISTERED', 'SHADOW', 'CANARY'];

export async function end(
  { runId, outcome, failure, removals = [] }: EndInput,
  { rows, clock }: TrainingDependencies,
): Promise<EndAnswer> {
  const run = (await rows.get(runPartitionKey, runId)) as TrainingRunRow | undefined;
  const isLive = (await rows.live())?.champion.modelVersion === runId;
  // What fails once the model is live is the tidying up, which the next run does again.
  const ending: RunOutcome | undefined = outcome ?? (failure && !isLive ? explainFailure(failure) : undefined);
  const isOpen = run?.status === 'RUNNING';
  const status = isOpen || !run ? (ending?.status ?? 'PROMOTED') : (run.status as EndAnswer['status']);
  const reason = isOpen || !run ? ending?.reason : run.reason;

  const removed = removals.filter(({ isRemoved }) => isRemoved).map(({ modelVersion }) => modelVersion);
  for (const modelVersion of new Set([...removed, runId])) {
    const version = await rows.version(modelVersion);
    if (!version) continue;
    const isGone = removed.includes(modelVersion);
    const wasUnderWay = modelVersion === runId && underWay.includes(version.status);
    await rows.updateVersion(modelVersion, {
      ...(isGone && { endpointName: undefined, ...(version.status === 'RETIRED' && { status: 'REMOVED' }) }),
      ...(wasUnderWay && { status: 'REJECTED', reason }),
    });
  }
  if (isOpen) await rows.updateRun(runId, { status, endedAt: new Date(clock()).toISOString(), reason });
  await rows.freeLock(runId);
  return { runId, status, ...(reason !== undefined && { reason }) };
}
