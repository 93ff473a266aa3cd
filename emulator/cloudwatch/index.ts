export { cloudwatchService, type RunningCloudWatch } from './cloudwatchService.ts';
export { createMetricReader } from './readEmbeddedMetrics.ts';
export type { Metric, MetricDatum, MetricStore } from './MetricStore.ts';
