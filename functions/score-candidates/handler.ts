import { randomUUID } from 'node:crypto';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { impressionsRead, itemFreshMilliseconds } from '../../schema/contract/limits.ts';
import { listMetrics } from '../../schema/contract/modelHealth.ts';
import type { HistoryEntry, PackedList } from '../../schema/contract/scoring.ts';
import type { ItemExplanation } from '../../schema/generated/types.ts';
import { createModelClient } from '../shared/createModelClient.ts';
import { createTableClient } from '../shared/createTableClient.ts';
import { createVersionMetrics } from '../shared/createVersionMetrics.ts';
import { readEnvironment } from '../shared/environment.ts';
import { ModelsTable } from '../shared/ModelsTable.ts';
import { createObservability, observe } from '../shared/observe.ts';
import { packItems } from '../shared/packItems.ts';
import { createApplyExperiment, createExposureReader } from './applyExperiment.ts';
import { Catalogue } from './Catalogue.ts';
import { createCircuitBreaker } from './createCircuitBreaker.ts';
import { createKeptReader } from './createKeptReader.ts';
import { createListMeter } from './createListMeter.ts';
import { createMeasuredModel } from './createMeasuredModel.ts';
import { createModelRouter } from './createModelRouter.ts';
import { createPopularListKeeper } from './createPopularListKeeper.ts';
import { createShadowSender } from './createShadowSender.ts';
import { explainItem } from './explainItem.ts';
import { isExplainRequest, parseExplainRequest, parseScoreInput } from './parseScoreInput.ts';
import { PlacementReader } from './PlacementReader.ts';
import { createScoreCandidates } from './scoreCandidates.ts';
import { SeenItems } from './SeenItems.ts';
import { TopLists } from './TopLists.ts';
import { UserHistory } from '../shared/UserHistory.ts';

/** So long may a promotion, or a way back, take to show. */
const liveFreshMilliseconds = 5_000;

const environment = readEnvironment('score-candidates', process.env);
const observability = createObservability();
const { logger, metrics, tracer } = observability;
const tables = createTableClient(tracer);
const runtime = tracer.captureAWSv3Client(new SageMakerRuntimeClient({ maxAttempts: 1 }));
const stopwatch = (): number => performance.now();
const onTrouble = (what: string, cause: unknown): void => logger.warn(what, { cause });
const onLost = (cause: unknown): void => {
  onTrouble('A shadow was lost', cause);
  metrics.addMetric('ShadowsLost', MetricUnit.Count, 1);
};
const models = new ModelsTable(tables, environment.MODELS_TABLE);
const recordVersion = createVersionMetrics(environment.POWERTOOLS_METRICS_NAMESPACE, Date.now);
const askEndpoint = createModelClient(runtime);
const askVersion = createCircuitBreaker(createMeasuredModel(askEndpoint, recordVersion, stopwatch), Date.now);
const invoker = tracer.captureAWSv3Client(new LambdaClient({ maxAttempts: 1 }));
const readLive = createKeptReader({
  read: () => models.live(),
  freshMilliseconds: liveFreshMilliseconds,
  clock: Date.now,
  onTrouble,
  name: 'Which versions are live',
});
const readVersion = (modelVersion: string) => models.version(modelVersion);
const askModel = createModelRouter({
  readLive,
  readVersion,
  askVersion,
  sendShadow: createShadowSender(invoker, environment.COMPARE_MODELS_FUNCTION, Math.random, onLost),
  stopwatch,
});
const onSkipped = (what: string, count: number): void => {
  logger.warn('Rows were passed over', { what, count });
  metrics.addMetric('RowsSkipped', MetricUnit.Count, count);
};
const userHistory = new UserHistory(tables, environment.USER_DATA_TABLE, onSkipped);
const seenItems = new SeenItems(tables, environment.USER_DATA_TABLE, userHistory, onTrouble);
const topLists = new TopLists(tables, environment.COUNTERS_TABLE);

const placements = new PlacementReader({
  client: tables,
  table: environment.FEEDBACK_TABLE,
  clock: Date.now,
  random: Math.random,
  onTrouble,
});

const readers = {
  readPlacement: (placement: string) => placements.read(placement),
  readHistory: (userId: string) => userHistory.read(userId, environment.HISTORY_SIZE),
  readSeenItemIds: (userId: string, history: HistoryEntry[]) => seenItems.read(userId, history),
  applyExperiment: createApplyExperiment(createExposureReader(tables, environment.USER_DATA_TABLE), onTrouble),
  readImpressions: (userId: string) => userHistory.impressions(userId, impressionsRead),
  onTrouble,
};
const catalogue = { client: tables, table: environment.CATALOGUE_TABLE, clock: Date.now, onSkipped };
const scoreCandidates = createScoreCandidates({
  ...readers,
  catalogue: new Catalogue({ ...catalogue, freshMilliseconds: itemFreshMilliseconds }),
  askModel,
  historySize: environment.HISTORY_SIZE,
  topLists,
  keepPopularList: createPopularListKeeper(askVersion, topLists, Date.now),
  clock: Date.now,
  newId: randomUUID,
});

const measureList = createListMeter();

// Questions of administrators are no requests that a version is judged by, nor does a version fall ill of them.
const explaining = {
  ...readers,
  catalogue: new Catalogue({ ...catalogue, freshMilliseconds: 0 }),
  askModel: createModelRouter({
    readLive,
    readVersion,
    askVersion: ({ endpointName }, request, budget) => askEndpoint(endpointName, request, budget),
    sendShadow: async () => undefined,
    stopwatch,
  }),
  clock: Date.now,
};

/** Answers with a list for AppSync and the workflow, or with an explanation (schema/contract/scoring.ts). */
export const handler = observe(observability, async (event: unknown): Promise<PackedList | ItemExplanation> => {
  const started = performance.now();
  if (isExplainRequest(event)) return explainItem(parseExplainRequest(event), explaining);
  const input = parseScoreInput(event);
  const list = await scoreCandidates(input);
  metrics.addMetric('ListLatency', MetricUnit.Milliseconds, performance.now() - started);
  metrics.addMetric('ListsDegraded', MetricUnit.Count, list.degraded ? 1 : 0);
  if (input.kind === 'RECOMMEND' && input.modelVersion === undefined) {
    for (const [name, value] of Object.entries(measureList(list))) {
      metrics.addMetric(name, name === listMetrics.sources[list.source] ? MetricUnit.Count : MetricUnit.NoUnit, value);
    }
  }
  return { ...list, items: packItems(list.items), listSize: list.items.length };
});
