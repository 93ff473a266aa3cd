import { randomBytes } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { EraseUserInput } from '../../schema/contract/erasure.ts';
import { createQueueCaller } from '../shared/createQueueCaller.ts';
import { createTableClient } from '../shared/createTableClient.ts';
import { readEnvironment } from '../shared/environment.ts';
import { ErasureArchive } from '../shared/ErasureArchive.ts';
import { createObservability, observe } from '../shared/observe.ts';
import { eraseUser } from './eraseUser.ts';

const environment = readEnvironment('erase-user', process.env);
const observability = createObservability();
const { tracer } = observability;

const dependencies = {
  client: createTableClient(tracer),
  userDataTable: environment.USER_DATA_TABLE,
  modelsTable: environment.MODELS_TABLE,
  feedbackTable: environment.FEEDBACK_TABLE,
  archive: new ErasureArchive(tracer.captureAWSv3Client(new S3Client({})), environment.ARCHIVE_BUCKET, () =>
    randomBytes(32),
  ),
  callQueue: createQueueCaller({
    queueUrl: environment.FAILURES_QUEUE_URL,
    endpoint: environment.AWS_ENDPOINT_URL,
    region: environment.AWS_REGION,
    credentials: defaultProvider(),
    timeout: 10_000,
  }),
  clock: Date.now,
};

/** Does one step of the erasure workflow. */
export const handler = observe(observability, (event: EraseUserInput) => eraseUser(event, dependencies));
