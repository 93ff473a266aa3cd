import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { arn, startBuckets } from './startBuckets.ts';

const Bucket = 'archive';
const put = (client: S3Client, Key: string, Body: PutObjectCommandInput['Body'] = 'text', more = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (client: S3Client, Key: string, more = {}): Promise<string> =>
  (await client.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body!.transformToString();
const md5 = (bytes: Buffer | string): string => createHash('md5').update(bytes).digest('hex');

describe('objects', () => {
  test('come back to the byte, with what was said of them', async () => {
    const { client } = await startBuckets();
    const bytes = gzipSync(randomBytes(300_000));
    const answer = await put(client, 'runs/1/model.tar.gz', bytes, {
      ContentType: 'application/gzip',
      ContentEncoding: 'gzip',
      Metadata: { made: 'today' },
    });
    expect(answer).toMatchObject({ ETag: `"${md5(bytes)}"`, ChecksumCRC32: expect.any(String) });
    const found = await client.send(new GetObjectCommand({ Bucket, Key: 'runs/1/model.tar.gz' }));
    expect(found).toMatchObject({
      ETag: answer.ETag,
      ContentLength: bytes.length,
      ContentType: 'application/gzip',
      ContentEncoding: 'gzip',
      Metadata: { made: 'today' },
      ChecksumCRC32: answer.ChecksumCRC32,
    });
    expect(Buffer.from(await found.Body!.transformToByteArray()).equals(bytes)).toBe(true);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'runs/1/model.tar.gz' }));
    expect(head).toMatchObject({ ContentLength: bytes.length, ETag: answer.ETag });
  });

  test.each([
    [
      'a stream, in chunks with a checksum behind them',
      () => Readable.from([Buffer.alloc(70_000, 1), Buffer.alloc(9, 2)]),
      {},
    ],
    ['with SHA-256', () => Buffer.alloc(70_009, 7), { ChecksumAlgorithm: 'SHA256' }],
    ['with SHA-1', () => Buffer.alloc(70_009, 7), { ChecksumAlgorithm: 'SHA1' }],
    ['nothing', () => Buffer.alloc(0), {}],
  ])('are taken as %s', async (_name, body, more) => {
    const { client } = await startBuckets();
    const content = body();
    const ContentLength = content instanceof Buffer ? content.length : 70_009;
    await put(client, 'k', content, { ...more, ContentLength });
    const found = await client.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    const bytes = Buffer.from(await found.Body!.transformToByteArray());
    expect(bytes.length).toBe(ContentLength);
    expect(found.ETag).toBe(`"${md5(bytes)}"`);
  });

  test.each([
    'a',
    'a/b',
    'a//b',
    '../../x',
    'é 日本 😀',
    'a+b&c=d?e#f',
    '%2F',
    'x'.repeat(1024),
    'A',
    'a.',
    "it's (1)*!",
  ])('keep the key %s apart from others', async (key) => {
    const { client, folder, buckets } = await startBuckets();
    await put(client, 'a', 'other');
    await put(client, 'a/b', 'other');
    await put(client, key, 'mine');
    expect(await get(client, key)).toBe('mine');
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents!.map(({ Key }) => Key)).toContain(key);
    expect(new Set(Contents!.map(({ Key }) => Key))).toEqual(new Set(['a', 'a/b', key]));
    expect(buckets.find('archive').folder.startsWith(folder)).toBe(true);
    await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    await expect(get(client, key)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('are read in ranges and on conditions', async () => {
    const { client } = await startBuckets();
    const { ETag } = await put(client, 'k', '0123456789');
    expect(await get(client, 'k', { Range: 'bytes=2-4' })).toBe('234');
    expect(await get(client, 'k', { Range: 'bytes=-3' })).toBe('789');
    const { ContentRange } = await client.send(new GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=8-100' }));
    expect(ContentRange).toBe('bytes 8-9/10');
    await expect(get(client, 'k', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
    expect(await get(client, 'k', { IfMatch: ETag })).toBe('0123456789');
    await expect(get(client, 'k', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(get(client, 'k', { IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    const later = new Date(Date.now() + 60_000);
    await expect(get(client, 'k', { IfModifiedSince: later })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
  });

  test('are written on conditions, of two at once by one', async () => {
    const { client } = await startBuckets();
    const attempts = await Promise.allSettled([1, 2, 3].map((n) => put(client, 'k', `${n}`, { IfNoneMatch: '*' })));
    expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(attempts.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } },
    });
    const { ETag } = await client.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
    await put(client, 'k', 'new', { IfMatch: ETag });
    await expect(put(client, 'k', 'newer', { IfMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put(client, 'absent', 'x', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await get(client, 'k')).toBe('new');
  });

  test('are copied, with their headers or new ones', async () => {
    const { client } = await startBuckets();
    await put(client, 'from/ä +', 'text', { ContentType: 'text/plain', Metadata: { a: 'b' } });
    const CopySource = `archive/${encodeURIComponent('from/ä +')}`;
    await client.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource }));
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'to' }))).toMatchObject({
      ContentType: 'text/plain',
      Metadata: { a: 'b' },
    });
    const replaced = { Bucket, Key: 'to', CopySource, MetadataDirective: 'REPLACE' as const, ContentType: 'x/y' };
    expect((await client.send(new CopyObjectCommand(replaced))).CopyObjectResult!.ETag).toBe(`"${md5('text')}"`);
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'to' }))).toMatchObject({
      ContentType: 'x/y',
      Metadata: {},
    });
    await expect(
      client.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: 'archive/absent' })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('a body that is not what was announced leaves what was there', async () => {
    const { client } = await startBuckets();
    await put(client, 'k', 'before');
    await expect(put(client, 'k', 'after', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(put(client, 'k', 'after', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    expect(await get(client, 'k')).toBe('before');
  });

  test('of 100 MB pass in a stream', async () => {
    const { client, buckets } = await startBuckets();
    const block = randomBytes(1 << 20);
    const Body = Readable.from(
      (function* () {
        for (let n = 0; n < 100; n += 1) yield block;
      })(),
    );
    await put(client, 'large', Body, { ContentLength: 100 << 20 });
    const hash = createHash('md5');
    for (let n = 0; n < 100; n += 1) hash.update(block);
    expect(buckets.find('archive').find('large')).toMatchObject({ size: 100 << 20, etag: hash.digest('hex') });
    const { Body: read } = await client.send(new GetObjectCommand({ Bucket, Key: 'large' }));
    let size = 0;
    for await (const chunk of read as Readable) size += (chunk as Buffer).length;
    expect(size).toBe(100 << 20);
  });
});

describe('listings', () => {
  test('come in the order of bytes, page by page, under a prefix', async () => {
    const { client, buckets } = await startBuckets();
    const keys = ['b', 'a/2', 'a/1', 'a', 'B', 'a0', '\uffee', '😀', 'é'];
    for (const key of keys) await buckets.find('archive').put(key, 'x');
    const seen: string[] = [];
    for await (const page of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket })) {
      expect(page.KeyCount).toBeLessThanOrEqual(2);
      seen.push(...page.Contents!.map(({ Key }) => Key!));
    }
    expect(seen).toEqual(keys.sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right))));
    const under = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'a/', StartAfter: 'a/1' }));
    expect(under.Contents!.map(({ Key }) => Key)).toEqual(['a/2']);
  });

  test('fold keys at a delimiter, over pages too', async () => {
    const { client, buckets } = await startBuckets();
    for (const key of ['x', 'day=1/a', 'day=1/b', 'day=2/a', 'day=3/a', 'y'])
      await buckets.find('archive').put(key, '');
    const seen: string[] = [];
    for await (const page of paginateListObjectsV2({ client, pageSize: 1 }, { Bucket, Delimiter: '/' })) {
      seen.push(
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix!),
        ...(page.Contents ?? []).map(({ Key }) => Key!),
      );
    }
    expect(seen).toEqual(['day=1/', 'day=2/', 'day=3/', 'x', 'y']);
    expect(await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }))).toMatchObject({
      KeyCount: 0,
      IsTruncated: false,
    });
  });

  test('many keys are deleted at once, those that may be', async () => {
    const { client, buckets } = await startBuckets([
      { Effect: 'Allow', Action: 's3:DeleteObject', Resource: `${arn}/mine/*` },
    ]);
    for (const key of ['mine/<1>', 'mine/2', 'theirs']) await buckets.find('archive').put(key, 'x');
    const Objects = ['mine/<1>', 'mine/absent', 'theirs'].map((Key) => ({ Key }));
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted!.map(({ Key }) => Key)).toEqual(['mine/<1>', 'mine/absent']);
    expect(Errors).toMatchObject([{ Key: 'theirs', Code: 'AccessDenied' }]);
    expect([...buckets.find('archive').list()].map(({ key }) => key)).toEqual(['mine/2', 'theirs']);
  });
});

