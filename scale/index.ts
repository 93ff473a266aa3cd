/** What a load takes of AWS, and what it costs. */
export { assumed, aws, priceOf } from './AwsTable.ts';
export type { PriceName } from './AwsTable.ts';
export { bytesOfUpdate, endpointGigabytes } from './costsOf.ts';
export type { CountedOperation, CountedOperations } from './CountedOperation.ts';
export { drawScale } from './drawScale.ts';
export { ScaleInputError } from './errors.ts';
export { measuredModelSeconds, predict } from './predict.ts';
export type { Prediction } from './predict.ts';
export { readProfile } from './Profile.ts';
export type { Profile } from './Profile.ts';
export { renderCost, reportCost } from './renderCost.ts';
export type { CostReport, CountedWork } from './renderCost.ts';
export { costMarks, renderScale, withTables } from './renderScale.ts';
export { partsOf, reckon, times, together } from './Units.ts';
export type { Units } from './Units.ts';
export { localDemandOf, waitsOf } from './predictLocal.ts';
