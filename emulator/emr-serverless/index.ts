export { EmrServerlessApi } from './EmrServerlessApi.ts';
export { emrServerlessService } from './emrServerlessService.ts';
export { JobRuns, type JobRunsOptions } from './JobRuns.ts';
