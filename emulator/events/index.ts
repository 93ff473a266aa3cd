export { eventsService } from './eventsService.ts';
export type { Schedules } from './Schedules.ts';
