import { Duration } from 'aws-cdk-lib';
import { MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { AlarmRules } from './AlarmRule.ts';
import { apiMetric, period } from './metrics.ts';

export interface ApiAlarmsProps {
  apiId: string;
  /** When the API key for public reads ends. */
  keyExpires: Date;
  /** A function that runs at least every hour, whoever calls. */
  clock: IFunction;
}

/** Requests that count as good in the share of refused ones, so that a handful of bad ones is no alarm. */
const assumedGoodRequests = 50;
const secondsOfDay = 86_400;

/** What those who call the API would notice. */
export const apiAlarms = ({ apiId, keyExpires, clock }: ApiAlarmsProps): AlarmRules => ({
  ApiServerErrors: {
    metric: apiMetric(apiId, '5XXError', 'Sum'),
    threshold: 5,
    description: 'The API fails: look into its log group and the traces.',
  },
  ApiClientErrors: {
    metric: new MathExpression({
      // A latency is there for every request of this API, where AWS describes `Requests` as of all APIs of the account.
      expression: `100 * refused / (FILL(answered, 0) + ${assumedGoodRequests})`,
      usingMetrics: {
        refused: apiMetric(apiId, '4XXError', 'Sum'),
        answered: apiMetric(apiId, 'Latency', 'SampleCount'),
      },
      label: 'requests refused (%)',
      period,
    }),
    threshold: 20,
    periods: 2,
    description:
      'A fifth of all requests is refused: a client sends what the schema has not or a credential that has ended, AppSync throttles, or somebody tries keys. Look into the log group of the API.',
  },
  ApiLatency: {
    metric: apiMetric(apiId, 'Latency', 'p99'),
    threshold: 3000,
    periods: 3,
    description: 'Answers are slow (ms): compare the latency of score-candidates and of the endpoint.',
  },
  ApiKeyExpiry: {
    metric: new MathExpression({
      // No metric says when a key ends; the template does, and EPOCH has the time of any metric:
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
      expression: `(${keyExpires.getTime() / 1000} - EPOCH(runs)) / ${secondsOfDay}`,
      usingMetrics: { runs: clock.metricInvocations({ period: Duration.hours(1) }) },
      label: 'days until the API key ends',
      period: Duration.hours(1),
    }),
    threshold: 30,
    whenLow: true,
    // An hour without a run does not renew the key.
    missing: TreatMissingData.IGNORE,
    description:
      'The API key for public reads ends within 30 days, and whoever reads with it is refused then: npm run deploy renews it, as every deployment in a later month does; the key itself stays.',
  },
});
