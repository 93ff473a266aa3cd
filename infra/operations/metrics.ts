import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { placementMetrics } from '../../schema/contract/metrics.ts';

/** What alarms and graphs count by, unless they say otherwise. */
export const period = Duration.minutes(5);

/** Those of the GraphQL API: https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html */
export const apiMetric = (GraphQLAPIId: string, metricName: string, statistic: string): Metric =>
  new Metric({ namespace: 'AWS/AppSync', metricName, dimensionsMap: { GraphQLAPIId }, statistic, period });

/** Those that a function prints itself. */
export const ownMetric = (metricName: string, service: string, { statistic = 'Sum', over = period } = {}): Metric =>
  new Metric({ namespace: 'recsync', metricName, dimensionsMap: { service }, statistic, period: over });

/** Endpoints come and go with the versions of the model: a search finds those that there are. */
export const endpointMetric = (prefix: string, name: string, statistic: string): MathExpression =>
  new MathExpression({
    expression: `SEARCH('{AWS/SageMaker,EndpointName,VariantName} MetricName="${name}" EndpointName="${prefix}-"', '${statistic}', ${period.toSeconds()})`,
    label: '',
    period,
  });

/** Placements are named by those who ask for lists. */
export const placementMetric = (name: string): MathExpression =>
  new MathExpression({
    expression: `SEARCH('{recsync,${placementMetrics.dimension}} MetricName="${name}"', 'Sum', ${period.toSeconds()})`,
    label: '',
    period,
  });
