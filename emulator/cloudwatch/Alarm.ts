import type { ResolvedResource } from '../template/index.ts';
import type { TimeSeries } from './evaluateExpression.ts';
import { readDimensions, readQueries, type MetricQuery } from './queryMetrics.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** An alarm of the template. */
export interface AlarmDefinition {
  name: string;
  arn: string;
  description?: string;
  queries: MetricQuery[];
  /** The query that is compared. */
  watched: string;
  /** Seconds. */
  period: number;
  evaluationPeriods: number;
  datapointsToAlarm: number;
  threshold: number;
  comparison: string;
  treatMissingData: string;
  actionsEnabled: boolean;
  actions: Record<AlarmState, string[]>;
  /** As the template has it, for DescribeAlarms. */
  properties: Record<string, unknown>;
}

const comparisons: Record<string, (value: number, threshold: number) => boolean> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

export const isKnownComparison = (name: unknown): boolean => Object.hasOwn(comparisons, String(name));

/** @throws ServiceError for queries that CloudWatch would refuse */
export function readAlarm({ ref, attributes, properties }: ResolvedResource): AlarmDefinition {
  const { Metrics, MetricName, Namespace, Dimensions, Statistic, ExtendedStatistic, Period } = properties;
  const queries =
    Metrics === undefined
      ? readQueries([
          {
            Id: 'm',
            MetricStat: {
              Metric: { MetricName, Namespace, Dimensions },
              Period,
              Stat: Statistic ?? ExtendedStatistic,
            },
          },
        ])
      : readQueries(Metrics);
  const watched = queries.find(({ returnsData }) => returnsData) ?? queries[0]!;
  const list = (value: unknown): string[] => ((value ?? []) as unknown[]).map(String);
  const evaluationPeriods = Number(properties.EvaluationPeriods);
  return {
    name: ref,
    arn: String(attributes.Arn),
    description: properties.AlarmDescription === undefined ? undefined : String(properties.AlarmDescription),
    queries,
    watched: watched.id,
    period: watched.period,
    evaluationPeriods,
    datapointsToAlarm: Number(properties.DatapointsToAlarm ?? evaluationPeriods),
    threshold: Number(properties.Threshold),
    comparison: String(properties.ComparisonOperator),
    treatMissingData: String(properties.TreatMissingData ?? 'missing'),
    actionsEnabled: String(properties.ActionsEnabled ?? true) === 'true',
    actions: {
      ALARM: list(properties.AlarmActions),
      OK: list(properties.OKActions),
      INSUFFICIENT_DATA: list(properties.InsufficientDataActions),
    },
    properties: { ...properties, Dimensions: toPairs(readDimensions(Dimensions)) },
  };
}

const toPairs = (dimensions: Record<string, string>): { Name: string; Value: string }[] =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));

/**
 * The state that the last periods speak for, and why; undefined where there is no reason to change it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 * @param seconds where the periods begin that are looked at
 */
export function judgeAlarm(
  { evaluationPeriods, datapointsToAlarm, threshold, comparison, treatMissingData }: AlarmDefinition,
  series: TimeSeries,
  seconds: readonly number[],
): { state: AlarmState; reason: string } | undefined {
  const values = seconds.map((second) => series.get(second)).filter((value) => value !== undefined);
  const missing = evaluationPeriods - values.length;
  const breaching = values.filter((value) => comparisons[comparison]!(value, threshold)).length;
  const counted = breaching + (treatMissingData === 'breaching' ? missing : 0);
  const shown = values.length === 0 ? 'no datapoints' : `datapoints ${values.join(', ')}`;
  if (counted >= datapointsToAlarm) {
    const reason = `Threshold Crossed: ${counted} of the last ${evaluationPeriods} periods (${shown}) were ${comparison} ${threshold}.`;
    return { state: 'ALARM', reason };
  }
  if (values.length === 0 && treatMissingData === 'missing') {
    return {
      state: 'INSUFFICIENT_DATA',
      reason: `Insufficient Data: the last ${evaluationPeriods} periods have no datapoints.`,
    };
  }
  if (values.length === 0 && treatMissingData === 'ignore') {
    return undefined;
  }
  return {
    state: 'OK',
    reason: `Threshold not crossed in enough of the last ${evaluationPeriods} periods (${shown}).`,
  };
}
