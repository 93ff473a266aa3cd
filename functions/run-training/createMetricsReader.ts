import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchClient, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { versionMetrics } from '../../schema/contract/models.ts';

/** What CloudWatch has of a version over a time. Latencies are the 90th percentile, in milliseconds. */
export interface VersionMeasurements {
  requests: number;
  errors: number;
  latency: number;
  shadowRequests: number;
  shadowErrors: number;
  shadowLatency: number;
  /** Mean share of the champion's first ten items; undefined when nothing was compared. */
  shadowOverlap: number | undefined;
  impressions: number;
  clicks: number;
}

/** @param since milliseconds since 1970, as is `until` */
export type ReadVersionMetrics = (modelVersion: string, since: number, until: number) => Promise<VersionMeasurements>;

type Name = keyof VersionMeasurements;

/** The longest time that CloudWatch keeps minutes apart is 15 days; a stage lasts a week at most. */
const statistics: Record<Name, string> = {
  requests: 'Sum',
  errors: 'Sum',
  latency: 'p90',
  shadowRequests: 'Sum',
  shadowErrors: 'Sum',
  shadowLatency: 'p90',
  shadowOverlap: 'Average',
  impressions: 'Sum',
  clicks: 'Sum',
};
const names = Object.keys(statistics) as Name[];
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
          MetricName: versionMetrics[name],
          Dimensions: [{ Name: versionMetrics.dimension, Value: modelVersion }],
        },
        // One period over all of it: percentiles cannot be added.
        Period: (end - start) / 1000,
        Stat: statistics[name],
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
      names.map((name) => [name, combine(statistics[name], values.get(name.toLowerCase()) ?? [])]),
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
