export { assertQueue } from './assertQueue.ts';
export { createQueueApi } from './createQueueApi.ts';
export { Queues } from './Queues.ts';
export { sqsService } from './sqsService.ts';
