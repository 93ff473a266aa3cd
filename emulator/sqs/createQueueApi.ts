import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { JsonApi, ServiceError } from '../gateway/index.ts';
import type { AccessControl } from '../identity/index.ts';
import type { Queues } from './Queues.ts';

/** How often a receiver that waits looks again, in milliseconds. */
const pollInterval = 50;

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/**
 * SQS's SendMessage, ReceiveMessage, DeleteMessage, ChangeMessageVisibility and GetQueueAttributes, with AWS's bounds:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
 */
export const createQueueApi = (queues: Queues, access: AccessControl): JsonApi =>
  new JsonApi('sqs', 'AmazonSQS', {
    async SendMessage({ QueueUrl, MessageBody }, principal) {
      access.require(principal, 'sqs:SendMessage', queues.find(String(QueueUrl)).arn);
      const body = String(MessageBody);
      return { MessageId: queues.send(String(QueueUrl), body), MD5OfMessageBody: md5(body) };
    },
    async ReceiveMessage(input, principal) {
      const { QueueUrl, MaxNumberOfMessages, VisibilityTimeout, WaitTimeSeconds, MessageSystemAttributeNames } = input;
      const url = String(QueueUrl);
      access.require(principal, 'sqs:ReceiveMessage', queues.find(url).arn);
      const most = within('MaxNumberOfMessages', MaxNumberOfMessages ?? 1, 1, 10);
      const hidden = within('VisibilityTimeout', VisibilityTimeout ?? 30, 0, 43_200);
      const until = Date.now() + within('WaitTimeSeconds', WaitTimeSeconds ?? 0, 0, 20) * 1000;
      let received = queues.receive(url, most, hidden);
      while (received.length === 0 && Date.now() < until) {
        await setTimeout(pollInterval);
        received = queues.receive(url, most, hidden);
      }
      // AWS leaves the member out when there is nothing.
      if (received.length === 0) return {};
      return {
        Messages: received.map(({ messageId, sentAt, receiptHandle, body }) => ({
          MessageId: messageId,
          ReceiptHandle: receiptHandle,
          MD5OfBody: md5(body),
          Body: body,
          ...(asksFor(MessageSystemAttributeNames, 'SentTimestamp')
            ? { Attributes: { SentTimestamp: String(Date.parse(sentAt)) } }
            : {}),
        })),
      };
    },
    async DeleteMessage({ QueueUrl, ReceiptHandle }, principal) {
      access.require(principal, 'sqs:DeleteMessage', queues.find(String(QueueUrl)).arn);
      queues.delete(String(QueueUrl), String(ReceiptHandle));
      return {};
    },
    async GetQueueAttributes({ QueueUrl, AttributeNames }, principal) {
      const { arn } = queues.find(String(QueueUrl));
      access.require(principal, 'sqs:GetQueueAttributes', arn);
      const all = {
        QueueArn: arn,
        ApproximateNumberOfMessages: String(queues.waiting(arn)),
        ApproximateNumberOfMessagesNotVisible: String(queues.hidden(arn)),
      };
      return {
        Attributes: Object.fromEntries(Object.entries(all).filter(([name]) => asksFor(AttributeNames, name))),
      };
    },
    async ChangeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout }, principal) {
      access.require(principal, 'sqs:ChangeMessageVisibility', queues.find(String(QueueUrl)).arn);
      queues.changeVisibility(String(ReceiptHandle), within('VisibilityTimeout', VisibilityTimeout, 0, 43_200));
      return {};
    },
  });

const asksFor = (names: unknown, name: string): boolean =>
  Array.isArray(names) && (names.includes(name) || names.includes('All'));

function within(name: string, value: unknown, smallest: number, largest: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= smallest && number <= largest) return number;
  throw new ServiceError(
    'InvalidParameterValue',
    `Value ${String(value)} for parameter ${name} is invalid. Reason: Must be between ${smallest} and ${largest}, if provided.`,
  );
}
