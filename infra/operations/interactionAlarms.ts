import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { AlarmRules } from './AlarmRule.ts';
import { ownMetric, period } from './metrics.ts';

export interface InteractionAlarmsProps {
  onInteraction: IFunction;
  /** What could not be handled. */
  failures: IQueue;
}

/** What becomes of interactions. */
export const interactionAlarms = ({ onInteraction, failures }: InteractionAlarmsProps): AlarmRules => ({
  StreamAge: {
    metric: onInteraction.metric('IteratorAge', { statistic: 'Maximum', period }),
    threshold: 60_000,
    description: 'Interactions wait over a minute (ms) before they count: on-interaction fails or is throttled.',
  },
  StreamFailures: {
    metric: failures.metricApproximateNumberOfMessagesVisible({ period }),
    threshold: 1,
    description:
      'Interactions or pushes were given up: the query deadLetters says which and why. Correct the cause, and send them again by replayDeadLetters.',
  },
  Anomalies: {
    metric: ownMetric('AnomaliesMarked', 'on-interaction'),
    threshold: 1,
    description:
      'Somebody does what people do not do; it counts for nothing. The query anomalies says who and why, clearAnomaly takes it back.',
  },
});
