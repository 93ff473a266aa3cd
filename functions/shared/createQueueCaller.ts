import { createJsonCaller, type JsonAnswer, type JsonCallerOptions } from './createJsonCaller.ts';
import { QueueUnavailableError } from './errors.ts';

export interface QueueCallerOptions extends Pick<JsonCallerOptions, 'region' | 'credentials' | 'timeout'> {
  queueUrl: string;
  /** Where SQS is; left out, where the queue's URL says. */
  endpoint?: string;
}

/** Calls an operation of SQS on the queue. Throws QueueUnavailableError. */
export type CallQueue = (operation: string, parameters: object) => Promise<unknown>;

/**
 * Makes the function that calls SQS.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html
 */
export function createQueueCaller({ queueUrl, endpoint = queueUrl, ...options }: QueueCallerOptions): CallQueue {
  const protocol = { service: 'sqs', target: 'AmazonSQS', contentType: 'application/x-amz-json-1.0' } as const;
  const call = createJsonCaller({ ...options, ...protocol, endpoint });
  return async (operation, parameters) => {
    let answer: JsonAnswer;
    try {
      answer = await call(operation, { QueueUrl: queueUrl, ...parameters });
    } catch (cause) {
      throw new QueueUnavailableError((cause as Error).message, { cause });
    }
    const { status, text } = answer;
    if (status !== 200) throw new QueueUnavailableError(`status ${status}: ${text.slice(0, 500)}`);
    return text === '' ? {} : JSON.parse(text);
  };
}
