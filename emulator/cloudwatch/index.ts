export { cloudwatchService, type RunningCloudWatch } from './cloudwatchService.ts';
export { evaluateExpression } from './evaluateExpression.ts';
export { createMetricReader } from './readEmbeddedMetrics.ts';
export type { Metric, MetricDatum, MetricStore } from './MetricStore.ts';
