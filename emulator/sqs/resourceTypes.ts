import type { Properties, ResourceTypes } from '../template/index.ts';

const checkQueue = (properties: Properties): string | undefined =>
  String(properties.FifoQueue) === 'true' ? 'FIFO queues are not emulated' : undefined;

/** The resource types of SQS. */
export const resourceTypes: ResourceTypes = {
  'AWS::SQS::Queue': {
    uses: ['QueueName', 'FifoQueue'],
    ignores: [
      'KmsMasterKeyId',
      'KmsDataKeyReusePeriodSeconds',
      'SqsManagedSseEnabled',
      'MessageRetentionPeriod',
      'VisibilityTimeout',
      'RedrivePolicy',
      'RedriveAllowPolicy',
      'ReceiveMessageWaitTimeSeconds',
      'DelaySeconds',
      'MaximumMessageSize',
      'Tags',
    ],
    check: checkQueue,
    identify: ({ placed, name, arn }) => {
      const QueueName = name('QueueName', 80);
      const QueueUrl = `https://sqs.${placed.stack.region}.amazonaws.com/${placed.stack.account}/${QueueName}`;
      return { ref: QueueUrl, attributes: { Arn: arn('sqs', QueueName), QueueName, QueueUrl } };
    },
  },
};
