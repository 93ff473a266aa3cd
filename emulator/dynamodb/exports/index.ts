export { createExportApi } from './createExportApi.ts';
export { TableExports } from './TableExports.ts';
