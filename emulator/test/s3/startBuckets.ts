import { S3Client } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import type { Statement } from '../../identity/index.ts';
import { Buckets, S3Api, type BucketDefinition } from '../../s3/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { makeAccess, startTestGateway } from '../helpers/startTestGateway.ts';

export const arn = 'arn:aws:s3:::archive';
export const everything: Statement[] = [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }];

/** A bucket `archive` behind the gateway, and the SDK's client of a role that has these permissions. */
export async function startBuckets(
  statements: Statement[] = everything,
  { folder = folderOfTest(), rules = [] as BucketDefinition['rules'], now = Date.now } = {},
): Promise<{ client: S3Client; buckets: Buckets; folder: string; endpoint: string }> {
  const { access, credentials } = makeAccess(statements);
  const buckets = new Buckets(folder, [{ name: 'archive', arn, rules }], now);
  const endpoint = await startTestGateway(access, new S3Api(buckets, access));
  const client = new S3Client({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return { client, buckets, folder, endpoint };
}
