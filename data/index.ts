/** Data for the local cloud, and for tables on AWS: the demo data and imports. */
export { DataError } from './errors.ts';
export type { DataErrorCode } from './errors.ts';
export { exportTrainingData } from './export/exportTrainingData.ts';
export { importData } from './importData.ts';
export { importFormats } from './ImportOptions.ts';
export type { ImportFormat, ImportOptions } from './ImportOptions.ts';
export { loadDemoData } from './loadDemoData.ts';
export type { DemoDataOptions } from './loadDemoData.ts';
export type { DataTables, LoadOptions, LoadProgress, LoadResult } from './types.ts';
