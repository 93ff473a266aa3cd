import { versionPartitionKey } from '../../schema/contract/models.ts';
import type { DataReport, Lineage } from '../../schema/contract/models.ts';
import type { RegisterAnswer, RegisterInput } from '../../schema/contract/trainingSteps.ts';
import { MissingRowError } from '../shared/errors.ts';
import { trainingJob } from './jobs.ts';
import { resourceName } from '../shared/runNames.ts';
import type { TrainingDependencies } from './TrainingDependencies.ts';

export async function register(
  { runId, settings, artifact }: RegisterInput,
  { rows, places, image, clock }: TrainingDependencies,
): Promise<RegisterAnswer> {
  const { dataReport, verdict } = await rows.run(runId);
  if (!dataReport) throw new MissingRowError(`report of the data of run ${runId}`);
  const report = JSON.parse(dataReport) as DataReport;
  const lineage: Lineage = {
    runId,
    dataFingerprint: report.fingerprint,
    trainedUntil: report.trainedUntil,
    interactions: report.interactions,
    items: report.items,
    users: report.users,
    seed: settings.seed,
    hyperparameters: trainingJob(runId, settings, report, places).hyperparameters,
    image,
  };
  const name = resourceName(places.prefix, runId);
  await rows.writeOnce({
    pk: versionPartitionKey,
    sk: runId,
    modelVersion: runId,
    status: 'REGISTERED',
    createdAt: new Date(clock()).toISOString(),
    // Before there is one: whatever comes between, the clean-up knows what to look for.
    endpointName: name,
    artifact,
    verdict,
    lineage: JSON.stringify(lineage),
  });
  await rows.updateRun(runId, { modelVersion: runId });
  return { modelVersion: runId, artifact, modelName: name, endpointConfigName: name, endpointName: name };
}
