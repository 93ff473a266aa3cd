import { GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchClient, Metric, MetricDataQuery } from '@aws-sdk/client-cloudwatch';

/** A metric whose values are added up, or counted. */
export interface Counted {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
  statistic: 'Sum' | 'SampleCount';
}

/** What CloudWatch takes in one request. */
const mostQueries = 500;
const hour = 3_600_000;

/**
 * Adds up metrics over a time.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 * @returns for each metric, in their order; 0 where CloudWatch has none
 * @throws what the client throws
 */
export async function readMetricSums(
  cloudWatch: CloudWatchClient,
  counted: readonly Counted[],
  from: Date,
  until: Date,
): Promise<number[]> {
  const sums = counted.map(() => 0);
  // A period that begins before the time is given whole: the shorter it is, the less is too much.
  const Period = until.getTime() - from.getTime() <= 24 * hour ? 300 : 3600;
  const queries = counted.map(({ namespace, name, dimensions, statistic }, index): MetricDataQuery => ({
    Id: `m${index}`,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period,
      Stat: statistic,
    },
  }));
  for (let start = 0; start < queries.length; start += mostQueries) {
    let NextToken: string | undefined;
    do {
      const page = await cloudWatch.send(
        new GetMetricDataCommand({
          MetricDataQueries: queries.slice(start, start + mostQueries),
          StartTime: from,
          EndTime: until,
          NextToken,
        }),
      );
      for (const { Id = '', Values = [] } of page.MetricDataResults ?? []) {
        sums[Number(Id.slice(1))] += Values.reduce((sum, value) => sum + value, 0);
      }
      ({ NextToken } = page);
    } while (NextToken);
  }
  return sums;
}

/**
 * The values that a dimension has had in the last two weeks.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
 */
export async function listDimensions(
  cloudWatch: CloudWatchClient,
  { namespace, name }: Pick<Counted, 'namespace' | 'name'>,
  isWanted: (dimensions: Record<string, string>) => boolean,
): Promise<Record<string, string>[]> {
  const found: Metric[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudWatch.send(new ListMetricsCommand({ Namespace: namespace, MetricName: name, NextToken }));
    found.push(...(page.Metrics ?? []));
    ({ NextToken } = page);
  } while (NextToken);
  return found
    .map(({ Dimensions = [] }) => Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name ?? '', Value ?? ''])))
    .filter(isWanted);
}
