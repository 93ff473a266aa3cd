export { createQueueService, Queues } from './Queues.ts';
