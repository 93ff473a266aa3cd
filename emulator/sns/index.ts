export { snsService } from './snsService.ts';
export { createTopicApi, Topics, type PublishedMessage } from './Topics.ts';
