import type { DataReport } from '../../schema/contract/models.ts';
import type { SparkFailedAnswer, SparkFailedInput } from '../../schema/contract/trainingSteps.ts';
import { explainFailure } from '../shared/explainFailure.ts';
import { largestInteractions } from '../shared/sizes.ts';
import type { TrainingDependencies } from './TrainingDependencies.ts';

/**
 * A model of everything is better than none: where the largest instance holds the data, the container trains without
 * Spark, and what was in the way is logged and counted.
 */
export async function sparkFailed(
  { runId, failure }: SparkFailedInput,
  { rows, onTrouble }: TrainingDependencies,
): Promise<SparkFailedAnswer> {
  const outcome = explainFailure(failure);
  const { dataReport } = await rows.run(runId);
  const { interactions } = JSON.parse(dataReport ?? '{}') as Partial<DataReport>;
  if (interactions === undefined || interactions > largestInteractions) return { decision: 'STOP', outcome };
  onTrouble('Spark fitted nothing, so the container trains on everything', outcome.reason);
  return { decision: 'GO_ON' };
}
