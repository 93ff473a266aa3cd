import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { ModelComparison } from '../../schema/generated/types.ts';
import { createModelClient } from '../shared/createModelClient.ts';
import { createTableClient } from '../shared/createTableClient.ts';
import { createVersionMetrics } from '../shared/createVersionMetrics.ts';
import { readEnvironment } from '../shared/environment.ts';
import { ModelsTable } from '../shared/ModelsTable.ts';
import { createObservability, observe } from '../shared/observe.ts';
import { UserHistory } from '../shared/UserHistory.ts';
import { compareVersions } from './compareVersions.ts';
import { parseComparison } from './parseComparison.ts';
import { tryShadow } from './tryShadow.ts';

const environment = readEnvironment('compare-models', process.env);
const observability = createObservability();
const { logger, metrics, tracer } = observability;
const tables = createTableClient(tracer);
const askEndpoint = createModelClient(tracer.captureAWSv3Client(new SageMakerRuntimeClient({ maxAttempts: 1 })));
const stopwatch = (): number => performance.now();
const onSkipped = (what: string, count: number): void => {
  logger.warn('Rows were passed over', { what, count });
  metrics.addMetric('RowsSkipped', MetricUnit.Count, count);
};
const shadowing = {
  askEndpoint,
  record: createVersionMetrics(environment.POWERTOOLS_METRICS_NAMESPACE, Date.now),
  stopwatch,
};
const comparing = {
  models: new ModelsTable(tables, environment.MODELS_TABLE),
  userHistory: new UserHistory(tables, environment.USER_DATA_TABLE, onSkipped),
  historySize: environment.HISTORY_SIZE,
  askEndpoint,
  clock: Date.now,
  stopwatch,
};

/** Tries a challenger in the shadow of the champion, or compares versions for an administrator. */
export const handler = observe(observability, async (event: unknown): Promise<ModelComparison | null> => {
  const comparison = parseComparison(event);
  if (comparison.kind === 'COMPARE') return compareVersions(comparison, comparing);
  await tryShadow(comparison, shadowing);
  return null;
});
