import type { Queues } from '../sqs/index.ts';
import type { MetricStore } from './MetricStore.ts';

/**
 * How many messages wait in each queue, as SQS tells it.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function measureQueues(queues: Queues, metrics: MetricStore): void {
  for (const [QueueName, count] of Object.entries(queues.counts())) {
    metrics.put({
      namespace: 'AWS/SQS',
      name: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName },
      timestamp: Date.now(),
      values: [count],
    });
  }
}
