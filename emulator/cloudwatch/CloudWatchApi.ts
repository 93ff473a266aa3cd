import { gunzipSync } from 'node:zlib';
import { JsonApi, ServiceError, type ServiceRequest, type ServiceResponse } from '../gateway/index.ts';
import type { AccessControl, Principal } from '../identity/index.ts';
import type { AlarmState } from './Alarm.ts';
import type { Alarms } from './Alarms.ts';
import type { Distribution } from './Distribution.ts';
import type { MetricDatum, MetricStore } from './MetricStore.ts';
import { pageOf, pageOfSeries } from './pages.ts';
import { queryMetrics, readDimensions, readQueries } from './queryMetrics.ts';

type Input = Record<string, unknown>;

/** The SDK compresses large bodies of PutMetricData. */
class CompressedJsonApi extends JsonApi {
  override async handle(request: ServiceRequest, principal: Principal): Promise<ServiceResponse> {
    if (request.headers['content-encoding'] !== 'gzip') {
      return super.handle(request, principal);
    }
    let body: Buffer;
    try {
      body = gunzipSync(request.body, { maxOutputLength: 20 * 1024 * 1024 });
    } catch {
      throw new ServiceError('SerializationException', 'The body is not compressed as its content-encoding says.');
    }
    return super.handle({ ...request, body }, principal);
  }
}

/** The SDK sends seconds. */
const seconds = (name: string, value: unknown): number => {
  const found = typeof value === 'number' ? value : Date.parse(String(value)) / 1000;
  if (!Number.isFinite(found)) {
    throw new ServiceError('InvalidParameterValue', `${name} is no time: ${String(value)}`);
  }
  return found;
};

const readDatum = (namespace: string, datum: Input): MetricDatum => {
  const { MetricName, Dimensions, Timestamp, Value, Values, Counts, StatisticValues, StorageResolution } = datum;
  const statistics = StatisticValues as Record<'Sum' | 'SampleCount' | 'Minimum' | 'Maximum', number> | undefined;
  const values = (Values ?? (Value === undefined ? [] : [Value])) as number[];
  const given = [Value, Values, StatisticValues].filter((one) => one !== undefined && one !== null);
  if (typeof MetricName !== 'string' || given.length !== 1 || !values.every((value) => Number.isFinite(value))) {
    throw new ServiceError(
      'InvalidParameterValue',
      'A metric datum has a MetricName and one of Value, Values and StatisticValues, which are numbers.',
    );
  }
  return {
    namespace,
    name: MetricName,
    dimensions: readDimensions(Dimensions),
    timestamp: Timestamp === undefined ? Date.now() : seconds('Timestamp', Timestamp) * 1000,
    values,
    counts: Counts as number[] | undefined,
    summary: statistics && {
      sum: statistics.Sum,
      count: statistics.SampleCount,
      minimum: statistics.Minimum,
      maximum: statistics.Maximum,
    },
    resolution: StorageResolution === 1 ? 1 : 60,
  };
};

/** Whether a metric has these dimensions, some by name alone. */
const hasDimensions = (dimensions: Record<string, string>, wanted: unknown): boolean =>
  ((wanted ?? []) as { Name: string; Value?: string }[]).every(
    ({ Name, Value }) => Object.hasOwn(dimensions, Name) && (Value === undefined || dimensions[Name] === Value),
  );

/** Of an answer of GetMetricData, unless fewer are asked for, and of one of ListMetrics. */
const [mostDatapoints, mostListed] = [100_800, 500];

