import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchClient, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { versionMetrics } from '../../schema/contract/models.ts';

/** What CloudWatch has of a version over a time. Latencies are in milliseconds: the 90th percentile, and the median. */
export interface VersionMeasurements {
  requests: number;
  errors: number;
  latency: number;
  medianLatency: number;
  shadowRequests: number;
  shadowErrors: number;
  shadowLatency: number;
  shadowMedianLatency: number;
  /** Mean share of the champion's first ten items; undefined when nothing was compared. */
  shadowOverlap: number | undefined;
  impressions: number;
  clicks: number;
}

/** @param since milliseconds since 1970, as is `until` */
export type ReadVersionMetrics = (modelVersion: string, since: number, until: number) => Promise<VersionMeasurements>;

type Name = keyof VersionMeasurements;

/** The longest time that CloudWatch keeps minutes apart is 15 days; a stage lasts a week at most. */
const measures: Record<Name, [metric: string, statistic: string]> = {
  requests: [versionMetrics.requests, 'Sum'],
  errors: [versionMetrics.errors, 'Sum'],
  latency: [versionMetrics.latency, 'p90'],
  medianLatency: [versionMetrics.latency, 'p50'],
  shadowRequests: [versionMetrics.shadowRequests, 'Sum'],
  shadowErrors: [versionMetrics.shadowErrors, 'Sum'],
  shadowLatency: [versionMetrics.shadowLatency, 'p90'],
  shadowMedianLatency: [versionMetrics.shadowLatency, 'p50'],
  shadowOverlap: [versionMetrics.shadowOverlap, 'Average'],
  impressions: [versionMetrics.impressions, 'Sum'],
  clicks: [versionMetrics.clicks, 'Sum'],
};
const names = Object.keys(measures) as Name[];
const minute = 60_000;

export function createMetricsReader(client: CloudWatchClient, namespace: string): ReadVersionMetrics {
  return async (modelVersion, since, until) => {
    const start = Math.floor(since / minute) * minute;
    const end = Math.ceil((until + 1) / minute) * minute;
    const queries = names.map((name): MetricDataQuery => ({
      Id: name.toLowerCase(),
      MetricStat: {
        Metric: {
          Namespace: namespace,
          MetricName: measures[name][0],
          Dimensions: [{ Name: versionMetrics.dimension, Value: modelVersion }],
        },
        // One period over all of it: percentiles cannot be added.
        Period: (end - start) / 1000,
        Stat: measures[name][1],
      },
    }));
    const { MetricDataResults = [] } = await client.send(
      new GetMetricDataCommand({
        MetricDataQueries: queries,
        StartTime: new Date(start),
        EndTime: new Date(end),
      }),
    );
    const values = new Map(MetricDataResults.map(({ Id, Values = [] }) => [Id, Values]));
    return Object.fromEntries(
      names.map((name) => [name, combine(measures[name][1], values.get(name.toLowerCase()) ?? [])]),
    ) as unknown as VersionMeasurements;
  };
}

/** CloudWatch aligns periods with the clock, so that one span may come as two. */
function combine(statistic: string, values: number[]): number | undefined {
  if (statistic === 'Sum') return values.reduce((sum, value) => sum + value, 0);
  if (statistic === 'Average') {
    return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
  }
  return Math.max(0, ...values);
}
