export { assertQueue } from './assertQueue.ts';
export { createQueueApi, Queues } from './Queues.ts';
export { sqsService } from './sqsService.ts';
