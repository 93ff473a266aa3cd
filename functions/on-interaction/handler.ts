import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { randomInt, randomUUID } from 'node:crypto';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { SFNClient } from '@aws-sdk/client-sfn';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type { CountHeldResult } from '../../schema/contract/anomalies.ts';
import type { ReplayRecordsResult } from '../../schema/contract/deployment.ts';
import { metricShards } from '../../schema/contract/metrics.ts';
import { createTableClient } from '../shared/createTableClient.ts';
import { createVersionMetrics } from '../shared/createVersionMetrics.ts';
import { readEnvironment } from '../shared/environment.ts';
import { createObservability, observe } from '../shared/observe.ts';
import { createPlacementMetrics } from './createPlacementMetrics.ts';
import { createHeldCounting } from './createHeldCounting.ts';
import { createOnInteraction } from './onInteraction.ts';
import type { OnInteractionDependencies } from './onInteraction.ts';
import { createQueueSender } from './createQueueSender.ts';
import { parseEvent } from './parseEvent.ts';
import { createWorkflowStarter } from './startWorkflows.ts';

const environment = readEnvironment('on-interaction', process.env);
const observability = createObservability();
const { logger, metrics, tracer } = observability;
const workflows = tracer.captureAWSv3Client(new SFNClient({}));

const dependencies: OnInteractionDependencies = {
  client: createTableClient(tracer),
  userDataTable: environment.USER_DATA_TABLE,
  catalogueTable: environment.CATALOGUE_TABLE,
  countersTable: environment.COUNTERS_TABLE,
  feedbackTable: environment.FEEDBACK_TABLE,
  shards: environment.COUNTER_SHARDS,
  shard: randomInt(environment.COUNTER_SHARDS),
  metricShard: randomInt(metricShards),
  startWorkflow: createWorkflowStarter(workflows, environment.WORKFLOW_ARN),
  sendToQueue: createQueueSender({
    queueUrl: environment.FAILURES_QUEUE_URL,
    endpoint: environment.AWS_ENDPOINT_URL,
    region: environment.AWS_REGION,
    credentials: defaultProvider(),
    timeout: 5_000,
  }),
  recordVersion: createVersionMetrics(environment.POWERTOOLS_METRICS_NAMESPACE, Date.now),
  recordPlacements: createPlacementMetrics(environment.POWERTOOLS_METRICS_NAMESPACE, Date.now),
  instance: randomUUID(),
  alarmRate: environment.ANOMALY_ALARM_RATE,
  clock: Date.now,
  onTrouble: (what, cause) => logger.warn(what, { cause }),
  onSkipped: (what, count) => {
    logger.warn('Rows were passed over', { what, count });
    metrics.addMetric('RowsSkipped', MetricUnit.Count, count);
  },
};
const onInteraction = createOnInteraction(dependencies);
const countHeld = createHeldCounting(dependencies);

const replay = async (records: DynamoDBRecord[]): Promise<ReplayRecordsResult> => {
  const { failures } = await onInteraction(records, { isReplay: true });
  return {
    failures: [...failures].map(([streamEventId, error]) => ({
      streamEventId,
      code: (error as Error & { code?: string }).code ?? error.name,
      reason: error.message,
    })),
  };
};

/**
 * Takes new interactions from the stream of the user data table (docs/contracts.md), takes in those that were set aside,
 * or counts what was held back by a mark that was cleared.
 */
export const handler = observe(
  observability,
  async (given: unknown, context): Promise<DynamoDBBatchResponse | CountHeldResult | ReplayRecordsResult> => {
    const event = parseEvent(given);
    if ('kind' in event) return event.kind === 'REPLAY' ? replay(event.records) : countHeld(event.anomalyId);
    const { failures, ...outcome } = await onInteraction(event.Records);
    metrics.addMetric('Interactions', MetricUnit.Count, event.Records.length);
    metrics.addMetric('InteractionsRedelivered', MetricUnit.Count, outcome.redelivered);
    metrics.addMetric('PushesStarted', MetricUnit.Count, outcome.started);
    metrics.addMetric('InteractionsSetAside', MetricUnit.Count, outcome.setAside);
    metrics.addMetric('AnomaliesMarked', MetricUnit.Count, outcome.marked);
    metrics.addMetric('InteractionsHeld', MetricUnit.Count, outcome.held);
    const tellOutcome = async ({ eventID = '' }: DynamoDBRecord): Promise<void> => {
      const error = failures.get(eventID);
      if (!error) return;
      logger.error('An interaction will be delivered again', error);
      throw error;
    };
    const processor = new BatchProcessor(EventType.DynamoDBStreams);
    return processPartialResponse(event, tellOutcome, processor, { context });
  },
);
