export { toEventSourceMapping } from './EventSourceMapping.ts';
export { FilterUnsupported } from './errors.ts';
export { StreamPoller } from './StreamPoller.ts';
export { StreamPositions } from './StreamPositions.ts';
export type { EventSourceMapping } from './EventSourceMapping.ts';
export { streamsService, type RunningStreams } from './streamsService.ts';
