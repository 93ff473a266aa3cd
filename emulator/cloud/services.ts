import { appSyncService } from '../appsync/service/index.ts';
import { cloudwatchService } from '../cloudwatch/index.ts';
import { cognitoService } from '../cognito/index.ts';
import { dynamodbService } from '../dynamodb/index.ts';
import { emrServerlessService } from '../emr-serverless/index.ts';
import { eventsService } from '../events/index.ts';
import { iamService } from '../iam/index.ts';
import { kmsService } from '../kms/index.ts';
import { lambdaService } from '../lambda/index.ts';
import { s3Service } from '../s3/index.ts';
import { sageMakerService } from '../sagemaker/index.ts';
import type { ServiceModule } from '../service/ServiceModule.ts';
import { snsService } from '../sns/index.ts';
import { sqsService } from '../sqs/index.ts';
import { stepFunctionsService } from '../step-functions/index.ts';
import { streamsService } from '../streams/index.ts';

/** The services of the emulator in the order of their start: each after those that it uses. */
export const services: readonly ServiceModule[] = [
  iamService,
  cognitoService,
  kmsService,
  s3Service,
  sqsService,
  snsService,
  cloudwatchService,
  dynamodbService,
  lambdaService,
  stepFunctionsService,
  sageMakerService,
  emrServerlessService,
  appSyncService,
  streamsService,
  eventsService,
];