const states: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** CloudWatch in AWS JSON 1.0, which its SDK speaks. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/ */
export const createCloudWatchApi = (store: MetricStore, alarms: Alarms, access: AccessControl): JsonApi =>
  new CompressedJsonApi('monitoring', 'GraniteServiceVersion20100801', {
    async PutMetricData({ Namespace, MetricData, EntityMetricData }, principal) {
      const namespace = String(Namespace ?? '');
      access.require(principal, 'cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': [namespace] });
      if (namespace === '' || namespace.startsWith('AWS/')) {
        throw new ServiceError('InvalidParameterValue', 'The value AWS/ for parameter Namespace is invalid.');
      }
      if (EntityMetricData !== undefined) {
        throw new ServiceError('InvalidParameterValue', 'The local cloud does not emulate EntityMetricData.');
      }
      // All or none.
      const data = ((MetricData ?? []) as Input[]).map((datum) => readDatum(namespace, datum));
      data.forEach((datum) => store.put(datum));
    },

    async GetMetricData(input, principal) {
      const { MetricDataQueries, StartTime, EndTime, ScanBy, MaxDatapoints, NextToken } = input;
      access.require(principal, 'cloudwatch:GetMetricData', '*');
      const queries = readQueries(MetricDataQueries);
      const [start, end] = [seconds('StartTime', StartTime), seconds('EndTime', EndTime)];
      if (start >= end) {
        throw new ServiceError('ValidationError', 'The parameter StartTime must be less than the parameter EndTime.');
      }
      const results = queryMetrics(store, queries, start, end);
      const direction = ScanBy === 'TimestampAscending' ? 1 : -1;
      const told = queries.filter(({ returnsData }) => returnsData);
      const [page, next] = pageOfSeries(
        told.map(({ id }) => [...results.get(id)!].sort(([left], [right]) => direction * (left - right))),
        NextToken,
        Number(MaxDatapoints ?? mostDatapoints),
      );
      return {
        Messages: [],
        NextToken: next,
        MetricDataResults: page.map(({ index, points, isPartial }) => {
          const { id, label, metric, expression } = told[index]!;
          return {
            Id: id,
            Label: label ?? metric?.name ?? expression,
            StatusCode: isPartial ? 'PartialData' : 'Complete',
            Timestamps: points.map(([second]) => second),
            Values: points.map(([, value]) => value),
          };
        }),
      };
    },

    async GetMetricStatistics(input, principal) {
      access.require(principal, 'cloudwatch:GetMetricStatistics', '*');
      const { Namespace, MetricName, Dimensions, Period, Statistics = [], ExtendedStatistics = [] } = input;
      const metric = {
        namespace: String(Namespace),
        name: String(MetricName),
        dimensions: readDimensions(Dimensions),
      };
      const [start, end] = [seconds('StartTime', input.StartTime), seconds('EndTime', input.EndTime)];
      const pick = (names: unknown, distribution: Distribution): Record<string, number | undefined> =>
        Object.fromEntries((names as string[]).map((name) => [name, distribution.statistic(name)]));
      return {
        Label: metric.name,
        Datapoints: [...store.read(metric, start, end, Number(Period))].map(([second, distribution]) => ({
          Timestamp: second,
          ...pick(Statistics, distribution),
          ExtendedStatistics: pick(ExtendedStatistics, distribution),
        })),
      };
    },

    async ListMetrics({ Namespace, MetricName, Dimensions, NextToken }, principal) {
      access.require(principal, 'cloudwatch:ListMetrics', '*');
      const found = store
        .list()
        .filter(({ namespace, name }) => (Namespace ?? namespace) === namespace && (MetricName ?? name) === name)
        .filter(({ dimensions }) => hasDimensions(dimensions, Dimensions));
      const [page, next] = pageOf(found, NextToken, mostListed);
      return {
        NextToken: next,
        Metrics: page.map(({ namespace, name, dimensions }) => ({
          Namespace: namespace,
          MetricName: name,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        })),
      };
    },

    async DescribeAlarms({ AlarmNames, AlarmNamePrefix = '', StateValue }, principal) {
      access.require(principal, 'cloudwatch:DescribeAlarms', '*');
      const wanted = AlarmNames as string[] | undefined;
      return {
        CompositeAlarms: [],
        MetricAlarms: alarms
          .all()
          .filter(({ name }) => (wanted?.includes(name) ?? true) && name.startsWith(String(AlarmNamePrefix)))
          .filter(({ state }) => (StateValue ?? state) === state)
          .map(({ name, arn, properties, state, reason, since, evaluationPeriods, threshold, ...alarm }) => ({
            ...properties,
            AlarmName: name,
            AlarmArn: arn,
            StateValue: state,
            StateReason: reason,
            StateUpdatedTimestamp: since,
            EvaluationPeriods: evaluationPeriods,
            Threshold: threshold,
            Period: properties.Metrics === undefined ? alarm.period : undefined,
            ActionsEnabled: alarm.actionsEnabled,
            AlarmActions: alarm.actions.ALARM,
            OKActions: alarm.actions.OK,
            InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
          })),
      };
    },

    async SetAlarmState({ AlarmName, StateValue, StateReason }, principal) {
      const alarm = alarms.find(String(AlarmName));
      access.require(principal, 'cloudwatch:SetAlarmState', alarm.arn);
      if (!states.includes(StateValue as AlarmState)) {
        throw new ServiceError('ValidationError', `StateValue must be one of ${states.join(', ')}.`);
      }
      alarms.set(alarm.name, StateValue as AlarmState, String(StateReason));
    },
  });