describe('permissions', () => {
  test('are asked for each object, and for a listing by its prefix', async () => {
    const { client, buckets } = await startBuckets([
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `${arn}/open/*` },
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: arn, Condition: { StringLike: { 's3:prefix': 'open/*' } } },
    ]);
    await buckets.find('archive').put('closed/1', 'x');
    await put(client, 'open/1', 'x');
    expect(await get(client, 'open/1')).toBe('x');
    const list = (Prefix?: string) => client.send(new ListObjectsV2Command({ Bucket, Prefix }));
    expect((await list('open/')).KeyCount).toBe(1);
    const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
    await expect(list('closed/')).rejects.toMatchObject(denied);
    await expect(list()).rejects.toMatchObject(denied);
    await expect(get(client, 'closed/1')).rejects.toMatchObject(denied);
    await expect(put(client, 'closed/1', 'y')).rejects.toMatchObject(denied);
    await expect(client.send(new DeleteObjectCommand({ Bucket, Key: 'open/1' }))).rejects.toMatchObject(denied);
    await expect(
      client.send(new CopyObjectCommand({ Bucket, Key: 'open/2', CopySource: 'archive/closed/1' })),
    ).rejects.toMatchObject(denied);
    await expect(client.send(new ListBucketsCommand({}))).rejects.toMatchObject(denied);
    await expect(get(client, 'open/absent')).rejects.toMatchObject(denied);
  });

  test('whoever may not list does not learn that a key is absent', async () => {
    const { client } = await startBuckets([{ Effect: 'Allow', Action: 's3:GetObject', Resource: `${arn}/*` }]);
    await expect(get(client, 'absent')).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('a forged signature is refused as S3 does', async () => {
    const { client, endpoint } = await startBuckets();
    const credentials = { ...(await client.config.credentials()), secretAccessKey: 'guessed' };
    const forger = new S3Client({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
    onTestFinished(() => forger.destroy());
    await expect(put(forger, 'k')).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });
});

describe('what is not there or not emulated', () => {
  test('is said by the names of S3', async () => {
    const { client, endpoint } = await startBuckets();
    expect((await client.send(new ListBucketsCommand({}))).Buckets).toMatchObject([{ Name: 'archive' }]);
    await client.send(new HeadBucketCommand({ Bucket }));
    await expect(client.send(new HeadBucketCommand({ Bucket: 'absent' }))).rejects.toMatchObject({ name: 'NotFound' });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'absent' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    await expect(client.send(new ListObjectsV2Command({ Bucket: 'absent' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    await expect(client.send(new GetObjectTaggingCommand({ Bucket, Key: 'k' }))).rejects.toMatchObject({
      name: 'NotImplemented',
    });
    await expect(get(client, 'k', { VersionId: '1' })).rejects.toMatchObject({ name: 'NotImplemented' });
    await expect(put(client, 'k', 'x', { Tagging: 'a=b' })).rejects.toMatchObject({ name: 'NotImplemented' });
    await expect(put(client, 'k'.repeat(1025))).rejects.toMatchObject({ name: 'KeyTooLongError' });
    const response = await fetch(`${endpoint}/archive/k`, {
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/s3/aws4_request' },
    });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('AuthorizationHeaderMalformed'),
    ]);
  });
});
