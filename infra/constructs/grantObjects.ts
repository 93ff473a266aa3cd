import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { acknowledgeResource } from './acknowledge.ts';

/** Lets a role read or write objects whose keys match, and use the bucket's key for it. */
export function grantObjects(
  bucket: IBucket,
  role: IRole,
  { read = [], write = [] }: Partial<Record<'read' | 'write', string[]>>,
): void {
  const arns = (keys: string[]): string[] => keys.map((key) => bucket.arnForObjects(key));
  if (read.length > 0) {
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: arns(read) }));
    // A channel's prefix is listed before it is read.
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [bucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': read } },
      }),
    );
    bucket.encryptionKey?.grant(role, 'kms:Decrypt');
  }
  if (write.length > 0) {
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['s3:PutObject', 's3:AbortMultipartUpload'], resources: arns(write) }),
    );
    // Parts of an upload are read back before they are put together: the key serves both ways.
    bucket.encryptionKey?.grant(role, 'kms:GenerateDataKey', 'kms:Decrypt');
  }
  for (const key of new Set([...read, ...write])) {
    if (key.includes('*')) acknowledgeResource(role, bucket.arnForObjects(key), 'One folder of one bucket.');
  }
}
