import { Dashboard, GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { placementMetrics } from '../../schema/contract/metrics.ts';
import { apiMetric, endpointMetric, period, placementMetric } from './metrics.ts';

export interface OperationsDashboardProps {
  apiId: string;
  /** What the names of endpoints begin with. */
  prefix: string;
  functions: readonly IFunction[];
  onInteraction: IFunction;
  workflows: Record<'push' | 'training', StateMachine>;
  userData: TableV2;
}

const widget = (title: string, ...left: IMetric[]): GraphWidget => new GraphWidget({ title, left, width: 12 });

/** The deployment at one look. */
export class OperationsDashboard extends Dashboard {
  constructor(scope: Construct, id: string, props: OperationsDashboardProps) {
    const { apiId, prefix, functions, onInteraction, workflows, userData } = props;
    super(scope, id, {
      widgets: [
        [
          widget(
            'API: requests and errors',
            apiMetric(apiId, 'Latency', 'SampleCount').with({ label: 'requests' }),
            apiMetric(apiId, '4XXError', 'Sum'),
            apiMetric(apiId, '5XXError', 'Sum'),
          ),
          widget('API: latency', apiMetric(apiId, 'Latency', 'p50'), apiMetric(apiId, 'Latency', 'p99')),
        ],
        [
          widget(
            'Model: invocations and errors',
            endpointMetric(prefix, 'Invocations', 'Sum'),
            endpointMetric(prefix, 'Invocation5XXErrors', 'Sum'),
          ),
          widget(
            'Model: latency (µs)',
            endpointMetric(prefix, 'ModelLatency', 'p50'),
            endpointMetric(prefix, 'ModelLatency', 'p99'),
            endpointMetric(prefix, 'ModelSetupTime', 'Maximum'),
          ),
        ],
        [
          widget('Functions: duration', ...functions.map((made) => made.metricDuration({ statistic: 'p99', period }))),
          widget(
            'Real-time path: age of interactions',
            onInteraction.metric('IteratorAge', { statistic: 'Maximum', period }),
          ),
        ],
        [
          widget(
            'Lists: impressions and clicks by placement',
            placementMetric(placementMetrics.impressions),
            placementMetric(placementMetrics.clicks),
          ),
          widget(
            'Lists: carts, purchases and revenue by placement',
            placementMetric(placementMetrics.carts),
            placementMetric(placementMetrics.purchases),
            placementMetric(placementMetrics.revenue),
          ),
        ],
        [
          widget(
            'Workflows',
            workflows.push.metricStarted({ period }),
            workflows.push.metricFailed({ period }),
            workflows.training.metricSucceeded({ period }),
            workflows.training.metricFailed({ period }),
          ),
          widget(
            'User data: consumed',
            userData.metricConsumedReadCapacityUnits({ period }),
            userData.metricConsumedWriteCapacityUnits({ period }),
          ),
        ],
      ],
    });
  }
}
