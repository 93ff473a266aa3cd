import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { PolicyEvaluation, RecommendationMetrics } from '../../schema/generated/types.ts';
import { createTableClient } from '../shared/createTableClient.ts';
import { readEnvironment } from '../shared/environment.ts';
import { createObservability, observe } from '../shared/observe.ts';
import { evaluatePolicy } from './evaluatePolicy.ts';
import { MetricsTable } from './MetricsTable.ts';
import { parseReport } from './parseReport.ts';
import { reportMetrics } from './reportMetrics.ts';

const environment = readEnvironment('report-feedback', process.env);
const observability = createObservability();
const { logger, metrics, tracer } = observability;

const reporting = {
  table: new MetricsTable(createTableClient(tracer), {
    feedback: environment.FEEDBACK_TABLE,
    catalogue: environment.CATALOGUE_TABLE,
  }),
  onSkipped: (what: string, count: number): void => {
    logger.warn('Rows were passed over', { what, count });
    metrics.addMetric('RowsSkipped', MetricUnit.Count, count);
  },
};

/** Adds up what people did with lists, or judges a policy by it, for administrators. */
export const handler = observe(
  observability,
  async (event: unknown): Promise<RecommendationMetrics | PolicyEvaluation> => {
    const request = parseReport(event);
    return request.kind === 'POLICY' ? evaluatePolicy(request, reporting) : reportMetrics(request, reporting);
  },
);
