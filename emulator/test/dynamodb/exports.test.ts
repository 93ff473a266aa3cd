import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import {
  DeleteItemCommand,
  DescribeExportCommand,
  DynamoDBClient,
  ExportTableToPointInTimeCommand,
  ListExportsCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  type ExportTableToPointInTimeCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  cloudwatchService,
  dynamodbService,
  iamService,
  s3Service,
  snsService,
  sqsService,
  startCloud,
  type CloudOptions,
} from '../../index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { hasDynoxide } from '../helpers/startEngine.ts';
import { writeTemplateFolder } from '../helpers/writeTemplateFolder.ts';

const attribute = (logicalId: string, name: string) => ({ 'Fn::GetAtt': [logicalId, name] });
const table = (more: object) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    ...more,
  },
});
const recovery = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
const template = (statements: object[]) => ({
  Changing: table({
    TableName: 'changing',
    ...recovery,
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  }),
  Quiet: {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: { ...table({ TableName: 'quiet' }).Properties, Replicas: [{ Region: 'eu-west-1', ...recovery }] },
  },
  Unprotected: table({ TableName: 'unprotected' }),
  Archive: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'archive' } },
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'exporter',
      Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }],
    },
  },
});
const exporting = [
  { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' },
  {
    Effect: 'Allow',
    Action: 's3:PutObject',
    Resource: { 'Fn::Join': ['', [attribute('Archive', 'Arn'), '/exports/*']] },
  },
];

const start = async (statements: object[] = exporting, options: Partial<CloudOptions> = {}) => {
  const cloud = await startCloud(
    {
      templateFolder: writeTemplateFolder({ main: { Resources: template(statements) } }),
      stateFolder: folderOfTest(),
      dynamodb: 'dynoxide',
      shortExports: true,
      ...options,
    },
    [iamService, s3Service, sqsService, snsService, cloudwatchService, dynamodbService],
  );
  onTestFinished(() => cloud.stop());
  const client = new DynamoDBClient({
    endpoint: cloud.gatewayUrl,
    region: 'eu-west-1',
    credentials: cloud.credentialsOf('arn:aws:iam::000000000000:role/exporter', 'test'),
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  const arn = (name: string) => `arn:aws:dynamodb:eu-west-1:000000000000:table/${name}`;
  const bucket = cloud.service(s3Service).find('archive');
  const begin = async (name: string, more: Partial<ExportTableToPointInTimeCommandInput> = {}) => {
    const input = { TableArn: arn(name), S3Bucket: 'archive', S3Prefix: 'exports/1', ...more };
    return (await client.send(new ExportTableToPointInTimeCommand(input))).ExportDescription!;
  };
  const wait = (ExportArn: string) =>
    vi.waitUntil(
      async () => {
        const { ExportDescription } = await client.send(new DescribeExportCommand({ ExportArn }));
        return ExportDescription!.ExportStatus === 'IN_PROGRESS' ? undefined : ExportDescription!;
      },
      { timeout: 10_000 },
    );
  const read = async (key: string) => buffer(bucket.read(bucket.find(key)!));
  const put = (name: string, id: string, value: object) =>
    client.send(new PutItemCommand({ TableName: name, Item: { id: { S: id }, ...value } }));
  return { cloud, client, bucket, arn, begin, wait, read, put };
};

/** The engine notes whole seconds: what is written in another second is in another window. */
const nextSecond = async (): Promise<Date> => {
  const second = Math.floor(Date.now() / 1000) + 1;
  while (Date.now() < second * 1000) await sleep(20);
  return new Date(second * 1000);
};

describe.skipIf(!hasDynoxide)('an export of a table', () => {
  test('in full holds every item, laid out as DynamoDB does', async () => {
    const { begin, wait, read, put, bucket, arn } = await start();
    const values = {
      text: { S: 'ä "b"\n' },
      number: { N: '1.5' },
      bytes: { B: Buffer.from('xyz') },
      set: { SS: ['a'] },
      map: { M: { nested: { L: [{ NULL: true }] } } },
    };
    await put('quiet', '1', values as object);
    await put('quiet', '2', {});
    const begun = await begin('quiet');
    expect(begun).toMatchObject({ ExportStatus: 'IN_PROGRESS', ExportType: 'FULL_EXPORT', S3Prefix: 'exports/1' });
    const done = await wait(begun.ExportArn!);
    expect(done).toMatchObject({ ExportStatus: 'COMPLETED', ItemCount: 2, ExportFormat: 'DYNAMODB_JSON' });
    const id = begun.ExportArn!.split('/').at(-1)!;
    const folder = `exports/1/AWSDynamoDB/${id}/`;
    expect(done.ExportManifest).toBe(`${folder}manifest-summary.json`);
    const keys = [...bucket.list()].map(({ key }) => key.replace(/[0-9a-f]{26}/, '*'));
    expect(keys).toEqual(
      [
        '_started',
        'data/*.json.gz',
        'manifest-files.checksum',
        'manifest-files.json',
        'manifest-summary.checksum',
        'manifest-summary.json',
      ].map((name) => folder + name),
    );
    const summary = await read(done.ExportManifest!);
    expect(JSON.parse(summary.toString())).toMatchObject({
      version: '2020-06-30',
      exportArn: begun.ExportArn,
      tableArn: arn('quiet'),
      itemCount: 2,
      outputFormat: 'DYNAMODB_JSON',
    });
    expect((await read(`${folder}manifest-summary.checksum`)).toString()).toBe(
      createHash('md5').update(summary).digest('base64'),
    );
    const file = JSON.parse((await read(`${folder}manifest-files.json`)).toString()) as Record<string, string>;
    const data = await read(file.dataFileS3Key!);
    expect(file).toMatchObject({ itemCount: 2, md5Checksum: createHash('md5').update(data).digest('base64') });
    const items = gunzipSync(data)
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { Item: Record<string, unknown> });
    expect(items.sort((a, b) => JSON.stringify(a.Item.id).localeCompare(JSON.stringify(b.Item.id)))).toEqual([
      { Item: { id: { S: '1' }, ...values, bytes: { B: 'eHl6' } } },
      { Item: { id: { S: '2' } } },
    ]);
  });

  test('in full holds every item once, however many pages it reads', async () => {
    const { cloud, begin, wait, read } = await start();
    const ids = Array.from({ length: 2300 }, (_, index) => `item-${String(index).padStart(4, '0')}`);
    for (let first = 0; first < ids.length; first += 100) {
      const TransactItems = ids
        .slice(first, first + 100)
        .map((id) => ({ Put: { TableName: 'quiet', Item: { id: { S: id } } } }));
      await cloud.service(dynamodbService).client.send(new TransactWriteItemsCommand({ TransactItems }));
    }
    const { ExportArn } = await begin('quiet');
    expect(await wait(ExportArn!)).toMatchObject({ ExportStatus: 'COMPLETED', ItemCount: ids.length });
    const folder = `exports/1/AWSDynamoDB/${ExportArn!.split('/').at(-1)!}/`;
    const { dataFileS3Key } = JSON.parse((await read(`${folder}manifest-files.json`)).toString()) as {
      dataFileS3Key: string;
    };
    const lines = gunzipSync(await read(dataFileS3Key))
      .toString()
      .trim()
      .split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { Item: { id: { S: string } } }).Item.id.S).sort()).toEqual(ids);
  });

  test('of changes holds each item once, as it was left, and no write twice or never', async () => {
    const { begin, wait, read, put, client, bucket } = await start();
    await put('changing', 'before', { n: { N: '0' } });
    await put('changing', 'changed', { n: { N: '0' } });
    const from = await nextSecond();
    await put('changing', 'changed', { n: { N: '1' } });
    await put('changing', 'changed', { n: { N: '2' } });
    await put('changing', 'made', { n: { N: '3' } });
    await client.send(new DeleteItemCommand({ TableName: 'changing', Key: { id: { S: 'before' } } }));
    const middle = await nextSecond();
    await put('changing', 'after', { n: { N: '4' } });
    const to = await nextSecond();

    const exported = async (
      ExportFromTime: Date,
      ExportToTime: Date,
      ExportViewType: 'NEW_IMAGE' | 'NEW_AND_OLD_IMAGES',
    ) => {
      const S3Prefix = `exports/${Math.random()}`;
      const { ExportArn } = await begin('changing', {
        S3Prefix,
        ExportType: 'INCREMENTAL_EXPORT',
        IncrementalExportSpecification: { ExportFromTime, ExportToTime, ExportViewType },
      });
      const { ExportStatus, ExportManifest } = await wait(ExportArn!);
      expect(ExportStatus).toBe('COMPLETED');
      const { manifestFilesS3Key, ...summary } = JSON.parse((await read(ExportManifest!)).toString()) as Record<
        string,
        string
      >;
      expect(summary).toMatchObject({
        version: '2023-08-01',
        exportType: 'INCREMENTAL_EXPORT',
        outputView: ExportViewType,
        exportFromTime: ExportFromTime.toISOString(),
      });
      const { dataFileS3Key } = JSON.parse((await read(manifestFilesS3Key!)).toString()) as Record<string, string>;
      expect(dataFileS3Key).toMatch(new RegExp(`^${S3Prefix}/AWSDynamoDB/data/`));
      const lines = gunzipSync(await read(dataFileS3Key!))
        .toString()
        .split('\n')
        .filter(Boolean);
      return lines.map((line) => JSON.parse(line) as Record<string, never>);
    };
    const image = (id: string, n: string) => ({ id: { S: id }, n: { N: n } });
    const key = (id: string) => ({ id: { S: id } });
    const first = await exported(from, middle, 'NEW_IMAGE');
    const Metadata = { WriteTimestampMicros: { N: String(from.getTime() * 1000) } };
    expect(first).toEqual([
      { Metadata, Keys: key('changed'), NewImage: image('changed', '2') },
      { Metadata, Keys: key('made'), NewImage: image('made', '3') },
      { Metadata, Keys: key('before') },
    ]);
    expect(await exported(middle, to, 'NEW_AND_OLD_IMAGES')).toMatchObject([
      { Keys: key('after'), NewImage: image('after', '4') },
    ]);
    const both = await exported(from, to, 'NEW_AND_OLD_IMAGES');
    expect(both[0]).toEqual({
      Metadata,
      Keys: key('changed'),
      OldImage: image('changed', '0'),
      NewImage: image('changed', '2'),
    });
    expect(both).toHaveLength(4);
    expect(await exported(to, await nextSecond(), 'NEW_IMAGE')).toEqual([]);
    expect([...bucket.list('exports/')].length).toBeGreaterThan(0);
  });

  test('is one for one client token, and listed', async () => {
    const { begin, wait, client, arn } = await start();
    const [one, same] = await Promise.all([begin('quiet', { ClientToken: 't' }), begin('quiet', { ClientToken: 't' })]);
    expect(same.ExportArn).toBe(one.ExportArn);
    await expect(begin('quiet', { ClientToken: 't', S3Prefix: 'other' })).rejects.toMatchObject({
      name: 'ExportConflictException',
    });
    const other = await begin('changing');
    await Promise.all([one, other].map(({ ExportArn }) => wait(ExportArn!)));
    const list = (more = {}) => client.send(new ListExportsCommand(more));
    expect((await list({ TableArn: arn('quiet') })).ExportSummaries).toEqual([
      { ExportArn: one.ExportArn, ExportStatus: 'COMPLETED', ExportType: 'FULL_EXPORT' },
    ]);
    const page = await list({ MaxResults: 1 });
    expect(page.ExportSummaries![0]!.ExportArn).toBe(other.ExportArn);
    expect((await list({ NextToken: page.NextToken })).ExportSummaries![0]!.ExportArn).toBe(one.ExportArn);
  });

  test('that was broken off is finished after a restart', async () => {
    const stateFolder = folderOfTest();
    const first = await start(exporting, { stateFolder });
    await first.put('quiet', '1', {});
    const { ExportArn } = await first.begin('quiet');
    await first.wait(ExportArn!);
    await first.cloud.stop();
    const file = join(stateFolder, 'dynamodb', 'dynoxide', 'exports.json');
    const [kept] = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>[];
    const { manifest: _manifest, itemCount: _count, endTime: _end, ...broken } = kept!;
    writeFileSync(file, JSON.stringify([{ ...broken, status: 'IN_PROGRESS' }]));
    const second = await start(exporting, { stateFolder });
    expect(await second.wait(ExportArn!)).toMatchObject({ ExportStatus: 'COMPLETED', ItemCount: 1 });
    const { manifestFilesS3Key } = JSON.parse(
      await text(second.bucket.read(second.bucket.find((await second.wait(ExportArn!)).ExportManifest!)!)),
    ) as { manifestFilesS3Key: string };
    expect(second.bucket.find(manifestFilesS3Key)).toBeDefined();
  });

  test('fails where it may not write', async () => {
    const { begin, wait } = await start();
    const failed = async (more: object) => wait((await begin('quiet', more)).ExportArn!);
    expect(await failed({ S3Prefix: 'closed' })).toMatchObject({
      ExportStatus: 'FAILED',
      FailureCode: 'S3AccessDenied',
    });
    expect(await failed({ S3Bucket: 'absent' })).toMatchObject({
      ExportStatus: 'FAILED',
      FailureCode: 'S3NoSuchBucket',
    });
  });

  test('is refused as DynamoDB refuses it', async () => {
    const { begin, client, arn } = await start(exporting, { shortExports: false });
    await expect(begin('unprotected')).rejects.toMatchObject({ name: 'PointInTimeRecoveryUnavailableException' });
    await expect(begin('absent')).rejects.toMatchObject({ name: 'TableNotFoundException' });
    await expect(begin('quiet', { ExportTime: new Date(0) })).rejects.toMatchObject({
      name: 'InvalidExportTimeException',
    });
    const changes = (from: number) => ({
      ExportType: 'INCREMENTAL_EXPORT' as const,
      IncrementalExportSpecification: { ExportFromTime: new Date(from) },
    });
    await expect(begin('changing', changes(Date.now() - 3_600_000))).rejects.toMatchObject({
      name: 'InvalidExportTimeException',
    });
    const from = (await nextSecond()).getTime();
    await nextSecond();
    await expect(begin('changing', changes(from))).rejects.toMatchObject({
      message: expect.stringContaining('15 minutes'),
    });
    await expect(
      client.send(new DescribeExportCommand({ ExportArn: `${arn('quiet')}/export/0` })),
    ).rejects.toMatchObject({ name: 'ExportNotFoundException' });
  });

  test('needs a permission', async () => {
    const { begin } = await start([{ Effect: 'Allow', Action: 'dynamodb:Describe*', Resource: '*' }]);
    await expect(begin('quiet')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
