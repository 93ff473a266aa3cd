import { ServiceError } from '../gateway/index.ts';
import { evaluateExpression, type TimeSeries } from './evaluateExpression.ts';
import { beginOf, type Metric, type MetricStore } from './MetricStore.ts';

/** A metric with its statistic, or an expression over others. */
export interface MetricQuery {
  id: string;
  label?: string;
  metric?: Metric & { statistic: string };
  expression?: string;
  /** Seconds. */
  period: number;
  returnsData: boolean;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const mostQueries = 500;

const text = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : String(value);

/** A list of `{ Name, Value }` as the API and templates have it. */
export const readDimensions = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    ((value ?? []) as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, String(Value)]),
  );

/** Metric data queries of a request or of an alarm in a template. @throws ServiceError (ValidationError) */
export function readQueries(value: unknown): MetricQuery[] {
  const queries = ((value ?? []) as Record<string, unknown>[]).map(
    ({ Id, Label, MetricStat, Expression, Period, ReturnData }) => {
      const stat = MetricStat as { Metric: Record<string, unknown>; Period: unknown; Stat: string } | undefined;
      if ((stat === undefined) === (Expression === undefined)) {
        throw new ServiceError('ValidationError', 'A query has either a MetricStat or an Expression.');
      }
      return {
        id: String(Id),
        label: text(Label),
        metric: stat && {
          namespace: String(stat.Metric.Namespace),
          name: String(stat.Metric.MetricName),
          dimensions: readDimensions(stat.Metric.Dimensions),
          statistic: stat.Stat,
        },
        expression: text(Expression),
        period: Number(stat?.Period ?? Period ?? 0),
        returnsData: String(ReturnData ?? true) === 'true',
      };
    },
  );
  if (queries.length > mostQueries) {
    throw new ServiceError('ValidationError', `At most ${mostQueries} queries at once; received ${queries.length}.`);
  }
  const longest = Math.max(60, ...queries.map(({ period }) => period));
  const bad = queries.find(
    ({ period }) => period !== 0 && ![1, 5, 10, 20, 30].includes(period) && !(period > 0 && period % 60 === 0),
  );
  if (bad) {
    throw new ServiceError(
      'ValidationError',
      `Period must be 1, 5, 10, 20, 30 or a multiple of 60; ${bad.id} has ${bad.period}.`,
    );
  }
  if (new Set(queries.map(({ id }) => id)).size < queries.length) {
    throw new ServiceError('ValidationError', 'The ids of queries must differ.');
  }
  // An expression has the period of its metrics.
  return queries.map((query) => ({ ...query, period: query.period === 0 ? longest : query.period }));
}

/**
 * Answers queries over a time: values by the second that their period begins at, for each query by its id.
 * @param start seconds since the Unix epoch, as is `end`, which is excluded
 * @throws ServiceError (ValidationError, InvalidParameterValue)
 */
export function queryMetrics(
  store: MetricStore,
  queries: readonly MetricQuery[],
  start: number,
  end: number,
): Map<string, TimeSeries> {
  const results = new Map<string, TimeSeries>();
  const pending = new Set<string>();
  const work = ({ id, metric, expression, period }: MetricQuery): TimeSeries => {
    if (metric) {
      const points = [...store.read(metric, start, end, period)].flatMap(([second, distribution]) => {
        const value = distribution.statistic(metric.statistic);
        return value === undefined ? [] : [[second, value] as const];
      });
      return new Map(points);
    }
    if (pending.has(id)) {
      throw new ServiceError('ValidationError', `The expression of ${id} needs itself.`);
    }
    pending.add(id);
    const aligned = Math.floor(start / period) * period;
    const seconds = Array.from({ length: Math.max(0, Math.ceil((end - aligned) / period)) }, (_, n) =>
      Math.max(beginOf(start, period), aligned + n * period),
    );
    return evaluateExpression(expression!, (name) => resultOf(name), seconds);
  };
  const resultOf = (id: string): TimeSeries | undefined => {
    const query = queries.find((one) => one.id === id);
    if (query && !results.has(id)) {
      results.set(id, work(query));
    }
    return results.get(id);
  };
  queries.forEach(({ id }) => resultOf(id));
  return results;
}
