/** Import and demo data, for the tables of the local cloud and of AWS. */
export { importFormats } from './formats/openFormat.ts';
export { importData } from './load/importData.ts';
export type { ImportOptions } from './load/importData.ts';
export { exportData } from './export/exportData.ts';
export type { ExportCounts, ExportOptions } from './export/exportData.ts';
export { restoreTable } from './restore/restoreTable.ts';
export type { RestoreCounts, RestoreOptions } from './restore/restoreTable.ts';
export { personas } from './demo/generatePeople.ts';
export { findDemo } from './load/demoMarker.ts';
export { loadDemoData } from './load/loadDemoData.ts';
export type { DemoDataOptions } from './load/loadDemoData.ts';
export type { LoadOptions, LoadResult } from './load/LoadOptions.ts';
export type { Adaptation } from './formats/Adaptation.ts';
export { DataError } from './read/DataError.ts';
export type { DataErrorCode } from './read/DataError.ts';
export type { LoadProgress } from './read/ProgressMeter.ts';
export type { DataTables } from './write/DataTables.ts';
