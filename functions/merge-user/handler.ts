import { randomBytes, randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { MergeUserInput } from '../../schema/contract/merges.ts';
import { createTableClient } from '../shared/createTableClient.ts';
import { readEnvironment } from '../shared/environment.ts';
import { ErasureArchive } from '../shared/ErasureArchive.ts';
import { createObservability, observe } from '../shared/observe.ts';
import { createKeyCaller, VisitorSignature } from '../shared/VisitorSignature.ts';
import { mergeUser } from './mergeUser.ts';

const environment = readEnvironment('merge-user', process.env);
const observability = createObservability();
const { tracer } = observability;
const call = createKeyCaller({
  endpoint: environment.AWS_ENDPOINT_URL,
  region: environment.AWS_REGION,
  credentials: defaultProvider(),
  timeout: 5_000,
});

const dependencies = {
  client: createTableClient(tracer),
  userDataTable: environment.USER_DATA_TABLE,
  signature: new VisitorSignature(call, environment.VISITOR_KEY_ID),
  archive: new ErasureArchive(tracer.captureAWSv3Client(new S3Client({})), environment.ARCHIVE_BUCKET, () =>
    randomBytes(32),
  ),
  newId: randomUUID,
  clock: Date.now,
};

/** Does one step of a merge, for the API or for the workflow. */
export const handler = observe(observability, (input: MergeUserInput) => mergeUser(input, dependencies));
