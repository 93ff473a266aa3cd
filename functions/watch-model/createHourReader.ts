import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchClient, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { listMetrics, listSources } from '../../schema/contract/modelHealth.ts';
import type { ListHour, Total } from '../../schema/contract/modelHealth.ts';
import { versionMetrics } from '../../schema/contract/models.ts';

/**
 * What CloudWatch has of lists, hour by hour: the hours in which anything happened, by their begin in milliseconds since
 * 1970.
 * @param versions whose impressions and clicks count
 */
export type ReadHours = (from: number, end: number, versions: string[]) => Promise<Map<number, ListHour>>;

const hourSeconds = 3600;
/** The service dimension that Powertools gives what `score-candidates` measures. */
const listDimensions = [{ Name: 'service', Value: 'score-candidates' }];

/** Where a series goes in an hour. */
type Place = (hour: ListHour, value: number) => void;

export function createHourReader(client: CloudWatchClient, namespace: string): ReadHours {
  return async (from, end, versions) => {
    const series = [
      ...seriesOfLists(),
      ...versions.flatMap((version) =>
        (['impressions', 'clicks'] as const).map((name) => ({
          metric: versionMetrics[name],
          dimensions: [{ Name: versionMetrics.dimension, Value: version }],
          statistic: 'Sum',
          place: (hour: ListHour, value: number) => void (hour[name] += value),
        })),
      ),
    ];
    const queries = series.map(({ metric, dimensions, statistic }, index): MetricDataQuery => ({
      Id: `m${index}`,
      MetricStat: {
        Metric: { Namespace: namespace, MetricName: metric, Dimensions: dimensions },
        Period: hourSeconds,
        Stat: statistic,
      },
    }));
    const hours = new Map<number, ListHour>();
    let NextToken: string | undefined;
    do {
      const answer = await client.send(
        new GetMetricDataCommand({
          MetricDataQueries: queries,
          StartTime: new Date(from),
          EndTime: new Date(end),
          NextToken,
        }),
      );
      for (const { Id = '', Timestamps = [], Values = [] } of answer.MetricDataResults ?? []) {
        const { place } = series[Number(Id.slice(1))];
        Timestamps.forEach((timestamp, index) => {
          const begin = Math.floor(timestamp.getTime() / (hourSeconds * 1000)) * hourSeconds * 1000;
          const hour = hours.get(begin) ?? emptyHour();
          hours.set(begin, hour);
          place(hour, Values[index]);
        });
      }
      ({ NextToken } = answer);
    } while (NextToken);
    return hours;
  };
}

function seriesOfLists(): { metric: string; dimensions: typeof listDimensions; statistic: string; place: Place }[] {
  const ofLists = (metric: string, statistic: string, place: Place) => ({
    metric,
    dimensions: listDimensions,
    statistic,
    place,
  });
  const total = (metric: string, pick: (hour: ListHour) => Total) => [
    ofLists(metric, 'Sum', (hour, value) => void (pick(hour).sum += value)),
    ofLists(metric, 'SampleCount', (hour, value) => void (pick(hour).count += value)),
  ];
  return [
    ...listSources.map((source) =>
      ofLists(
        listMetrics.sources[source],
        'Sum',
        ({ lists }, value) => void (lists[source] = (lists[source] ?? 0) + value),
      ),
    ),
    ...total(listMetrics.repetition, (hour) => hour.repetition),
    ...total(listMetrics.scoreSpread, (hour) => hour.scoreSpread),
  ];
}

const emptyHour = (): ListHour => ({
  lists: {},
  repetition: { sum: 0, count: 0 },
  scoreSpread: { sum: 0, count: 0 },
  impressions: 0,
  clicks: 0,
});
