import { createQueueCaller } from '../shared/createQueueCaller.ts';
import type { QueueCallerOptions } from '../shared/createQueueCaller.ts';
import type { SendToQueue } from './setAside.ts';

/** Makes the function that sends a message to the queue of failures. It throws QueueUnavailableError. */
export function createQueueSender(options: QueueCallerOptions): SendToQueue {
  const call = createQueueCaller(options);
  return async (message) => {
    await call('SendMessage', { MessageBody: JSON.stringify(message) });
  };
}
