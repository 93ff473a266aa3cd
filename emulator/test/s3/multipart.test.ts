import { randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { Buckets } from '../../s3/index.ts';
import { startBuckets, arn } from './startBuckets.ts';

const place = { Bucket: 'archive', Key: 'runs/1/large' };
const fiveMegabytes = 5 * 1024 * 1024;

const begin = async (client: S3Client) => {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...place, ContentType: 'x/y' }));
  const upload = { ...place, UploadId };
  const putPart = async (PartNumber: number, Body: Buffer): Promise<CompletedPart> => {
    const { ETag, ChecksumCRC32 } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
    return { PartNumber, ETag, ChecksumCRC32 };
  };
  const complete = (Parts: CompletedPart[], more = {}) =>
    client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more }));
  return { upload, putPart, complete };
};

describe('an upload in parts', () => {
  test('becomes an object of its parts in order, the later of two with one number', async () => {
    const { client } = await startBuckets();
    const { upload, putPart, complete } = await begin(client);
    const [first, last] = [randomBytes(fiveMegabytes), randomBytes(10)];
    const second = await putPart(2, last);
    await putPart(1, Buffer.alloc(fiveMegabytes));
    const one = await putPart(1, first);
    expect((await client.send(new ListPartsCommand(upload))).Parts).toMatchObject([
      { PartNumber: 1, Size: fiveMegabytes, ETag: one.ETag },
      { PartNumber: 2, Size: 10 },
    ]);
    await expect(client.send(new GetObjectCommand(place))).rejects.toMatchObject({ name: 'NoSuchKey' });
    const { ETag } = await complete([one, second]);
    expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    const found = await client.send(new GetObjectCommand(place));
    expect(found).toMatchObject({ ETag, ContentType: 'x/y', ContentLength: fiveMegabytes + 10 });
    const bytes = Buffer.from(await found.Body!.transformToByteArray());
    expect(bytes.equals(Buffer.concat([first, last]))).toBe(true);
    expect((await client.send(new ListMultipartUploadsCommand({ Bucket: 'archive' }))).Uploads).toBeUndefined();
  });

  test('is refused when its parts are not what was uploaded', async () => {
    const { client } = await startBuckets();
    const { upload, putPart, complete } = await begin(client);
    const [one, two] = [await putPart(1, Buffer.from('small')), await putPart(2, Buffer.from('x'))];
    await expect(complete([one, two])).rejects.toMatchObject({ name: 'EntityTooSmall' });
    await expect(complete([two, one])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete([{ ...one, ETag: two.ETag }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(complete([{ PartNumber: 3, ETag: one.ETag }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await client.send(new AbortMultipartUploadCommand(upload));
    await expect(complete([one])).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(putPart(1, Buffer.from('x'))).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  test('outlasts the process, and ends by the rule of its bucket', async () => {
    const day = 86_400_000;
    let now = Date.UTC(2026, 0, 1, 12);
    const rules = [{ prefix: '', uploadDays: 2 }];
    const { client, folder, buckets } = await startBuckets(undefined, { rules, now: () => now });
    const { upload, putPart } = await begin(client);
    await putPart(1, Buffer.from('x'));
    const again = new Buckets(folder, [{ name: 'archive', arn, rules }], () => now);
    expect(again.uploadsOf('archive').parts(upload.UploadId!)).toMatchObject([{ number: 1, size: 1 }]);
    now += 2 * day;
    buckets.expire();
    expect(buckets.uploadsOf('archive').list()).toHaveLength(1);
    now += day / 2;
    buckets.expire();
    expect(buckets.uploadsOf('archive').list()).toEqual([]);
  });
});
