import type { CallQueue } from '../shared/createQueueCaller.ts';

/** A message that was received, and is hidden from others for its time. */
export interface FailureMessage {
  messageId: string;
  receiptHandle: string;
  body: string;
  /** Milliseconds since 1970. */
  sentAt: number | undefined;
}

interface Received {
  MessageId: string;
  ReceiptHandle: string;
  Body?: string;
  Attributes?: { SentTimestamp?: string };
}

/** As long as the longest call of the function takes; then whoever comes next has them. */
const hiddenSeconds = 30;
/** What SQS gives at once. */
const mostAtOnce = 10;

/** The queue of failures. Its methods throw QueueUnavailableError. */
export class FailureMessages {
  readonly #call: CallQueue;

  constructor(call: CallQueue) {
    this.#call = call;
  }

  /** How many wait, about. */
  async waiting(): Promise<number> {
    const { Attributes } = (await this.#call('GetQueueAttributes', {
      AttributeNames: ['ApproximateNumberOfMessages'],
    })) as { Attributes?: Record<string, string> };
    return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
  }

  /**
   * Hides up to so many messages from others and reads them. With a wait SQS asks all of its servers, so that an empty
   * answer is believed:
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
   * @param patience seconds that an empty queue is waited for: another look may hide what is there
   */
  async take(most: number, patience: number): Promise<FailureMessage[]> {
    const taken = new Map<string, FailureMessage>();
    while (taken.size < most) {
      const { Messages = [] } = (await this.#call('ReceiveMessage', {
        MaxNumberOfMessages: Math.min(mostAtOnce, most - taken.size),
        WaitTimeSeconds: taken.size === 0 ? patience : 1,
        VisibilityTimeout: hiddenSeconds,
        MessageSystemAttributeNames: ['SentTimestamp'],
      })) as { Messages?: Received[] };
      if (Messages.length === 0) break;
      for (const { MessageId, ReceiptHandle, Body = '', Attributes } of Messages) {
        const sentAt = Attributes?.SentTimestamp === undefined ? undefined : Number(Attributes.SentTimestamp);
        // SQS may deliver a message twice; the newer handle is the one that holds.
        taken.set(MessageId, { messageId: MessageId, receiptHandle: ReceiptHandle, body: Body, sentAt });
      }
    }
    return [...taken.values()];
  }

  /** Shows messages to others again. */
  async giveBack(messages: FailureMessage[]): Promise<void> {
    await Promise.all(
      messages.map(({ receiptHandle }) =>
        this.#call('ChangeMessageVisibility', { ReceiptHandle: receiptHandle, VisibilityTimeout: 0 }),
      ),
    );
  }

  async remove({ receiptHandle }: FailureMessage): Promise<void> {
    await this.#call('DeleteMessage', { ReceiptHandle: receiptHandle });
  }
}
