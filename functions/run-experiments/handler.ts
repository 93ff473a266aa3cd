import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { createTableClient } from '../shared/createTableClient.ts';
import { readEnvironment } from '../shared/environment.ts';
import { ModelsTable } from '../shared/ModelsTable.ts';
import { createObservability, observe } from '../shared/observe.ts';
import { ExperimentRows } from './ExperimentRows.ts';
import { ExposedUsers } from './ExposedUsers.ts';
import { parseExperimentRequest } from './parseExperimentRequest.ts';
import { runExperiments } from './runExperiments.ts';

const environment = readEnvironment('run-experiments', process.env);
const observability = createObservability();
const { logger, metrics, tracer } = observability;
const tables = createTableClient(tracer);
const metricOf = { STOPPED: 'ExperimentsStopped', DECIDED: 'ExperimentsDecided', MOVED: 'SplitsMoved' };

const dependencies = {
  rows: new ExperimentRows(tables, environment.FEEDBACK_TABLE),
  models: new ModelsTable(tables, environment.MODELS_TABLE),
  users: new ExposedUsers(tables, environment.USER_DATA_TABLE, (what, count) => {
    logger.warn('Rows were passed over', { what, count });
    metrics.addMetric('RowsSkipped', MetricUnit.Count, count);
  }),
  clock: Date.now,
  random: Math.random,
  tell: (experimentId: string, what: keyof typeof metricOf) => {
    logger.info('An experiment changed', { experimentId, what });
    metrics.addMetric(metricOf[what], MetricUnit.Count, 1);
  },
  onTrouble: (what: string, cause: unknown) => {
    logger.error(what, cause as Error);
    metrics.addMetric('ExperimentsFailed', MetricUnit.Count, 1);
  },
};

/** Puts, ends and tells of experiments for the API, and brings running ones up to date when the schedule says so. */
export const handler = observe(observability, (event: unknown) =>
  runExperiments(parseExperimentRequest(event), dependencies),
);
