export { createTables } from './createTables.ts';
export { deleteTables } from './deleteTables.ts';
export { DynamoDBGateway } from './DynamoDBGateway.ts';
export { createAuthorizedClient } from './createAuthorizedClient.ts';
export { EngineUnavailable, TableMismatch } from './errors.ts';
export { startDynamoDBEngine } from './startDynamoDBEngine.ts';
export type { DynamoDBEngine } from './DynamoDBEngine.ts';
export type { TableDefinition } from './createTables.ts';
