export { buildApiSchema } from './engine/buildApiSchema.ts';
export { installSimulator, isSimulatorInstalled } from './amplify/installSimulator.ts';
export { startAppSync } from './startAppSync.ts';
export { createDynamoDBDataSource } from './data-sources/createDynamoDBDataSource.ts';
export { createHttpDataSource } from './data-sources/createHttpDataSource.ts';
export { createLambdaDataSource } from './data-sources/createLambdaDataSource.ts';
export { createNoneDataSource } from './data-sources/createNoneDataSource.ts';
export { ApiInvalid, AppSyncError, AuthenticationFailed, DataSourceError } from './errors.ts';
export type { DynamoDBDataSourceOptions } from './data-sources/dynamodb/DynamoDBDataSourceOptions.ts';
export type { HttpDataSourceOptions } from './data-sources/createHttpDataSource.ts';
export type {
  LambdaDataSourceOptions,
  LambdaInvocation,
  LambdaOutcome,
} from './data-sources/createLambdaDataSource.ts';
export { engineNames } from './types.ts';
export type {
  ApiKeyMode,
  AppSyncLogEntry,
  AuthorizationMode,
  AuthorizationType,
  CognitoMode,
  DataSource,
  DataSourceCall,
  EngineName,
  FunctionDefinition,
  IamMode,
  IamPrincipal,
  KeySource,
  OpenIdConnectMode,
  ResolverDefinition,
  RunningAppSync,
  SignedRequest,
  StartAppSyncOptions,
} from './types.ts';
