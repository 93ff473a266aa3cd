import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { defaultTrainingSettings } from '../../schema/contract/trainingSettings.ts';
import type { EndAnswer, TrainingStep } from '../../schema/contract/trainingSteps.ts';
import { createModelClient } from '../shared/createModelClient.ts';
import { createTableClient } from '../shared/createTableClient.ts';
import { readEnvironment } from '../shared/environment.ts';
import { createObservability, observe } from '../shared/observe.ts';
import { createMetricsReader } from './createMetricsReader.ts';
import { runTraining } from './runTraining.ts';
import type { TrainingDependencies } from './TrainingDependencies.ts';
import { TrainingRows } from './TrainingRows.ts';
import { TrainingArchive } from './TrainingArchive.ts';

const environment = readEnvironment('run-training', process.env);
const observability = createObservability();
const { logger, metrics, tracer } = observability;
const tables = createTableClient(tracer);
const executions = tracer.captureAWSv3Client(new SFNClient({}));
const runtime = tracer.captureAWSv3Client(new SageMakerRuntimeClient({ maxAttempts: 1 }));

const dependencies: TrainingDependencies = {
  rows: new TrainingRows(tables, environment.MODELS_TABLE),
  archive: new TrainingArchive(tracer.captureAWSv3Client(new S3Client({})), environment.ARCHIVE_BUCKET),
  places: {
    archiveBucket: environment.ARCHIVE_BUCKET,
    artifactBucket: environment.ARTIFACT_BUCKET,
    prefix: environment.NAME_PREFIX,
  },
  userDataTable: environment.USER_DATA_TABLE_ARN,
  catalogueTable: environment.CATALOGUE_TABLE_ARN,
  image: environment.MODEL_IMAGE,
  defaults: { ...defaultTrainingSettings, ...environment.TRAINING_SETTINGS },
  sparkFrom: environment.SPARK_FROM,
  exportMarginSeconds: environment.EXPORT_MARGIN_SECONDS,
  isRunning: async (executionArn) => {
    try {
      const { status } = await executions.send(new DescribeExecutionCommand({ executionArn }));
      return status === 'RUNNING';
    } catch (error) {
      if ((error as Error).name === 'ExecutionDoesNotExist') return false;
      throw error;
    }
  },
  countRows: async (tableArn) => {
    const TableName = tableArn.slice(tableArn.lastIndexOf('/') + 1);
    const { Table } = await tables.send(new DescribeTableCommand({ TableName }));
    return Table?.ItemCount ?? 0;
  },
  onDrift: ({ measures }) => {
    logger.warn('What people do has drifted', { measures });
    metrics.addMetric('DataDrifted', MetricUnit.Count, 1);
  },
  onTrouble: (what, cause) => logger.warn(what, { cause }),
  askEndpoint: createModelClient(runtime),
  readMetrics: createMetricsReader(
    tracer.captureAWSv3Client(new CloudWatchClient({})),
    environment.POWERTOOLS_METRICS_NAMESPACE,
  ),
  sleep: (milliseconds) => setTimeout(milliseconds),
  makeKey: () => randomBytes(32),
  clock: Date.now,
};

/** Does one step of the training workflow. */
export const handler = observe(observability, async (event: TrainingStep): Promise<object> => {
  const answer = await runTraining(event, dependencies);
  if (event.step === 'sparkFailed') metrics.addMetric('SparkJobsFailed', MetricUnit.Count, 1);
  if (event.step === 'end') {
    const { status } = answer as EndAnswer;
    metrics.addMetric('TrainingsFailed', MetricUnit.Count, status === 'FAILED' || status === 'REFUSED' ? 1 : 0);
    metrics.addMetric('TrainingsPromoted', MetricUnit.Count, status === 'PROMOTED' ? 1 : 0);
  }
  return answer;
});
