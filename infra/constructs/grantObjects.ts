import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { acknowledge, acknowledgeResource } from './acknowledge.ts';

/** Keys of objects; `*` stands for any text. */
type Keys = Partial<Record<'read' | 'write' | 'remove', string[]>>;

/** Lets a role read, write or remove objects whose keys match, and use the bucket's key for it. */
export function grantObjects(bucket: IBucket, role: IRole, { read = [], write = [], remove = [] }: Keys): void {
  allow(bucket, role, ['s3:GetObject'], read);
  allow(bucket, role, ['s3:PutObject'], write);
  allow(bucket, role, ['s3:DeleteObject'], remove);
  if (read.length > 0) bucket.encryptionKey?.grant(role, 'kms:Decrypt');
  if (write.length > 0) {
    // The form in which tables grant it too (grantTable.ts), so that no role has it twice.
    bucket.encryptionKey?.grant(role, 'kms:GenerateDataKey*');
    acknowledge(role, 'IAM5[Action::kms:GenerateDataKey*]', 'The two forms of one action on one key.');
  }
  for (const key of new Set([...read, ...write, ...remove])) {
    if (key.includes('*')) acknowledgeResource(role, bucket.arnForObjects(key), 'One folder of one bucket.');
  }
}

/** What SageMaker does with folders besides: it lists one before it reads it, and sends large objects in parts. */
export function grantFolders(bucket: IBucket, role: IRole, { read = [], write = [] }: Keys): void {
  grantObjects(bucket, role, { read, write });
  if (read.length > 0) {
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [bucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': read } },
      }),
    );
  }
  allow(bucket, role, ['s3:AbortMultipartUpload'], write);
  // Parts are read back before they are put together.
  if (write.length > 0) bucket.encryptionKey?.grant(role, 'kms:Decrypt');
}

/** Lets a role find the objects of a folder, `…/`, and remove them. */
export function grantRemoval(bucket: IBucket, role: IRole, folder: string): void {
  allow(bucket, role, ['s3:DeleteObject'], [`${folder}*`]);
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringEquals: { 's3:prefix': folder } },
    }),
  );
  acknowledgeResource(role, bucket.arnForObjects(`${folder}*`), 'One folder of one bucket.');
}

function allow(bucket: IBucket, role: IRole, actions: string[], keys: string[]): void {
  if (keys.length === 0) return;
  const resources = keys.map((key) => bucket.arnForObjects(key));
  role.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
}
