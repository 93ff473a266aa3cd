/** The emulator: everything that a synthesized CDK app describes, on one machine. */
export * from './cloud/index.ts';
export type { LocalSpark } from './service/LocalSpark.ts';
export type { CloudOptions, ServiceContext, ServiceModule } from './service/ServiceModule.ts';
export { appSyncService, type RunningApi } from './appsync/service/index.ts';
export { cloudwatchService, type RunningCloudWatch } from './cloudwatch/index.ts';
export { cognitoService } from './cognito/index.ts';
export { dynamodbService, type RunningDynamoDB } from './dynamodb/index.ts';
export { emrServerlessService } from './emr-serverless/index.ts';
export { eventsService, type Schedules } from './events/index.ts';
export { iamService } from './iam/index.ts';
export { kmsService } from './kms/index.ts';
export { lambdaService } from './lambda/index.ts';
export { s3Service, type Bucket, type Buckets, type StoredObject } from './s3/index.ts';
export {
  readDockerfile,
  sageMakerService,
  type EndpointProcess,
  type RunningSageMaker,
  type ServedEndpoint,
} from './sagemaker/index.ts';
export { snsService, type PublishedMessage } from './sns/index.ts';
export { sqsService } from './sqs/index.ts';
export { stepFunctionsService } from './step-functions/index.ts';
export { streamsService } from './streams/index.ts';
