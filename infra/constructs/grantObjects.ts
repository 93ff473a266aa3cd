import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { acknowledgeResource } from './acknowledge.ts';

/** Lets a role read or write objects whose keys match, and use the bucket's key for it. */
export function grantObjects(bucket: IBucket, role: Role, keys: { read: string; write?: string }): void {
  const { read, write } = keys;
  role.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects(read)] }));
  // SageMaker lists the channel's prefix before it reads.
  role.addToPolicy(
    new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': [read] } },
    }),
  );
  bucket.encryptionKey?.grant(role, 'kms:Decrypt');
  if (write) {
    role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:PutObject', 's3:AbortMultipartUpload'],
        resources: [bucket.arnForObjects(write)],
      }),
    );
    bucket.encryptionKey?.grant(role, 'kms:GenerateDataKey');
  }
  for (const key of [read, write ?? '']) {
    if (key.includes('*')) acknowledgeResource(role, bucket.arnForObjects(key), 'One folder of one bucket.');
  }
}
