import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { TrainingWorkflowInput } from '../../schema/contract/models.ts';
import { createTableClient } from '../shared/createTableClient.ts';
import { readEnvironment } from '../shared/environment.ts';
import { createObservability, observe } from '../shared/observe.ts';
import { createHourReader } from './createHourReader.ts';
import { HealthRows } from './HealthRows.ts';
import { watchModel } from './watchModel.ts';

const environment = readEnvironment('watch-model', process.env);
const observability = createObservability();
const { logger, metrics, tracer } = observability;
const executions = tracer.captureAWSv3Client(new SFNClient({}));
const rows = new HealthRows(createTableClient(tracer), environment.MODELS_TABLE);
const readHours = createHourReader(
  tracer.captureAWSv3Client(new CloudWatchClient({})),
  environment.POWERTOOLS_METRICS_NAMESPACE,
);

async function startTraining(runId: string): Promise<void> {
  const input: TrainingWorkflowInput = { trigger: 'DRIFT' };
  try {
    await executions.send(
      new StartExecutionCommand({
        stateMachineArn: environment.TRAINING_WORKFLOW_ARN,
        name: runId,
        input: JSON.stringify(input),
      }),
    );
  } catch (error) {
    if ((error as Error).name !== 'ExecutionAlreadyExists') throw error;
  }
}

/** Looks at the hour that has ended (EventBridge asks each hour). */
export const handler = observe(observability, async (): Promise<void> => {
  const { drifted, measures } = await watchModel({ rows, readHours, startTraining, clock: Date.now });
  if (drifted) logger.warn('What lists are like, or what becomes of them, has drifted', { measures });
  metrics.addMetric('ModelDrifted', MetricUnit.Count, drifted ? 1 : 0);
});
