export { appSyncService, type RunningApi } from './appSyncService.ts';
