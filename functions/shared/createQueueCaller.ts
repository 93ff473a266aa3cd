import { createServiceCaller } from './createServiceCaller.ts';
import type { ServiceCallerOptions } from './createServiceCaller.ts';
import { QueueUnavailableError } from './errors.ts';

export interface QueueCallerOptions extends Pick<ServiceCallerOptions, 'region' | 'credentials' | 'timeout'> {
  queueUrl: string;
  /** Where SQS is; left out, where the queue's URL says. */
  endpoint?: string;
}

/** Calls an operation of SQS on the queue. Throws QueueUnavailableError. */
export type CallQueue = (operation: string, parameters: object) => Promise<unknown>;

/**
 * Makes the function that calls SQS:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html
 */
export function createQueueCaller({ queueUrl, endpoint = queueUrl, ...options }: QueueCallerOptions): CallQueue {
  const call = createServiceCaller({ ...options, endpoint, service: 'sqs', target: 'AmazonSQS', version: '1.0' });
  return async (operation, parameters) => {
    try {
      return await call(operation, { QueueUrl: queueUrl, ...parameters });
    } catch (cause) {
      throw new QueueUnavailableError((cause as Error).message, { cause });
    }
  };
}
