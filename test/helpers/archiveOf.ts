import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Cloud } from '../../emulator/index.ts';

/** The archive bucket of a local cloud, as jobs see it. */
export function archiveOf(cloud: Pick<Cloud, 'template' | 'gatewayUrl' | 'region' | 'credentialsOf'>) {
  const role = cloud.template.ofType('AWS::IAM::Role').find(({ logicalId }) => logicalId.startsWith('JobRole'))!;
  const Bucket = String(
    cloud.template
      .ofType('AWS::Lambda::Function')
      .map(({ properties }) => (properties.Environment as { Variables?: Record<string, string> })?.Variables ?? {})
      .find(({ ARCHIVE_BUCKET }) => ARCHIVE_BUCKET !== undefined)!.ARCHIVE_BUCKET,
  );
  const client = new S3Client({
    endpoint: cloud.gatewayUrl,
    region: cloud.region,
    credentials: cloud.credentialsOf(String(role.attributes.Arn), 'test'),
    forcePathStyle: true,
  });
  return {
    put: async (Key: string, Body: string): Promise<void> => {
      await client.send(new PutObjectCommand({ Bucket, Key, Body }));
    },
    /** The objects of all files of JSON Lines below a prefix. */
    lines: async <T>(Prefix: string): Promise<T[]> => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix }));
      const texts = await Promise.all(
        Contents.map(async ({ Key }) => {
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
          return (await Body?.transformToString()) ?? '';
        }),
      );
      return texts.flatMap((text) => text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T])));
    },
  };
}
