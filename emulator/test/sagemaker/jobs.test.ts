import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateProcessingJobCommand,
  CreateTrainingJobCommand,
  DescribeProcessingJobCommand,
  DescribeTrainingJobCommand,
  ListTrainingJobsCommand,
  StopTrainingJobCommand,
  type CreateProcessingJobCommandInput,
  type CreateTrainingJobCommandInput,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { roleArn } from '../helpers/startTestGateway.ts';
import { bucket, image, startTestSageMaker } from './startTestSageMaker.ts';

const training = (
  name: string,
  mode: string,
  change: Partial<CreateTrainingJobCommandInput> = {},
): CreateTrainingJobCommandInput => ({
  TrainingJobName: name,
  RoleArn: roleArn,
  AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: 'File' },
  HyperParameters: { mode, seed: '7' },
  InputDataConfig: [
    {
      ChannelName: 'interactions',
      DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `s3://${bucket}/runs/1/interactions/` } },
    },
  ],
  OutputDataConfig: { S3OutputPath: `s3://${bucket}/models` },
  ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
  StoppingCondition: { MaxRuntimeInSeconds: 600 },
  ...change,
});

const wait = { timeout: 20_000, interval: 50 };
const describeTraining = (client: SageMakerClient, TrainingJobName: string) =>
  client.send(new DescribeTrainingJobCommand({ TrainingJobName }));
const trained = (client: SageMakerClient, name: string) =>
  vi.waitFor(async () => {
    const found = await describeTraining(client, name);
    expect(found.TrainingJobStatus).not.toMatch(/InProgress|Stopping/);
    return found;
  }, wait);
const hanging = (client: SageMakerClient, name: string, folder: string) =>
  vi.waitFor(async () => {
    expect((await describeTraining(client, name)).SecondaryStatus).toBe('Training');
    expect(readFileSync(join(folder, 'logs', `training-job-${name}.log`), 'utf8')).toContain('hanging');
  }, wait);

/** What a packed folder holds of one file: the archives here have one small file each. */
const textOf = (archive: Buffer): string => {
  const tar = gunzipSync(archive);
  const size = Number.parseInt(tar.toString('latin1', 124, 135), 8);
  return tar.toString('utf8', 512, 512 + size);
};

