import type { ResourceTypes } from '../template/index.ts';

/** The resource types of SNS. */
export const resourceTypes: ResourceTypes = {
  'AWS::SNS::Topic': {
    uses: ['TopicName', 'FifoTopic', 'Subscription'],
    ignores: ['DisplayName', 'KmsMasterKeyId', 'SignatureVersion', 'TracingConfig', 'DeliveryStatusLogging', 'Tags'],
    check: ({ FifoTopic, Subscription }) =>
      String(FifoTopic) === 'true'
        ? 'FIFO topics are not emulated'
        : Subscription !== undefined
          ? 'subscriptions in the topic are not emulated; they may be resources of their own'
          : undefined,
    identify: ({ name, arn }) => {
      const TopicName = name('TopicName', 256);
      const TopicArn = arn('sns', TopicName);
      return { ref: TopicArn, attributes: { TopicArn, TopicName } };
    },
  },
  'AWS::SNS::Subscription': {
    // Other protocols than sqs reach people and programs outside: their messages are kept with the topic.
    uses: ['Protocol', 'TopicArn', 'Endpoint', 'RawMessageDelivery'],
    ignores: ['DeliveryPolicy', 'RedrivePolicy', 'Region'],
  },
};
