import {
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DeleteTableCommand, DescribeTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import {
  AbortMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Update } from '../Progress.ts';
import { CommandError } from '../CommandError.ts';
import type { Account } from './Account.ts';
import type { StackResource } from './stacks.ts';

interface Removing {
  pollInterval: number;
  signal: AbortSignal;
  update: Update;
}

/** The shortest that KMS takes. https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
export const keyDeletionDays = 7;

/** How what a stack keeps is removed, by type. What is gone already is no error. */
export const removers: Record<string, (account: Account, id: string, removing: Removing) => Promise<void>> = {
  'AWS::DynamoDB::GlobalTable': removeTable,
  'AWS::DynamoDB::Table': removeTable,
  'AWS::S3::Bucket': removeBucket,
  'AWS::Cognito::UserPool': removeUserPool,
  'AWS::KMS::Key': removeKey,
};

/** The order: keys last, because what they encrypt cannot be read without them. */
const order = Object.keys(removers);

/**
 * Removes for good what a deleted stack kept: tables, buckets with all versions of their objects, the user pool, and
 * after a week the keys.
 * @returns what it does not know how to remove
 */
export async function removeKept(
  account: Account,
  kept: StackResource[],
  removing: Removing,
): Promise<StackResource[]> {
  const known = kept.filter(({ type }) => removers[type]);
  for (const { type, id } of known.sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))) {
    removing.update(id);
    await removers[type](account, id, removing);
  }
  return kept.filter(({ type }) => !removers[type]);
}

/** Whether what is asked for does not exist. */
const isGone = (error: unknown): boolean =>
  /^(ResourceNotFoundException|NoSuchBucket|NotFoundException|NotFound|TableNotFoundException)$/.test(
    (error as Error).name,
  );

async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

async function removeTable(
  { dynamodb: client }: Account,
  TableName: string,
  { pollInterval, signal }: Removing,
): Promise<void> {
  for (;;) {
    const { Table } = (await unlessGone(client.send(new DescribeTableCommand({ TableName })))) ?? {};
    if (Table === undefined) return;
    // A table that changes refuses both.
    if (Table.TableStatus === 'ACTIVE') {
      await unlessGone(
        client.send(
          Table.DeletionProtectionEnabled
            ? new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false })
            : new DeleteTableCommand({ TableName }),
        ) as Promise<unknown>,
      );
    }
    await sleep(pollInterval, undefined, { signal });
  }
}

async function removeBucket({ s3 }: Account, Bucket: string, { signal, update }: Removing): Promise<void> {
  let removed = 0;
  for (;;) {
    signal.throwIfAborted();
    // From the beginning each time: what was listed is gone by then. A bucket without versions lists its objects too.
    const page = await unlessGone(s3.send(new ListObjectVersionsCommand({ Bucket })));
    if (page === undefined) return;
    const { Versions = [], DeleteMarkers = [] } = page;
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key: Key!, VersionId }));
    if (Objects.length === 0) break;
    const { Errors: [failed] = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
    );
    if (failed) {
      throw new CommandError(`${failed.Key} in the bucket ${Bucket} cannot be deleted: ${failed.Message}`);
    }
    removed += Objects.length;
    update(`${Bucket}, ${removed} objects`);
  }
  await abortUploads(s3, Bucket);
  await unlessGone(s3.send(new DeleteBucketCommand({ Bucket })));
}

/** Parts of uploads that never ended are stored and billed, and listed nowhere else. */
async function abortUploads(s3: S3Client, Bucket: string): Promise<void> {
  for (;;) {
    const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
    if (Uploads.length === 0) return;
    for (const { Key, UploadId } of Uploads) {
      await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    }
  }
}

async function removeUserPool({ cognito: client }: Account, UserPoolId: string): Promise<void> {
  const { UserPool } = (await unlessGone(client.send(new DescribeUserPoolCommand({ UserPoolId })))) ?? {};
  if (UserPool === undefined) return;
  if (UserPool.DeletionProtection === 'ACTIVE') {
    // What is not named goes back to its default, which no longer matters.
    await client.send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: 'INACTIVE' }));
  }
  await unlessGone(client.send(new DeleteUserPoolCommand({ UserPoolId })));
}

async function removeKey({ kms }: Account, KeyId: string): Promise<void> {
  const { KeyMetadata } = (await unlessGone(kms.send(new DescribeKeyCommand({ KeyId })))) ?? {};
  if (KeyMetadata === undefined || KeyMetadata.KeyState === 'PendingDeletion') return;
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: keyDeletionDays }));
}