describe('a training job', () => {
  test('copies its channel, trains with the hyperparameters, and leaves model and output in S3', async () => {
    const { client, put, read, keys, folder } = await startTestSageMaker();
    await put('runs/1/interactions/rows.txt', 'three rows');
    const { TrainingJobArn } = await client.send(new CreateTrainingJobCommand(training('first', 'report')));
    expect(TrainingJobArn).toBe('arn:aws:sagemaker:us-east-1:000000000000:training-job/first');
    const done = await trained(client, 'first');
    expect(done).toMatchObject({
      TrainingJobStatus: 'Completed',
      SecondaryStatus: 'Completed',
      ModelArtifacts: { S3ModelArtifacts: `s3://${bucket}/models/first/output/model.tar.gz` },
      HyperParameters: { mode: 'report', seed: '7' },
      RoleArn: roleArn,
    });
    expect(done.SecondaryStatusTransitions!.map(({ Status }) => Status)).toEqual([
      ...['Starting', 'Downloading', 'Training', 'Uploading', 'Completed'],
    ]);
    expect(done.TrainingEndTime!.getTime()).toBeGreaterThanOrEqual(done.TrainingStartTime!.getTime());
    expect(textOf(await read('models/first/output/model.tar.gz'))).toContain(
      'three rows {"seed":"7"} after nothing as local',
    );
    expect(textOf(await read('models/first/output/output.tar.gz'))).toBe('fine');
    expect(keys()).toHaveLength(3);
    expect(existsSync(join(folder, 'sagemaker', 'work', 'training-job', 'first'))).toBe(false);
    const { TrainingJobSummaries } = await client.send(new ListTrainingJobsCommand({ StatusEquals: 'Completed' }));
    expect(TrainingJobSummaries).toMatchObject([{ TrainingJobName: 'first', TrainingJobStatus: 'Completed' }]);
  });

  test.each([
    ['fail', 'AlgorithmError: too little data, exit code: 1'],
    ['crash', 'AlgorithmError: out of luck, exit code: 3'],
  ])('that ends badly (%s) says why', async (mode, FailureReason) => {
    const { client, put, logs } = await startTestSageMaker();
    await put('runs/1/interactions/rows.txt', 'rows');
    await client.send(new CreateTrainingJobCommand(training('bad', mode)));
    expect(await trained(client, 'bad')).toMatchObject({ TrainingJobStatus: 'Failed', FailureReason });
    expect(logs).toEqual([expect.stringContaining(FailureReason)]);
  });

  test('is stopped by a call, and leaves what it has', async () => {
    const { client, put, read, folder } = await startTestSageMaker();
    await put('runs/1/interactions/rows.txt', 'rows');
    await client.send(new CreateTrainingJobCommand(training('long', 'hang')));
    await hanging(client, 'long', folder);
    await client.send(new StopTrainingJobCommand({ TrainingJobName: 'long' }));
    expect(await trained(client, 'long')).toMatchObject({ TrainingJobStatus: 'Stopped', SecondaryStatus: 'Stopped' });
    expect(textOf(await read('models/long/output/model.tar.gz'))).toBe('half');
    await expect(client.send(new StopTrainingJobCommand({ TrainingJobName: 'long' }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test('is stopped when it takes longer than it may', async () => {
    const { client, put } = await startTestSageMaker();
    await put('runs/1/interactions/rows.txt', 'rows');
    await client.send(
      new CreateTrainingJobCommand(training('late', 'hang', { StoppingCondition: { MaxRuntimeInSeconds: 1 } })),
    );
    expect(await trained(client, 'late')).toMatchObject({
      TrainingJobStatus: 'Stopped',
      SecondaryStatus: 'MaxRuntimeExceeded',
      ModelArtifacts: { S3ModelArtifacts: expect.stringContaining('late') },
    });
  });

  test('is begun again from its inputs when the cloud was ended, with its checkpoints', async () => {
    const first = await startTestSageMaker();
    await first.put('runs/1/interactions/rows.txt', 'rows');
    const checkpoints = { CheckpointConfig: { S3Uri: `s3://${bucket}/checkpoints/cut/` } };
    await first.client.send(new CreateTrainingJobCommand(training('cut', 'hang', checkpoints)));
    await hanging(first.client, 'cut', first.folder);
    await first.sageMaker.stop();
    const second = await startTestSageMaker({ folder: first.folder });
    const done = await trained(second.client, 'cut');
    expect(done.TrainingJobStatus).toBe('Completed');
    expect(done.SecondaryStatusTransitions!.map(({ Status }) => Status)).toContain('Restarting');
    expect(textOf(await second.read('models/cut/output/model.tar.gz'))).toContain('after step one');
    expect((await second.read('checkpoints/cut/step')).toString()).toBe('step one');
    // A job of another name with the same place of checkpoints goes on from them too.
    await second.client.send(new CreateTrainingJobCommand(training('next', 'hang', checkpoints)));
    await trained(second.client, 'next');
    expect(textOf(await second.read('models/next/output/model.tar.gz'))).toContain('after step one');
  });

  test.each<[string, Partial<CreateTrainingJobCommandInput>, RegExp]>([
    ['a bad name', { TrainingJobName: 'a b' }, /'a b' at 'trainingJobName' failed .* regular expression pattern/],
    [
      'no input',
      { InputDataConfig: training('', '').InputDataConfig },
      /No S3 objects found under S3 URL "s3:\/\/data/,
    ],
    [
      'an instance type that is none',
      { ResourceConfig: { InstanceType: 'large' as never, InstanceCount: 1, VolumeSizeInGB: 1 } },
      /instanceType/,
    ],
    ['no stopping condition', { StoppingCondition: undefined }, /'stoppingCondition' failed .* must not be null/],
    ['a role that is not there', { RoleArn: 'arn:aws:iam::000000000000:role/nobody' }, /Could not assume role/],
    ['spot without a time to wait', { EnableManagedSpotTraining: true }, /Invalid MaxWaitTimeInSeconds/],
    [
      'a time to wait without spot',
      { StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 } },
      /only supported when EnableManagedSpotTraining/,
    ],
  ])('is refused for %s', async (_name, change, message) => {
    const { client } = await startTestSageMaker();
    await expect(client.send(new CreateTrainingJobCommand(training('x', '', change)))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(message),
    });
  });

  test('has a name once, an image that is there, and needs the grants', async () => {
    const { client, put } = await startTestSageMaker();
    await put('runs/1/interactions/rows.txt', 'rows');
    await client.send(new CreateTrainingJobCommand(training('once', '')));
    await expect(client.send(new CreateTrainingJobCommand(training('once', '')))).rejects.toMatchObject({
      name: 'ResourceInUse',
    });
    await expect(describeTraining(client, 'never')).rejects.toMatchObject({ message: 'Requested resource not found.' });
    const AlgorithmSpecification = { TrainingImage: `${image}er`, TrainingInputMode: 'File' as const };
    await client.send(new CreateTrainingJobCommand(training('imageless', '', { AlgorithmSpecification })));
    expect((await trained(client, 'imageless')).FailureReason).toMatch(/^ClientError: Cannot pull the image /);
    const create = { Effect: 'Allow' as const, Action: 'sagemaker:CreateTrainingJob', Resource: '*' };
    const poor = await startTestSageMaker({ statements: [create] });
    await expect(poor.client.send(new CreateTrainingJobCommand(training('x', '')))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('iam:PassRole on resource: arn:aws:iam::000000000000:role/tested'),
    });
    const pass = { Effect: 'Allow' as const, Action: 'iam:PassRole', Resource: '*' };
    const untagged = await startTestSageMaker({ statements: [create, pass] });
    const tagged = training('x', '', { Tags: [{ Key: 'a', Value: 'b' }] });
    await expect(untagged.client.send(new CreateTrainingJobCommand(tagged))).rejects.toMatchObject({
      message: expect.stringContaining('sagemaker:AddTags'),
    });
  });

  test('fails when its role may not write the model', async () => {
    const { client, put } = await startTestSageMaker({
      statements: [
        { Effect: 'Allow', Action: ['sagemaker:*', 'iam:PassRole', 's3:ListBucket', 's3:GetObject'], Resource: '*' },
      ],
    });
    await put('runs/1/interactions/rows.txt', 'rows');
    await client.send(new CreateTrainingJobCommand(training('denied', '')));
    expect((await trained(client, 'denied')).FailureReason).toMatch(
      /^ClientError: Artifact upload failed: AccessDenied: .*s3:PutObject/,
    );
  });
});

describe('a processing job', () => {
  const processing = (
    name: string,
    change: Partial<CreateProcessingJobCommandInput> = {},
  ): CreateProcessingJobCommandInput => ({
    ProcessingJobName: name,
    RoleArn: roleArn,
    AppSpecification: {
      ImageUri: image,
      ContainerEntrypoint: ['node', '/opt/program/prepare.mjs'],
      ContainerArguments: ['--all'],
    },
    ProcessingInputs: [
      {
        InputName: 'days',
        S3Input: {
          S3Uri: `s3://${bucket}/archive/`,
          LocalPath: '/opt/ml/processing/input/days',
          S3DataType: 'S3Prefix',
          S3InputMode: 'File',
        },
      },
    ],
    ProcessingOutputConfig: {
      Outputs: [
        {
          OutputName: 'all',
          S3Output: {
            S3Uri: `s3://${bucket}/prepared/1`,
            LocalPath: '/opt/ml/processing/output/all',
            S3UploadMode: 'EndOfJob',
          },
        },
      ],
    },
    ProcessingResources: { ClusterConfig: { InstanceType: 'ml.t3.medium', InstanceCount: 1, VolumeSizeInGB: 10 } },
    ...change,
  });
  const processed = (client: SageMakerClient, ProcessingJobName: string) =>
    vi.waitFor(async () => {
      const found = await client.send(new DescribeProcessingJobCommand({ ProcessingJobName }));
      expect(found.ProcessingJobStatus).not.toBe('InProgress');
      return found;
    }, wait);

  test('runs a program of the image on copies, and uploads what it leaves', async () => {
    const { client, put, read } = await startTestSageMaker();
    await put('archive/day=1/a.txt', 'one');
    await put('archive/day=2/b.txt', 'two');
    await client.send(new CreateProcessingJobCommand(processing('absolute')));
    expect(await processed(client, 'absolute')).toMatchObject({ ProcessingJobStatus: 'Completed' });
    expect((await read('prepared/1/by-day/rows.txt')).toString()).toBe(
      'absolute --all by-day day=1/a.txt=one day=2/b.txt=two',
    );
    const AppSpecification = { ImageUri: image, ContainerEntrypoint: ['node', 'prepare.mjs'] };
    await client.send(new CreateProcessingJobCommand(processing('relative', { AppSpecification })));
    expect(await processed(client, 'relative')).toMatchObject({ ProcessingJobStatus: 'Completed' });
  });

  test('that fails says what the program said, and uploads nothing', async () => {
    const { client, put, keys } = await startTestSageMaker();
    await put('archive/day=1/a.txt', 'one');
    await client.send(new CreateProcessingJobCommand(processing('failing', { Environment: { FAIL: 'yes' } })));
    expect(await processed(client, 'failing')).toMatchObject({
      ProcessingJobStatus: 'Failed',
      FailureReason: 'AlgorithmError: See job logs for more information, exit code: 2',
      ExitMessage: 'no days',
    });
    expect(keys()).toEqual(['archive/day=1/a.txt']);
  });

  test('fails when an input holds nothing', async () => {
    const { client } = await startTestSageMaker();
    await client.send(new CreateProcessingJobCommand(processing('empty')));
    expect((await processed(client, 'empty')).FailureReason).toMatch(
      /^ClientError: No S3 objects found under S3 URL "s3:\/\/data\/archive\/" given in input data source/,
    );
  });

  test('is refused for a path outside of its folder, and without a program that can run', async () => {
    const { client } = await startTestSageMaker();
    const [input] = processing('x').ProcessingInputs!;
    const outside = { ...input!, S3Input: { ...input!.S3Input!, LocalPath: '/opt/ml/processing/../../etc' } };
    await expect(
      client.send(new CreateProcessingJobCommand(processing('x', { ProcessingInputs: [outside] }))),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(
      client.send(new CreateProcessingJobCommand(processing('x', { AppSpecification: { ImageUri: image } }))),
    ).rejects.toMatchObject({ message: expect.stringContaining('ContainerEntrypoint') });
  });
});
