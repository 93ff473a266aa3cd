import type { ResourceTypes } from '../template/index.ts';

/** The resource types of SNS. */
export const resourceTypes: ResourceTypes = {
  'AWS::SNS::Topic': {
    uses: ['TopicName', 'FifoTopic'],
    // Subscriptions: messages are kept and not delivered.
    ignores: [
      'DisplayName',
      'Subscription',
      'KmsMasterKeyId',
      'SignatureVersion',
      'TracingConfig',
      'DeliveryStatusLogging',
      'Tags',
    ],
    check: ({ FifoTopic }) => (String(FifoTopic) === 'true' ? 'FIFO topics are not emulated' : undefined),
    identify: ({ name, arn }) => {
      const TopicName = name('TopicName', 256);
      const TopicArn = arn('sns', TopicName);
      return { ref: TopicArn, attributes: { TopicArn, TopicName } };
    },
  },
};
